// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.ModelFile;
import dev.serval.core.api.Network;
import dev.serval.core.io.Onnx;
import dev.serval.core.matrix.ElementType;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cats export}: a model as a file of other tools. */
@Command(
    name = "export",
    description = {
      "Writes a saved model as a file of other tools.",
      "The name's ending says which:",
      "  .onnx         the network and its scaling: takes pixels 0 to 255 as floats",
      "  .npz          arrays W1, b1, W2, ... for NumPy",
      "  .safetensors  tensors 0.weight, 0.bias, 2.weight, ... for PyTorch"
    },
    footer = "Example: cats export --model cat.safetensors --to cat.onnx")
final class ExportCommand implements Callable<Integer> {

  private static final double LARGEST_PIXEL = 255;

  private final Terminal terminal;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "what cats train --model wrote")
  @Nullable Path model;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "the file to write; its ending says the format")
  @Nullable Path to;

  @Option(
      names = "--precision",
      completionCandidates = OptionWords.Precision.class,
      paramLabel = "TYPE",
      description = "float32 or float64 (default: float32 for .onnx, else the model's)")
  @Nullable ElementType precision;

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path source = Objects.requireNonNull(model);
    Path target = Objects.requireNonNull(to);
    String name = target.toString().toLowerCase(Locale.ROOT);
    boolean onnx = name.endsWith(".onnx");
    boolean npz = name.endsWith(".npz");
    if (!onnx && !npz && !name.endsWith(".safetensors")) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--to " + target + " must end in .onnx, .npz or .safetensors");
    }
    OutputFile.check("--to", target, source);
    CatModel loaded = CatModel.read(source);
    ModelFile file = loaded.toFile();
    // Runtimes for phones and browsers have no float64.
    ElementType type = onnx ? ElementType.FLOAT32 : loaded.network().type();
    type = precision == null ? type : precision;
    if (type != loaded.network().type()) {
      Network rounded = Network.of(loaded.network().parameters().copyAs(type));
      file = new ModelFile(rounded, file.metadata());
    }
    String what;
    try {
      if (onnx) {
        new ModelFile(file.network(), withoutScaling(file.metadata()))
            .writeOnnx(target, LARGEST_PIXEL);
        what = "ONNX, operator set " + Onnx.OPERATOR_SET;
      } else if (npz) {
        file.writeNpz(target);
        what = "NumPy arrays W1, b1, ...";
      } else {
        file.writePyTorch(target);
        what = "PyTorch's tensors 0.weight, 0.bias, ...";
      }
    } catch (IOException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s: network %s as %s, %s%n",
            PlainText.of(target.toString()),
            loaded.network().topology(),
            what,
            type.name().toLowerCase(Locale.ROOT));
    return Cats.DONE;
  }

  /** The division is in the network: whoever did it again would be wrong by 255. */
  private static Map<String, String> withoutScaling(Map<String, String> metadata) {
    Map<String, String> result = new TreeMap<>(metadata);
    result.remove(CatModel.SCALING);
    result.put(CatModel.INPUT_UNIT, "pixels 0 to 255, row by row, each red, green, blue");
    return result;
  }
}
