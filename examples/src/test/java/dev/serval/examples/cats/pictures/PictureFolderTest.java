// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import static dev.serval.examples.cats.pictures.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {

  @TempDir Path folder;

  private void picture(String name, int rgb) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(5, 3, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 15; i++) {
      image.setRGB(i % 5, i / 5, rgb);
    }
    assertTrue(ImageIO.write(image, "png", file.toFile()));
  }

  private Pictures read(String... positive) {
    return PictureFolder.read(
        folder, Optional.ofNullable(positive.length == 0 ? null : positive[0]), 4, 6);
  }

  @Test
  void picturesComeInSortedOrderWithTheirLabels() throws IOException {
    picture("non-cat/a.png", 0x0A0000);
    picture("cat/b.png", 0x020000);
    picture("cat/B.png", 0x010000);
    picture("cat/a10.png", 0x030000 - 0x020000 + 0x000100);
    Files.writeString(folder.resolve("cat/.hidden"), "x");
    Files.writeString(folder.resolve("cat/Thumbs.db"), "x");
    Files.writeString(folder.resolve("README.txt"), "beside the class folders anything may lie");
    Pictures pictures = read();
    assertEquals(4, pictures.count());
    assertEquals(4, pictures.height());
    assertEquals(6, pictures.width());
    assertArrayEquals(new int[] {1, 1, 1, 0}, pictures.labels());
    assertEquals(Pictures.CAT_CLASSES, pictures.classes());
    assertEquals(folder.resolve("cat/B.png").toString(), pictures.name(0));
    assertEquals(folder.resolve("cat/a10.png").toString(), pictures.name(1));
    assertEquals(folder.resolve("cat/b.png").toString(), pictures.name(2));
    assertEquals(folder.resolve("non-cat/a.png").toString(), pictures.name(3));
    assertEquals(1, pictures.pixel(0, 0, 0, 0));
    assertEquals(10, pictures.pixel(3, 3, 5, 0));
  }

  @Test
  void theFolderNamedCatIsLabelOneEvenIfItComesLast() throws IOException {
    picture("cats/a.png", 1);
    picture("ant/a.png", 2);
    Pictures pictures = read();
    assertArrayEquals(new int[] {0, 1}, pictures.labels());
    assertEquals(List.of("ant", "cats"), pictures.classes());
  }

  @Test
  void catsAndOtherAreTheCoursesClasses() throws IOException {
    picture("cats/a.png", 1);
    picture("other/a.png", 2);
    assertEquals(Pictures.CAT_CLASSES, read().classes());
  }

  @Test
  void otherPairsNeedToBeTold() throws IOException {
    picture("dog/a.png", 1);
    picture("lynx/a.png", 2);
    assertRefused(folder, this::read, "holds dog/ and lynx/", "--positive NAME");
    assertRefused(folder, () -> read("wolf"), "holds no folder wolf", "dog/ and lynx/");
    assertArrayEquals(new int[] {1, 0}, read("dog").labels());
    assertEquals(List.of("lynx", "dog"), read("dog").classes());
  }

  @Test
  void layoutMistakesAreNamed() throws IOException {
    Path missing = folder.resolve("missing");
    assertRefused(
        missing, () -> PictureFolder.read(missing, Optional.empty(), 4, 4), "no such folder");
    assertRefused(folder, this::read, "must hold exactly two folders", "found none");
    picture("cat/a.png", 1);
    Path file = folder.resolve("cat/a.png");
    assertRefused(file, () -> PictureFolder.read(file, Optional.empty(), 4, 4), "is not a folder");
    assertRefused(folder, this::read, "found cat/");
    Files.createDirectory(folder.resolve("non-cat"));
    assertRefused(folder.resolve("non-cat"), this::read, "the folder is empty");
    Files.createDirectory(folder.resolve("third"));
    assertRefused(folder, this::read, "found cat/, non-cat/, third/");
  }

  @Test
  void whatIsNoPictureIsNamedNotSkipped() throws IOException {
    picture("cat/a.png", 1);
    picture("non-cat/a.png", 1);
    Path text = folder.resolve("non-cat/notes.txt");
    Files.writeString(text, "these are dogs");
    assertRefused(text, this::read, "not a JPEG, PNG, GIF or BMP picture");
    Files.delete(text);
    Path more = Files.createDirectory(folder.resolve("non-cat/more"));
    assertRefused(more, this::read, "is a folder, not a picture");
  }
}
