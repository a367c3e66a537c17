// SPDX-License-Identifier: Apache-2.0
package dev.serval.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run was asked to do.
 *
 * @param engine the tasks of the engine's goals only, of the families below
 * @param families what to measure; ROOFLINE is always among them
 * @param quick fewer tasks and pairs, shorter batches
 * @param threads numbers of threads
 * @param out the report, or null for its usual place
 * @param data directory with the course's train_catvnoncat.h5, or null for synthetic pictures
 */
record Options(
    boolean engine,
    Set<Family> families,
    boolean quick,
    List<Integer> threads,
    @Nullable Path out,
    @Nullable Path data) {

  static final String USAGE =
      """
      bench/compare [engine] [FAMILY...] [--quick] [--threads LIST] [--data DIR] [--out FILE.md]

      Measures Serval beside its peers, in turn, and writes a report with its raw numbers (JSON) beside it.

        engine          the rows of the engine's goals (one thread; several beside one), within 15 minutes
        FAMILY          %s (all)
        --quick         a selection, within 6 minutes (engine: all, 9); whole training with 100 iterations
        --threads LIST  such as 1 or 1,all (the default)
        --data DIR      directory with the course's train_catvnoncat.h5; else synthetic pictures
        --out FILE.md   the report; docs/perf/<date>-compare[-quick].md or <date>-engine[-quick].md by default
        --help          this text
      """
          .formatted(
              Arrays.stream(Family.values()).map(Family::option).collect(Collectors.joining(", ")));

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with one line that says what is wrong
   */
  static Options parse(String... args) {
    Set<Family> families = EnumSet.noneOf(Family.class);
    boolean engine = false;
    boolean quick = false;
    List<Integer> threads = threads("1,all");
    Path out = null;
    Path data = null;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "engine" -> engine = true;
        case "--quick" -> quick = true;
        case "--threads" -> threads = threads(value(args, ++i));
        case "--out" -> {
          out = Path.of(value(args, ++i));
          if (!out.toString().endsWith(".md")) {
            throw new IllegalArgumentException("--out " + out + ": the report must end in .md");
          }
        }
        case "--data" -> data = Path.of(value(args, ++i));
        default -> families.add(family(args[i]));
      }
    }
    if (families.isEmpty()) {
      families.addAll(EnumSet.allOf(Family.class));
    }
    families.add(Family.ROOFLINE);
    if (engine && EnginePlan.phases(families, threads).size() == threads.size()) {
      throw new IllegalArgumentException(
          "engine "
              + families.stream().map(Family::option).collect(Collectors.joining(" "))
              + ": no goal of the engine is in these families");
    }
    return new Options(engine, families, quick, threads, out, data);
  }

  private static String value(String[] args, int i) {
    if (i >= args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs a value; see --help");
    }
    return args[i];
  }

  private static Family family(String name) {
    for (Family family : Family.values()) {
      if (family.option().equals(name.toLowerCase(Locale.ROOT))) {
        return family;
      }
    }
    throw new IllegalArgumentException(
        name
            + ": no such family or option; there is engine, and families are "
            + Arrays.stream(Family.values()).map(Family::option).collect(Collectors.joining(", ")));
  }

  private static List<Integer> threads(String list) {
    List<Integer> threads = new ArrayList<>();
    for (String word : list.split(",", -1)) {
      if (!word.equals("all") && !word.matches("[1-9]\\d{0,3}")) {
        throw new IllegalArgumentException(
            "--threads " + list + ": give numbers from 1, or all, separated by commas");
      }
      int count =
          word.equals("all") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(word);
      if (!threads.contains(count)) {
        threads.add(count);
      }
    }
    return threads;
  }
}
