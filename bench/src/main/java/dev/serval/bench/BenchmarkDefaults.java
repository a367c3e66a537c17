// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The settings of every benchmark; JMH lets subclasses inherit them. Operations per second, since
 * only then JMH turns a counter of operations into GFLOP/s. Many short iterations rather than few
 * long ones: on a shared machine the median and the best of them say more than their mean.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public abstract class BenchmarkDefaults {

  /** For benchmarks. */
  protected BenchmarkDefaults() {}
}
