// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What stands below the help of each command: the exit status, and calls to copy. */
final class HelpExamples {

  private static final Map<String, String> EXIT_STATUS = exitStatus();

  /**
   * What each command can be called with; a test parses every one of them; the empty name is the
   * program itself.
   */
  static final Map<String, List<String>> CALLS =
      Map.of(
          "",
          List.of("cats", "cats train --data DIR --model cat.safetensors", "cats train --help"),
          "train",
          List.of(
              "cats train",
              "cats train --data DIR --model cat.safetensors --report report.html",
              "cats train --train photos --test more-photos --layers 50,10 --iterations 5000",
              "cats train --data DIR --layers \"\" --quiet --metrics -"),
          "sweep",
          List.of(
              "cats sweep --data DIR",
              "cats sweep --data DIR --layers 20,7,5 --layers 7" + " --model best.safetensors"),
          "evaluate",
          List.of(
              "cats evaluate --model cat.safetensors --data DIR --report report.html",
              "cats evaluate --model cat.safetensors --test photos --metrics -"),
          "predict",
          List.of("cats predict --model cat.safetensors photo.jpg another.png"),
          "serve",
          List.of(
              "cats serve --model cat.safetensors", "cats serve --model cat.safetensors --port 0"),
          "generate-completion",
          List.of("cats generate-completion > cats.bash"));

  private HelpExamples() {}

  private static Map<String, String> exitStatus() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(" " + Cats.DONE, "done");
    meanings.put(
        " " + Cats.REFUSED,
        "refused: a file, a picture, a value out of its range; or a result could not be written");
    meanings.put(
        " " + Cats.USAGE, "wrong usage: something is unknown, missing or not of the right kind");
    return meanings;
  }

  /**
   * Adds them to the help of a program and its commands; those with a footer keep theirs.
   *
   * @param program with all its commands
   */
  static void addTo(CommandLine program) {
    add(program, "");
    program.getSubcommands().forEach((name, command) -> add(command, name));
  }

  private static void add(CommandLine command, String name) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.exitCodeListHeading("%nExit status:%n");
    usage.exitCodeList(EXIT_STATUS);
    List<String> calls = CALLS.getOrDefault(name, List.of());
    if (calls.isEmpty() || usage.footer().length > 0) {
      return;
    }
    usage.footerHeading(calls.size() > 1 ? "%nExamples:%n" : "%nExample:%n");
    List<String> lines = new ArrayList<>();
    calls.forEach(call -> lines.add("  " + call));
    usage.footer(lines.toArray(String[]::new));
  }
}
