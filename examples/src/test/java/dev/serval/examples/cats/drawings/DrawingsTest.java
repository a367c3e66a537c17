// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.drawings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.serval.examples.cats.pictures.Pictures;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawingsTest {

  @Test
  void theBuiltInSetIsTheSameOnEveryMachine() throws NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(Drawings.train().pixels());
    sha.update(Drawings.test().pixels());
    assertEquals(
        "0d99f158bf5713c25e795c7a59782a983499bb65ec8e4d014d2de5457f9bd3c9",
        HexFormat.of().formatHex(sha.digest()));
  }

  @Test
  void aDrawingDependsOnSeedAndIndexAlone() {
    Pictures ten = Drawings.draw(7, 0, 10);
    Pictures three = Drawings.draw(7, 5, 3);
    int features = ten.features();
    assertArrayEquals(Arrays.copyOfRange(ten.pixels(), 5 * features, 8 * features), three.pixels());
    assertEquals(ten.name(6), three.name(1));
    assertFalse(Arrays.equals(Drawings.draw(8, 5, 3).pixels(), three.pixels()));
  }

  @Test
  void everySubjectIsDrawnAndOnlyCatsAreLabelledOne() {
    Pictures train = Drawings.train();
    assertEquals(Drawings.TRAIN, train.count());
    Set<String> subjects = new HashSet<>();
    for (int i = 0; i < train.count(); i++) {
      String subject = train.name(i).replaceFirst(" .*", "");
      subjects.add(subject);
      assertEquals(subject.equals("cat") ? 1 : 0, train.label(i), train.name(i));
    }
    assertEquals(
        Set.of("cat", "dog", "rabbit", "flower", "house", "tree", "fish", "car"), subjects);
  }

  @Test
  void neitherClassIsRareInEitherPart() {
    for (Pictures part : new Pictures[] {Drawings.train(), Drawings.test()}) {
      assertTrue(part.positives() >= part.count() / 3, part.toString());
      assertTrue(part.positives() <= part.count() * 2 / 3, part.toString());
    }
  }

  @Test
  void noDrawingIsDrawnTwice() {
    Set<String> seen = new HashSet<>();
    for (Pictures part : new Pictures[] {Drawings.train(), Drawings.test()}) {
      int features = part.features();
      for (int i = 0; i < part.count(); i++) {
        byte[] pixels = Arrays.copyOfRange(part.pixels(), i * features, (i + 1) * features);
        assertTrue(seen.add(HexFormat.of().formatHex(pixels)), part.name(i));
      }
    }
    assertEquals(Drawings.TRAIN + Drawings.TEST, seen.size());
  }
}
