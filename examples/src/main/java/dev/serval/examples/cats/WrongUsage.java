// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line; picocli's words are for programmers. */
final class WrongUsage {

  /** Picocli's words round what a converter says. */
  private static final Pattern INVALID =
      Pattern.compile("Invalid value for option '(--?[\\w-]+)[^']*'(?: \\([^)]*\\))?: (.*)");

  private WrongUsage() {}

  /**
   * Returns what is wrong and what to do, without the pointer to the help.
   *
   * @param e what the parser found
   * @param arguments what it was given
   */
  static String line(ParameterException e, List<String> arguments) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (e instanceof MissingParameterException missing) {
      return missing(missing, arguments);
    }
    if (e instanceof OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec option) {
      return option.longestName() + " is given twice; give it once";
    }
    String message = String.valueOf(e.getMessage());
    Matcher invalid = INVALID.matcher(message);
    return invalid.matches() ? invalid.group(1) + ": " + plain(invalid.group(2)) : message;
  }

  private static String plain(String reason) {
    return reason
        .replaceFirst("is not an int$", "is not a whole number up to " + Integer.MAX_VALUE)
        .replaceFirst("is not a long$", "is not a whole number");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    CommandLine command = e.getCommandLine();
    String word = e.getUnmatched().get(0);
    boolean option = word.startsWith("-");
    boolean commands = !command.getSubcommands().isEmpty();
    if (!option && !commands) {
      return word + ": one argument too many; give it an option, or leave it out";
    }
    List<String> near = e.getSuggestions();
    String hint =
        near.size() == 1
            ? "; is " + near.get(0) + " meant?"
            : option ? "" : ", only " + String.join(", ", command.getSubcommands().keySet());
    return word + ": there is no such " + (option ? "option" : "command") + hint;
  }

  private static String missing(MissingParameterException e, List<String> arguments) {
    List<ArgSpec> missing = e.getMissing();
    if (missing.size() == 1
        && missing.get(0) instanceof OptionSpec option
        && arguments.stream().anyMatch(List.of(option.names())::contains)) {
      return "%s needs a value, %s".formatted(option.longestName(), option.paramLabel());
    }
    return missing.stream()
            .map(
                arg ->
                    arg instanceof OptionSpec option
                        ? option.longestName() + " " + option.paramLabel()
                        : arg.paramLabel())
            .collect(Collectors.joining(" and "))
        + (missing.size() == 1 ? " is missing" : " are missing");
  }
}
