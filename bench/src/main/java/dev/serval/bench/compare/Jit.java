// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The just-in-time compiler of this virtual machine: whether it is at work. Time that is stable
 * says nothing while it is, since interpreted and half-optimised code is stable too.
 */
final class Jit {

  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

  private final @Nullable CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private long lastMillis;

  /**
   * Returns whether a compilation ended since the last call, is under way or waits. The total time
   * counts what has ended, the queue is what has not.
   */
  boolean isAtWork() {
    long millis = compilation == null ? 0 : compilation.getTotalCompilationTime();
    boolean ended = millis != lastMillis;
    lastMillis = millis;
    return ended || isAtWork(queue());
  }

  /** Returns what {@code jcmd PID Compiler.queue} prints; an empty text if it has no such thing. */
  private String queue() {
    try {
      return String.valueOf(
          server.invoke(new ObjectName(COMMANDS), "compilerQueue", new Object[0], new String[0]));
    } catch (JMException e) {
      return ""; // another virtual machine than HotSpot: the total time has to do
    }
  }

  /**
   * Returns whether a line of the queue names a compilation: number, flags, tier, then {@code
   * Class::method}.
   */
  static boolean isAtWork(String queue) {
    return queue.contains("::");
  }
}
