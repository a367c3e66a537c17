// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of photos from the command line: parts, copies, bad pictures. */
class DataSourceTest {

  private static final int EACH = 10;

  @TempDir Path folder;

  private void photo(String name, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, rgb);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertTrue(ImageIO.write(image, "png", file.toFile()));
  }

  private void classes(String in, int first) throws IOException {
    for (int i = 0; i < EACH; i++) {
      photo("%s/cat/%02d.png".formatted(in, i), first + i);
      photo("%s/non-cat/%02d.png".formatted(in, i), 0x800000 + first + i);
    }
  }

  private Cli train(Object... data) {
    Object[] fixed = {
      "train", "--layers", "", "--iterations", "2", "--backend", "reference", "--metrics", "-"
    };
    return Cli.run(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(fixed), java.util.Arrays.stream(data))
            .toArray());
  }

  private static String digest(Cli done) {
    JsonObject metrics = JsonParser.parseString(done.assertDone().out()).getAsJsonObject();
    return metrics.get("parametersSha256").getAsString();
  }

  @Test
  void oneFolderIsPartedByItsSeed() throws IOException {
    classes("all", 0x1000);
    Path all = folder.resolve("all");
    Cli done = train("--data", all);
    assertTrue(done.err().contains("(8/16)"), done.err());
    assertTrue(done.err().contains("(2/4)"), done.err());
    assertEquals(digest(done), digest(train("--train", all)));
    assertEquals(digest(done), digest(train("--data", all, "--split-seed", "1")));
    assertFalse(digest(done).equals(digest(train("--data", all, "--split-seed", "2"))));
    assertTrue(train("--data", all, "--test-share", "0.5").err().contains("(5/10)"));
  }

  @Test
  void howToPartIsRefusedWhereNothingIsParted() throws IOException {
    classes("all", 1);
    Path all = folder.resolve("all");
    train("--test-share", "0.5").assertWrongUsage("--test-share and --split-seed part one folder");
    train("--data", all, "--test-share", "1").assertRefused("--test-share 1.0: must be above 0");
    train("--data", all, "--test-share", "nan").assertRefused("--test-share NaN: must be above 0");
    train("--data", all, "--split-seed", "-1").assertRefused("--split-seed -1: must be from 0");
    train("--test", all).assertWrongUsage("--train and --test belong together");
    train("--data", "").assertWrongUsage("--data has an empty name; say .");
    train("--train", "", "--test", "a").assertWrongUsage("--train has an empty name; say .");
  }

  @Test
  void theSamePicturesTwiceAreWarnedOf() throws IOException {
    String warning = ": all test pictures are trained on too";
    classes("all", 1);
    Path all = folder.resolve("all");
    Cli done = train("--train", all, "--test", all.resolve("../all")).assertDone();
    assertEquals(1, done.err().lines().filter(line -> line.contains(warning)).count(), done.err());
    Path file = TinyPictures.copy("contiguous", folder.resolve("a.h5"));
    Cli quiet = train("--train", file, "--test", file, "--quiet").assertDone();
    assertTrue(quiet.err().startsWith(file + warning), quiet.err());
  }

  @Test
  void copiesAmongTheTestPicturesAreWarnedOf() throws IOException {
    classes("train", 1);
    classes("test", 1 + EACH / 2);
    Cli done = train("--data", folder).assertDone();
    assertTrue(
        done.err().contains(": 10 of 20 test pictures are trained on too; leave them out of one"),
        done.err());
  }

  @Test
  void badPicturesAreLeftOutUnlessStrict() throws IOException {
    classes("train", 1);
    classes("test", 100);
    Path bad = Files.writeString(folder.resolve("train/cat/05.png"), "");
    Cli done = train("--data", folder, "--quiet").assertDone();
    List<String> errors = done.err().lines().filter(line -> line.contains("skipped")).toList();
    assertEquals(2, errors.size(), done.err());
    assertTrue(errors.get(0).startsWith("skipped " + bad + ": the file is empty"), done.err());
    assertTrue(errors.get(1).contains("19 pictures read, 1 skipped (--strict"), done.err());
    train("--data", folder, "--strict").assertRefused(bad + ": the file is empty");
  }

  @Test
  void evaluateTakesOneFolderAsTheTest() throws IOException {
    classes("all", 1);
    Path all = folder.resolve("all");
    Path model = folder.resolve("m.safetensors");
    train("--data", all, "--model", model).assertDone();
    Cli whole = Cli.run("evaluate", "--model", model, "--test", all).assertDone();
    assertTrue(whole.out().contains("/20)"), whole.out());
    Cli.run("evaluate", "--model", model, "--data", "").assertWrongUsage("--data has an empty");
    Cli.run("evaluate", "--model", model, "--test", "").assertWrongUsage("--test has an empty");
    Cli.run("evaluate", "--model", model, "--test", all, "--split-seed", "2")
        .assertWrongUsage("--test-share and --split-seed part one folder");
    Cli.run("evaluate", "--model", model, "--data", all, "--test-share", "1.5")
        .assertRefused("--test-share 1.5: must be above 0");
  }

  /** Pictures that two iterations cannot tell apart, so that another split scores otherwise. */
  private Path noise() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 4 * EACH; i++) {
      photo("noise/%s/%02d.png".formatted(i % 2 == 0 ? "cat" : "non-cat", i), random.nextInt());
    }
    return folder.resolve("noise");
  }

  private static JsonObject evaluated(Path model, Object... more) {
    List<Object> args = new ArrayList<>(List.of("evaluate", "--metrics", "-", "--model", model));
    args.addAll(List.of(more));
    return JsonParser.parseString(Cli.run(args.toArray()).assertDone().out()).getAsJsonObject();
  }

  @ParameterizedTest
  @CsvSource({"0.2, 1", "0.5, 1", "0.2, 7", "0.35, 4294967295"})
  void evaluatePartsOneFolderAsItsTrainingDid(String share, String seed) throws IOException {
    Path all = noise();
    Path model = folder.resolve("m.safetensors");
    Object[] parting = {"--data", all, "--test-share", share, "--split-seed", seed};
    List<Object> args = new ArrayList<>(List.of(parting));
    args.addAll(List.of("--model", model));
    JsonObject trained =
        JsonParser.parseString(train(args.toArray()).assertDone().out()).getAsJsonObject();
    // The model remembers; saying it again changes nothing.
    for (JsonObject again : List.of(evaluated(model, "--data", all), evaluated(model, parting))) {
      for (String key : List.of("trainAccuracy", "testAccuracy", "mislabeledTest")) {
        assertEquals(trained.get(key), again.get(key), key);
      }
      assertTrue(again.get("trainedOnThisData").getAsBoolean());
    }
    JsonObject other = evaluated(model, "--data", all, "--split-seed", "3");
    assertFalse(other.get("trainedOnThisData").getAsBoolean());
  }

  @Test
  void evaluateLeavesBadPicturesOutUnlessStrictAsTrainDoes() throws IOException {
    Path all = noise();
    Path bad = Files.writeString(all.resolve("cat/17.png"), "");
    Path model = folder.resolve("m.safetensors");
    train("--data", all, "--model", model).assertDone();
    Cli done = Cli.run("evaluate", "--model", model, "--data", all).assertDone();
    assertTrue(done.err().contains("skipped " + bad + ": the file is empty"), done.err());
    assertTrue(done.err().contains("40 pictures read, 1 skipped (--strict"), done.err());
    assertTrue(done.out().contains("the training pictures given here"), done.out());
    Cli.run("evaluate", "--model", model, "--data", all, "--strict")
        .assertRefused(bad + ": the file is empty");
    Cli.run("evaluate", "--model", model, "--test", all, "--strict")
        .assertRefused(bad + ": the file is empty");
  }

  @Test
  void evaluateWarnsOfCopiesAsTrainDoes() throws IOException {
    classes("train", 1);
    classes("test", 1 + EACH / 2);
    Path model = folder.resolve("m.safetensors");
    train("--data", folder, "--model", model).assertDone();
    Cli done = Cli.run("evaluate", "--model", model, "--data", folder).assertDone();
    assertTrue(done.err().contains(": 10 of 20 test pictures are trained on too"), done.err());
  }

  @Test
  void aThirdFolderIsNamedWithWhatToDo() throws IOException {
    classes("all", 1);
    photo("all/dog/1.png", 7);
    Path all = folder.resolve("all");
    String found = all + ": must hold exactly two folders of pictures, one per class, such as cat/";
    train("--data", all).assertRefused(found);
    train("--data", all).assertRefused("found cat/, dog/, non-cat/; move all but two elsewhere");
    train("--train", all).assertRefused(found);
    Path model = folder.resolve("m.safetensors");
    Files.move(all.resolve("dog"), all.resolve("non-cat/dog"));
    assertTrue(train("--data", all, "--model", model).assertDone().err().contains("(2/4)"));
    Files.move(all.resolve("non-cat/dog"), all.resolve("dog"));
    Cli.run("evaluate", "--model", model, "--data", all).assertRefused(found);
    classes("one/deeper", 1);
    train("--data", folder.resolve("one"))
        .assertRefused("found deeper/; add the other class, or give the folder that holds both");
  }

  @Test
  void evaluateKnowsTheClassesOfTheModel() throws IOException {
    for (int i = 0; i < EACH; i++) {
      photo("pets/lynx/%02d.png".formatted(i), i);
      photo("pets/dog/%02d.png".formatted(i), 0x800000 + i);
    }
    Path pets = folder.resolve("pets");
    Path model = folder.resolve("m.safetensors");
    train("--data", pets, "--model", model).assertRefused("--positive NAME");
    train("--data", pets, "--model", model, "--positive", "lynx").assertDone();
    String said = Cli.run("evaluate", "--model", model, "--data", pets).assertDone().out();
    assertTrue(said.contains("always lynx"), said);
    for (Object[] option : new Object[][] {{"--test", pets}, {"--data", pets}}) {
      Cli again = Cli.run("evaluate", "--model", model, option[0], option[1], "--positive", "lynx");
      String alone = Cli.run("evaluate", "--model", model, option[0], option[1]).assertDone().out();
      assertEquals(again.assertDone().out(), alone);
    }
    Cli.run("evaluate", "--model", model, "--data", pets, "--positive", "dog")
        .assertRefused("its classes are lynx, dog and the model's dog, lynx");
    Files.move(pets.resolve("lynx"), pets.resolve("bird"));
    Cli.run("evaluate", "--model", model, "--data", pets)
        .assertRefused("holds no folder lynx/, which is to be label 1; it holds bird/ and dog/");
  }

  @Test
  void mislabeledPhotosAreNamed() throws IOException {
    Path all = noise();
    Path json = folder.resolve("m.json");
    Path report = folder.resolve("r.html");
    Path model = folder.resolve("m.safetensors");
    Object[] parting = {"--data", all, "--test-share", "0.5"};
    String out =
        Cli.run(
                "train",
                "--layers",
                "",
                "--iterations",
                "2",
                "--model",
                model,
                "--metrics",
                json,
                "--report",
                report,
                parting[0],
                parting[1],
                parting[2],
                parting[3])
            .assertDone()
            .out();
    JsonObject metrics = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    List<String> wrong = new ArrayList<>();
    metrics.getAsJsonArray("mislabeledTestFiles").forEach(name -> wrong.add(name.getAsString()));
    assertFalse(wrong.isEmpty());
    assertEquals(metrics.getAsJsonArray("mislabeledTest").size(), wrong.size());
    String page = Files.readString(report);
    for (int k = 0; k < wrong.size(); k++) {
      Path file = Path.of(wrong.get(k));
      assertTrue(Files.exists(file), wrong::toString);
      String truth = String.valueOf(all.relativize(file).getName(0));
      String answer = truth.equals("cat") ? "non-cat" : "cat";
      int index = metrics.getAsJsonArray("mislabeledTest").get(k).getAsInt();
      assertTrue(out.contains("%4d  %s  %s  0.".formatted(index, file, answer)), out);
      assertTrue(page.contains(">" + truth + "/" + file.getFileName() + "</span>"), truth);
    }
    assertEquals(
        metrics.get("mislabeledTestFiles"),
        evaluated(model, "--data", all).get("mislabeledTestFiles"));
  }
}
