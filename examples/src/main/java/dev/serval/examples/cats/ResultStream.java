// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it failed. A PrintStream swallows that, and it matters: a full
 * disk lost the results; a reader that has gone ({@code | head}) had all it wanted.
 */
public final class ResultStream extends PrintStream {

  private final Remembering target;

  /**
   * Makes a stream of UTF-8.
   *
   * @param target where the bytes go
   */
  public ResultStream(OutputStream target) {
    this(new Remembering(target));
  }

  /** Returns this process's standard output: not System.out, which swallows why it failed. */
  public static ResultStream ofProcess() {
    return new ResultStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
  }

  private ResultStream(Remembering target) {
    super(target, true, StandardCharsets.UTF_8);
    this.target = target;
  }

  /** Returns why writing failed, or null if it did not. */
  @Nullable IOException failure() {
    return target.first;
  }

  /** Returns whether writing failed because nobody reads any more. */
  public boolean isReaderGone() {
    IOException failure = failure();
    if (failure == null) {
      return false;
    }
    // There is no exception of its own for this. EPIPE's text on Linux and macOS; Windows' two.
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("broken pipe")
        || text.contains("pipe is being closed")
        || text.contains("pipe has been ended");
  }

  private static final class Remembering extends FilterOutputStream {

    private volatile @Nullable IOException first;

    Remembering(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      try {
        out.write(b);
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw remembered(e);
      }
    }

    private IOException remembered(IOException e) {
      if (first == null) {
        first = e;
      }
      return e;
    }
  }
}
