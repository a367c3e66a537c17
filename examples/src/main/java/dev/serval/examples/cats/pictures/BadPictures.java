// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What becomes of a picture in a folder that cannot be read: it is named and left out, or the
 * folder is refused.
 */
public final class BadPictures {

  /** More lines would hide what else is said. */
  private static final int NAMED = 10;

  private final boolean strict;
  private final Consumer<String> notices;
  private int skipped;

  private BadPictures(boolean strict, Consumer<String> notices) {
    this.strict = strict;
    this.notices = notices;
  }

  /** Returns the rule that one bad picture refuses the folder. */
  public static BadPictures refused() {
    return new BadPictures(true, line -> {});
  }

  /**
   * Returns the rule that bad pictures are left out.
   *
   * @param notices is told, a line each, which and why, and how many at the end
   */
  public static BadPictures skipped(Consumer<String> notices) {
    return new BadPictures(false, notices);
  }

  /** Takes a picture that was refused: throws it on, or names it. */
  void meet(InputException bad) {
    if (strict) {
      throw bad;
    }
    skipped++;
    if (skipped <= NAMED) {
      notices.accept("skipped " + bad.getMessage());
    }
  }

  /** Sums up a folder in one line, if there is anything to say, and begins anew. */
  void finish(Path folder, int read, int ignored) {
    if (skipped > NAMED) {
      notices.accept("skipped " + (skipped - NAMED) + " more");
    }
    String line = folder + ": " + count(read, "picture") + " read";
    if (skipped > 0) {
      line += ", %d skipped (--strict refuses them)".formatted(skipped);
    }
    if (ignored > 0) {
      line +=
          ", %s ignored (hidden or not named as pictures are)".formatted(count(ignored, "file"));
    }
    if (skipped + ignored > 0) {
      notices.accept(line);
    }
    skipped = 0;
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
