// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import dev.serval.examples.cats.pictures.Pictures;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What the course's notebooks publish for their test pictures; shown only beside a network that was
 * tried on the very same bytes, since an accuracy says nothing about other pictures.
 */
final class CourseResults {

  /** SHA-256 of test_set_x, 50·64·64·3 bytes, in the course's test_catvnoncat.h5. */
  private static final String TEST_PICTURES =
      "c23d288e4a7ad7ab5b8b8e69e1aaefc683de77cbd020598fd6b4acdccbebabf3";

  /**
   * One published result.
   *
   * @param model what reached it
   * @param right of the 50 test pictures
   */
  record Published(String model, int right) {}

  private static final List<Published> PUBLISHED =
      List.of(
          new Published("logistic regression", 35),
          new Published("two layers, 7 hidden units", 36),
          new Published("four layers, 20-7-5-1", 40));

  private CourseResults() {}

  /** Returns the results for these pictures; none if they are not the course's. */
  static List<Published> forPictures(Part part) {
    return TEST_PICTURES.equals(sha256(part.pictures())) ? PUBLISHED : List.of();
  }

  private static String sha256(Pictures pictures) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(pictures.pixels()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
