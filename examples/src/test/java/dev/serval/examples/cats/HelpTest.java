// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the program says about itself. */
class HelpTest {

  private static Cli help(String command) {
    return (command.isEmpty() ? Cli.run("--help") : Cli.run(command, "--help")).assertDone();
  }

  @Test
  void everyCommandHasExamplesInItsHelp() {
    List<String> commands = new ArrayList<>();
    Matcher names =
        Pattern.compile("(?m)^  ([a-z-]+) ")
            .matcher(help("").out().replaceFirst("(?s).*Commands:(.*)Examples:.*", "$1"));
    while (names.find()) {
      commands.add(names.group(1));
    }
    assertTrue(commands.size() >= 6 && commands.contains("generate-completion"), "" + commands);
    for (String command : commands) {
      String help = help(command).out();
      assertTrue(help.matches("(?s).*Examples?:\\s+cats " + command + ".*"), help);
    }
    assertTrue(help("").out().contains("Examples:"));
  }

  @Test
  void everyOptionOfAnExampleExists() {
    for (Map.Entry<String, List<String>> entry : HelpExamples.CALLS.entrySet()) {
      for (String call : entry.getValue()) {
        String[] words = call.split(" ", -1);
        assertEquals("cats", words[0]);
        String command = words.length > 1 ? words[1] : "";
        assertTrue(entry.getKey().isEmpty() || entry.getKey().equals(command), call);
        String help = help(command).out();
        for (String word : words) {
          if (word.startsWith("--")) {
            assertTrue(help.contains(word), call);
          }
        }
      }
    }
  }

  @Test
  void messagesSpellWordsAsTheUserDoes() {
    Cli.run("train", "--init", "zero").assertWrongUsage("'zero' is none of small, scaled, he");
    Cli.run("train", "--method", "x").assertWrongUsage("auto, direct, gram");
    Cli.run("train", "--backend", "x").assertWrongUsage("auto, simd, reference");
    Cli.run("train", "--precision", "x").assertWrongUsage("float32, float64");
    Cli.run("sweep", "--init", "zero").assertWrongUsage("small, scaled, he");
    for (String command : List.of("train", "sweep", "evaluate", "predict", "serve")) {
      String help = help(command).out();
      assertFalse(help.matches("(?s).*(SCALED|FLOAT64|AUTO|REFERENCE).*"), help);
    }
  }

  @Test
  void theCompletionScriptKnowsCommandsAndOptions() {
    Cli done = Cli.run("generate-completion").assertDone();
    for (String word : List.of("train", "serve", "--learning-rate", "--port", "--report")) {
      assertTrue(done.out().contains(word), word);
    }
    assertTrue(done.out().contains("complete -F _complete_cats"), done.out());
    assertTrue(done.out().contains("\"scaled\""), "words of --init");
    // As the options take them: picocli alone would offer SCALED.
    Matcher words = Pattern.compile("_option_args=\\(([^)]*)\\)").matcher(done.out());
    int lists = 0;
    while (words.find()) {
      assertEquals(words.group(1).toLowerCase(java.util.Locale.ROOT), words.group(1));
      lists++;
    }
    assertEquals(8, lists, "lists of words: 4 of train, 3 of sweep, 1 of export");
  }

  @Test
  void whatEvaluateTakesFromTheTrainingHasNoOtherDefault() {
    String help = help("evaluate").out().replaceAll("\\s+", " ");
    for (String option : List.of("--positive=", "--split-seed=", "--test-share=")) {
      String rest = help.substring(help.lastIndexOf(option));
      assertTrue(rest.matches(option + "[^(]*\\(default: as in training\\).*"), help);
    }
    assertTrue(help("train").out().contains("(default: 0.2)"));
  }

  @Test
  void everyCommandsHelpListsTheExitStatus() {
    for (String command : List.of("", "train", "sweep", "evaluate", "predict", "export", "serve")) {
      String help = help(command).out().replaceAll("\\s+", " ");
      assertTrue(
          help.matches(".*Exit status: 0 done 1 refused: .* 2 wrong usage: .*"), command + help);
    }
  }

  @Test
  void noLineOfTheHelpBreaksAWord() {
    for (String command : List.of("", "train", "sweep", "evaluate", "predict", "export", "serve")) {
      String help = help(command).out();
      assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
      // Of "FILE.json" the rest went to the next line, of ".npz" all but the dot.
      List<String> synopsis =
          help.lines().takeWhile(line -> line.matches("Usage: .*| {11,}.*")).toList();
      for (String line : synopsis.subList(1, synopsis.size())) {
        assertTrue(line.strip().matches("(\\[|--|IMAGE).*"), help);
      }
      assertFalse(help.matches("(?s).* \\.\\R.*"), help);
    }
  }
}
