// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.Backends;
import dev.serval.core.api.Network;
import dev.serval.core.matrix.Matrix;
import dev.serval.core.spi.Backend;
import dev.serval.core.spi.BackendOptions;
import dev.serval.examples.cats.pictures.PictureFolder;
import dev.serval.examples.cats.pictures.Pictures;
import java.io.PrintStream;
import java.nio.file.Path;
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
      "Photos (JPEG, PNG, GIF, BMP) are squashed to the size the model was trained on."
    })
final class PredictCommand implements Callable<Integer> {

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
    int features = loaded.height() * loaded.width() * Pictures.CHANNELS;
    // All photos are read before anything is printed: a bad one refuses the call as a whole.
    byte[] pixels = new byte[images.size() * features];
    for (int i = 0; i < images.size(); i++) {
      byte[] photo = PictureFolder.readOne(images.get(i), loaded.height(), loaded.width());
      System.arraycopy(photo, 0, pixels, i * features, features);
    }
    Pictures pictures =
        new Pictures(
            loaded.height(),
            loaded.width(),
            pixels,
            new int[images.size()],
            loaded.classes(),
            images.stream().map(Path::toString).toList());
    // A handful of photos: threads would cost more than they bring.
    try (Backend backend = Backends.best(new BackendOptions(1))) {
      Network network = loaded.network().on(backend);
      Matrix probabilities = network.probabilities(pictures.inputs(network.type()));
      print(terminal.out(), pictures, probabilities, terminal.colour() && !quiet);
    }
    return Cats.DONE;
  }

  /** Prints a line per picture, below the picture itself if {@code show}. */
  static void print(PrintStream out, Pictures pictures, Matrix probabilities, boolean show) {
    for (int i = 0; i < pictures.count(); i++) {
      if (show) {
        HalfBlocks.lines(pictures, i).forEach(out::println);
      }
      double probability = probabilities.get(0, i);
      String answer = pictures.classes().get(Network.isPositive(probability) ? 1 : 0);
      out.printf(Locale.ROOT, "%s  %s  %.6f%n", pictures.name(i), answer, probability);
    }
  }
}
