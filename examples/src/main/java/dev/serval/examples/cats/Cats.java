// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.TrainingMethod;
import dev.serval.core.matrix.ElementType;
import dev.serval.core.model.Initializer;
import dev.serval.core.model.Provenance;
import dev.serval.examples.cats.TrainingOptions.BackendChoice;
import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.pictures.PlainText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of the cat classifier. Without arguments it trains on the built-in drawings and
 * shows what it learned.
 *
 * <p>Exit status: 0 done; 1 refused, with one line on standard error: what the command line says
 * was understood, but a file, a value out of its range or the computer stands against it; 2 wrong
 * usage, with one line and a pointer to {@code --help}: options or words that are unknown, missing,
 * of the wrong kind or against each other.
 */
@Command(
    name = "cats",
    description = {
      "Is there a cat in the picture? Trains and runs the dense network of the course's notebooks.",
      "Without a command: trains on the built-in drawings, shows the results and writes"
          + " report.html."
    })
public final class Cats implements Callable<Integer> {

  /** Exit status: all was done. */
  static final int DONE = 0;

  /** Exit status: the input was refused, or the results could not be written. */
  static final int REFUSED = 1;

  /** Exit status: wrong usage. */
  static final int USAGE = 2;

  /** How many drawings the bare call shows. */
  private static final int SHOWN = 6;

  private final Terminal terminal;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "show this help")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "show the version, and Java's")
  boolean version;

  private Cats(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Runs the command line and ends the process with its exit status.
   *
   * @param args the arguments
   */
  public static void main(String[] args) {
    System.exit(run(args, Terminal.ofProcess()));
  }

  /**
   * Runs the command line, not in a terminal.
   *
   * @param args the arguments
   * @param out for results
   * @param err for the log and refusals
   * @return the exit status
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, new Terminal(out, err, false, false));
  }

  static int run(String[] args, Terminal terminal) {
    CommandLine line =
        new CommandLine(new Cats(terminal)).addSubcommand(new TrainCommand(terminal));
    line.getCommandSpec().version("cats of " + Provenance.ENGINE + ", Java " + Runtime.version());
    boolean plain = trains(args) && Collections.disjoint(List.of(args), List.of("-h", "--help"));
    if (!plain) {
      // A training has no use for these, and every class and option costs it time.
      line.addSubcommand(new SweepCommand(terminal))
          .addSubcommand(new EvaluateCommand(terminal))
          .addSubcommand(new PredictCommand(terminal))
          .addSubcommand(new ExportCommand(terminal))
          .addSubcommand(new ServeCommand(terminal))
          .addSubcommand(new CompletionCommand(terminal));
    }
    // Commands added later would not get these.
    line.registerConverter(Initializer.class, new WordConverter<>(Initializer.class))
        .registerConverter(ElementType.class, new WordConverter<>(ElementType.class))
        .registerConverter(TrainingMethod.class, new WordConverter<>(TrainingMethod.class))
        .registerConverter(BackendChoice.class, new WordConverter<>(BackendChoice.class))
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, given) -> wrongUsage(e, given, terminal.err()))
        .setExecutionExceptionHandler((e, command, result) -> refused(e, terminal.err()));
    if (!plain) {
      HelpExamples.addTo(line);
    }
    boolean quiet = List.of(args).contains("--quiet");
    BackendLog log = BackendLog.open(terminal.err(), quiet, trains(args));
    try {
      int status = line.execute(args);
      // A PrintStream swallows its errors: a full disk must not look like success.
      String lost = status == DONE ? terminal.lost() : null;
      if (lost != null) {
        return refused(
            new InputException(
                lost + "; what was to be printed is lost, files that were asked for are saved"),
            terminal.err());
      }
      return status;
    } catch (OutOfMemoryError e) {
      return refused(
          new InputException(
              "out of memory: use fewer or smaller pictures or layers, or give Java more with"
                  + " JAVA_TOOL_OPTIONS=-Xmx..."),
          terminal.err());
    } catch (Error e) {
      return refused(e, terminal.err());
    } finally {
      log.close();
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  @Override
  public Integer call() {
    TrainingOptions options = new TrainingOptions();
    terminal.out().println("No data given: training on the built-in drawings.");
    DataSource.Split split = DataSource.drawings();
    Training training = Training.run(split, options, Objects.requireNonNull(spec), terminal, false);
    training.print(terminal.out());
    terminal.out().println();
    PredictCommand.print(
        terminal.out(),
        split.test().first(SHOWN),
        training.test().evaluation().probabilities(),
        terminal.colour());
    terminal.out().println();
    terminal.out().println(Reports.unasked(training, CatModel.of(training, options)));
    printAboutDrawings(terminal.out());
    return DONE;
  }

  /** Says why there are drawings, and what to do for photos. */
  static void printAboutDrawings(PrintStream out) {
    out.print(
        """
        These are drawings made by this program: no freely licensed set of cat photographs can be
        shipped. To train on the course's photos, put its files train_catvnoncat.h5 and
        test_catvnoncat.h5 into a folder DIR and run: cats train --data DIR
        """);
  }

  private static boolean trains(String[] args) {
    return args.length == 0 || args[0].equals("train");
  }

  private static int wrongUsage(ParameterException e, String[] given, PrintStream err) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String line = PlainText.of(WrongUsage.line(e, List.of(given)));
    err.println(command + ": " + line + "; see " + command + " --help");
    return USAGE;
  }

  private static int refused(Throwable e, PrintStream err) {
    if (e instanceof InputException) {
      err.println("cats: " + e.getMessage());
    } else {
      err.println("cats: internal error, please report it: " + PlainText.of(e.toString()));
    }
    return REFUSED;
  }
}
