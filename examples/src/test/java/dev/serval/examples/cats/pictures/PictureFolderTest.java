// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.pictures;

import static dev.serval.examples.cats.pictures.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    assertRefused(folder.resolve("non-cat"), this::read, "holds no picture");
    Files.createDirectory(folder.resolve("third"));
    assertRefused(folder, this::read, "found cat/, non-cat/, third/");
  }

  @Test
  void aBadPictureIsNamedAndSkippedOrRefuses() throws IOException {
    picture("cat/a.png", 0x010000);
    picture("cat/b.png", 0x020000);
    picture("non-cat/a.png", 0x030000);
    Path text = Files.writeString(folder.resolve("cat/aa.jpg"), "these are dogs");
    Path empty = Files.writeString(folder.resolve("non-cat/b.webp"), "");
    Files.writeString(folder.resolve("non-cat/notes.txt"), "unknown suffix");
    Files.writeString(folder.resolve("non-cat/.hidden.png"), "hidden");
    assertRefused(text, this::read, "not a JPEG, PNG, GIF, BMP or WebP picture");
    List<String> notices = new ArrayList<>();
    Pictures pictures =
        PictureFolder.read(folder, Optional.empty(), 4, 6, BadPictures.skipped(notices::add));
    assertEquals(3, pictures.count());
    assertArrayEquals(new int[] {1, 1, 0}, pictures.labels());
    assertEquals(2, pictures.pixel(1, 0, 0, 0));
    assertEquals(3, pictures.pixel(2, 3, 5, 0));
    assertEquals(3, notices.size(), notices.toString());
    assertTrue(notices.get(0).startsWith("skipped " + text + ": not a"), notices.toString());
    assertTrue(notices.get(1).startsWith("skipped " + empty + ": the file is empty"));
    assertEquals(
        folder
            + ": 3 pictures read, 2 skipped (--strict refuses them),"
            + " 2 files ignored (hidden or not named as pictures are)",
        notices.get(2));
  }

  @Test
  void ofManyBadPicturesTenAreNamed() throws IOException {
    picture("cat/a.png", 1);
    picture("non-cat/a.png", 2);
    for (int i = 0; i < 23; i++) {
      Files.writeString(folder.resolve("cat/bad%02d.jpg".formatted(i)), "");
    }
    List<String> notices = new ArrayList<>();
    PictureFolder.read(folder, Optional.empty(), 4, 6, BadPictures.skipped(notices::add));
    assertEquals(12, notices.size(), notices.toString());
    assertEquals("skipped 13 more", notices.get(10));
    assertTrue(notices.get(11).contains("2 pictures read, 23 skipped"), notices.get(11));
  }

  @Test
  void aClassWithoutAnyReadablePictureIsRefused() throws IOException {
    picture("cat/a.png", 1);
    Files.createDirectories(folder.resolve("non-cat"));
    Files.writeString(folder.resolve("non-cat/a.png"), "");
    assertRefused(
        folder.resolve("non-cat"),
        () -> PictureFolder.read(folder, Optional.empty(), 4, 6, BadPictures.skipped(line -> {})),
        "none of its 1 pictures could be read");
  }

  @Test
  void foldersOfAClassFolderAreReadAndLinksAreNoTrap() throws IOException {
    picture("cat/z.png", 0x030000);
    picture("cat/more/b.PNG", 0x020000);
    picture("non-cat/a.png", 0x040000);
    try {
      Files.createSymbolicLink(folder.resolve("cat/more/up"), folder.resolve("cat"));
      Files.createSymbolicLink(folder.resolve("cat/more/self.png"), Path.of("self.png"));
    } catch (UnsupportedOperationException | IOException e) {
      assumeTrue(false, "skipped: no symbolic links here");
    }
    List<String> notices = new ArrayList<>();
    Pictures pictures =
        PictureFolder.read(folder, Optional.empty(), 4, 6, BadPictures.skipped(notices::add));
    assertArrayEquals(new int[] {1, 1, 0}, pictures.labels());
    assertEquals(2, pictures.pixel(0, 0, 0, 0));
    assertEquals(3, pictures.pixel(1, 0, 0, 0));
    assertTrue(notices.get(0).contains("self.png: no such file"), notices.toString());
  }
}
