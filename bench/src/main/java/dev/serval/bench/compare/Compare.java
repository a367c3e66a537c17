// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import dev.serval.bench.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** The command behind {@code bench/compare}; see {@link Options#USAGE}. */
public final class Compare {

  private Compare() {}

  /**
   * Compares.
   *
   * @param args directory of the repository, commit, then what the user gave
   */
  public static void main(String[] args) {
    Path root = Path.of(args[0]);
    String commit = args[1];
    String[] given = Arrays.copyOfRange(args, 2, args.length);
    if (Arrays.asList(given).contains("--help") || Arrays.asList(given).contains("-h")) {
      System.out.print(Options.USAGE);
      return;
    }
    Options options;
    try {
      options = Options.parse(given);
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage());
      System.exit(2);
      return;
    }
    try {
      System.out.println(run(root, commit, options, String.join(" ", given)));
    } catch (WrongResultException | ChildException | IOException e) {
      System.err.println("compare: " + e.getMessage() + "; nothing was written");
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      System.exit(1);
    }
    System.exit(0);
  }

  private static String run(Path root, String commit, Options options, String given)
      throws IOException, ChildException, InterruptedException {
    long start = System.nanoTime();
    Path file = options.out() != null ? options.out() : usual(root, options);
    OutputFile.requireWritable(file);
    OutputFile.requireWritable(Report.json(file));
    Path target = root.resolve("bench/target/peers");
    Path work = Files.createDirectories(target.resolve("compare"));
    Launcher launcher = new Launcher(target, root.resolve("bench/src/peers/python"), work);
    Plan plan = new Plan(options.quick(), options.engine());
    Comparison comparison = new Comparison(launcher, plan, System.err);
    String loadBefore = Machine.load();
    comparison.writeInputs(options.data());
    comparison.peaks();
    List<Phase> phases = plan.phases(options.families(), options.threads());
    double shares = phases.stream().mapToDouble(Phase::share).sum();
    double planned = 0;
    for (Phase phase : phases) {
      // What one leaves over goes to the next.
      planned += phase.share() / shares * plan.seconds();
      comparison.run(phase, planned - (System.nanoTime() - start) / 1e9);
      System.err.printf("  ... after %d s%n", (System.nanoTime() - start) / 1_000_000_000);
    }
    Report report =
        new Report(options.engine(), plan.goals(), comparison.roofline(), comparison.rows());
    report.fact(
        "command", ("bench/compare " + given).strip().replaceAll("(--data|--out) \\S+", "$1 …"));
    report.fact("commit", commit);
    report.fact("date", LocalDate.now(ZoneOffset.UTC).toString());
    report.fact(
        "machine",
        Machine.cpu() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
    report.fact("caches in bytes (L1d, L2, L3)", Machine.cacheBytes().toString());
    report.fact("JDK", Machine.jdk());
    report.fact("flags", "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED");
    report.fact("load (1, 5, 15 minutes)", loadBefore + " before, " + Machine.load() + " after");
    report.fact("took", (System.nanoTime() - start) / 1_000_000_000 + " s, without the build");
    report.fact("cat pictures", options.data() == null ? "synthetic" : "the course's");
    comparison.descriptions().forEach(report::fact);
    report.write(file);
    return Files.readString(file) + "\nwritten to " + file;
  }

  private static Path usual(Path root, Options options) {
    return root.resolve("docs/perf")
        .resolve(
            LocalDate.now(ZoneOffset.UTC)
                + (options.engine() ? "-engine" : "-compare")
                + (options.quick() ? "-quick" : "")
                + ".md");
  }
}
