// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.InputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks, before long work begins, that its result can be written. */
final class OutputFile {

  /** Names of what is read: a slip of the hand must not cost a photo. */
  private static final Pattern INPUTS = Pattern.compile("(?i)\\.(jpe?g|png|gif|bmp|webp|h5|hdf5)$");

  /** Names of formats of models that {@code cats export} or other programs write. */
  private static final Pattern OTHER_MODELS = Pattern.compile("(?i)\\.(onnx|npz|npy|pt|pth)$");

  private OutputFile() {}

  /**
   * Refuses a path that cannot become a model, or whose name promises another format than ours.
   *
   * @param command the command
   * @param model what {@code --model} says, or null
   * @param inputs files the work reads
   */
  static void checkModel(CommandSpec command, @Nullable Path model, Path... inputs) {
    if (model != null && OTHER_MODELS.matcher(model.toString()).find()) {
      throw new ParameterException(
          command.commandLine(),
          "--model %s: the model is written in the safetensors format; give it the ending .safetensors, and"
                  .formatted(model)
              + " cats export --to makes .onnx, .npz or PyTorch's of it");
    }
    check("--model", model, inputs);
  }

  /**
   * Refuses a path that cannot become a file.
   *
   * @param option the option that names it, for the message
   * @param file the path, or null if the option was not given
   * @param inputs files the work reads, which must not be overwritten
   */
  static void check(String option, @Nullable Path file, Path... inputs) {
    if (file == null) {
      return;
    }
    if (file.toString().isEmpty()) {
      throw new InputException(option + " \"\": an empty name; give the file's");
    }
    if (Files.isDirectory(file)) {
      throw InputException.of(file, "is a folder; " + option + " takes the name of a file");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw InputException.of(
          file, "the folder for %s does not exist; make it first".formatted(option));
    }
    if (!Files.isWritable(parent)) {
      throw InputException.of(
          file, "the folder for %s may not be written to; choose another".formatted(option));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw InputException.of(file, "is not a regular file; choose another for " + option);
    }
    try {
      probe(file);
    } catch (IOException e) {
      throw InputException.of(
          file, "cannot be written (%s); choose another for %s".formatted(reason(e), option), e);
    }
    for (Path input : inputs) {
      if (isSame(file, input)) {
        throw InputException.of(
            file, "%s would overwrite a file that is read; choose another".formatted(option));
      }
    }
    if (Files.exists(file) && INPUTS.matcher(file.toString()).find()) {
      throw InputException.of(
          file,
          "is a picture by its name, which %s would replace; choose another".formatted(option));
    }
  }

  /**
   * Tries what the writing will do: a name the file system takes, and a new file beside it. A
   * folder's permissions alone do not tell: not of a full disk, nor to an administrator.
   */
  private static void probe(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    try {
      target = target.toRealPath(); // the writing follows links
      if (!Files.isWritable(target)) {
        throw new AccessDeniedException(target.toString());
      }
    } catch (NoSuchFileException e) {
      // To be made.
    }
    Path made = Files.createTempFile(target.getParent(), ".cats-probe-", null);
    Files.delete(made);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException e) {
      return false;
    }
  }
}
