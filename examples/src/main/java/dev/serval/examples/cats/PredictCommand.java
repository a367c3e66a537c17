// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.Backends;
import dev.serval.core.api.Network;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.PictureFolder;
import dev.serval.examples.cats.pictures.Pictures;
import dev.serval.examples.cats.pictures.PlainText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cats predict}: says for each photo whether it shows a cat. */
@Command(
    name = "predict",
    description = {
      "Says for each photo whether it shows a cat: file, cat or non-cat, and the probability that"
          + " it is a cat, a line per photo.",
      "Photos (JPEG, PNG, GIF, BMP, WebP) are turned as their EXIF says and squashed to the size"
          + " the model was trained on. One that cannot be read is named, the others are answered,"
          + " and the exit status is 1."
    })
final class PredictCommand implements Callable<Integer> {

  /** Photos answered at a time: memory for few, and the first answers soon. */
  private static final int BATCH = 64;

  private final Terminal terminal;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "what cats train --model wrote")
  @Nullable Path model;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "photos")
  List<Path> images = List.of();

  @Option(names = "--quiet", description = "print results only: no log, no pictures")
  boolean quiet;

  PredictCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CatModel loaded = CatModel.read(Objects.requireNonNull(model));
    int begin = 0;
    Pictures pictures = read(begin, loaded);
    while (pictures.count() == 0 && begin + BATCH < images.size()) {
      begin += BATCH;
      pictures = read(begin, loaded);
    }
    int answered = pictures.count() == 0 ? 0 : answer(loaded, begin, pictures);
    if (answered < images.size() && images.size() > 1) {
      terminal
          .err()
          .printf(
              "cats: %d of %d photos could not be read%n", images.size() - answered, images.size());
    }
    return answered < images.size() ? Cats.REFUSED : Cats.DONE;
  }

  /**
   * Answers batch after batch.
   *
   * @param begin where the first batch begins that has anything to answer
   * @param first its photos
   * @return how many photos were answered; all, if nobody reads any more
   */
  private int answer(CatModel loaded, int begin, Pictures first) {
    int answered = 0;
    // A handful of photos: threads would cost more than they bring.
    try (Backend backend = Backends.best(new BackendOptions(1))) {
      Network network = loaded.network().on(backend);
      for (int i = begin; i < images.size(); i += BATCH) {
        Pictures pictures = i == begin ? first : read(i, loaded);
        if (pictures.count() > 0) {
          Matrix probabilities = network.probabilities(pictures.inputs(network.type()));
          print(terminal.out(), pictures, probabilities, terminal.colour() && !quiet);
        }
        answered += pictures.count();
        if (terminal.out().checkError()) {
          return images.size();
        }
      }
    }
    return answered;
  }

  /** Reads the photos of a batch that can be read, and names the others. */
  private Pictures read(int begin, CatModel loaded) {
    List<Path> photos = images.subList(begin, Math.min(begin + BATCH, images.size()));
    int features = loaded.height() * loaded.width() * Pictures.CHANNELS;
    byte[] pixels = new byte[photos.size() * features];
    List<String> names = new ArrayList<>();
    for (Path photo : photos) {
      try {
        byte[] picture = PictureFolder.readOne(photo, loaded.height(), loaded.width());
        System.arraycopy(picture, 0, pixels, names.size() * features, features);
        names.add(photo.toString());
      } catch (InputException e) {
        terminal.err().println("cats: " + e.getMessage());
      }
    }
    return new Pictures(
        loaded.height(),
        loaded.width(),
        Arrays.copyOf(pixels, names.size() * features),
        new int[names.size()],
        loaded.classes(),
        names);
  }

  /** Prints a line per picture, below the picture itself if {@code show}. */
  static void print(PrintStream out, Pictures pictures, Matrix probabilities, boolean show) {
    for (int i = 0; i < pictures.count(); i++) {
      if (show) {
        HalfBlocks.lines(pictures, i).forEach(out::println);
      }
      double probability = probabilities.get(0, i);
      String answer = pictures.classes().get(Network.isPositive(probability) ? 1 : 0);
      out.printf(
          Locale.ROOT, "%s  %s  %.6f%n", PlainText.of(pictures.name(i)), answer, probability);
    }
  }
}
