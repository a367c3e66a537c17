// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code cats generate-completion}: picocli's own command of this name has a --help that clashes
 * with the one all our commands inherit.
 */
@Command(
    name = "generate-completion",
    description = {
      "Prints a script that completes commands and options in bash and zsh.",
      "For this shell: source <(cats generate-completion)"
    })
final class CompletionCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec @Nullable CommandSpec spec;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine program = Objects.requireNonNull(spec).root().commandLine();
    terminal.out().print(AutoComplete.bash(program.getCommandName(), program));
    return Cats.DONE;
  }
}
