// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.core.api.CostPoint;
import dev.serval.core.io.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --metrics} writes: numbers for other programs, in full precision (a double's shortest
 * decimals that read back as the same double).
 *
 * @param costs cost at every hundredth iteration and the last; empty without training
 * @param trainAccuracy right / m, or null if there were no training pictures
 * @param test how it did on the test pictures: accuracy, and which it answered wrong; with their
 *     names if they are files
 * @param parametersSha256 digest of W1, b1, …
 * @param method how the model was trained, or null if that is not known
 * @param backend what computed
 * @param precision "float64" or "float32"
 * @param threads how many computed
 * @param loadSeconds reading the data
 * @param trainSeconds training alone
 * @param totalSeconds since the virtual machine's start
 * @param origin how the model came about, if it was read from a file
 */
record Metrics(
    List<CostPoint> costs,
    @Nullable Double trainAccuracy,
    Score test,
    String parametersSha256,
    @Nullable String method,
    String backend,
    String precision,
    int threads,
    double loadSeconds,
    double trainSeconds,
    double totalSeconds,
    Optional<Origin> origin) {

  /** Copies the list. */
  Metrics {
    costs = List.copyOf(costs);
  }

  /** Returns the JSON text, a key per line, with a line break at the end. */
  String toJson() {
    String costList =
        costs.stream()
            .map(point -> "[" + point.iteration() + ", " + point.cost() + "]")
            .collect(Collectors.joining(", "));
    return """
    {
      "costs": [%s],
      "trainAccuracy": %s,
      "testAccuracy": %s,
      "mislabeledTest": %s,%s
      "parametersSha256": %s,
      "method": %s,
      "backend": %s,
      "precision": %s,
      "threads": %d,%s
      "seconds": {"load": %s, "train": %s, "total": %s}
    }
    """
        .formatted(
            costList,
            trainAccuracy,
            test.evaluation().accuracy(),
            test.evaluation().mislabeled(),
            test.mislabeledFiles().map(Metrics::files).orElse(""),
            quote(parametersSha256),
            quote(method),
            quote(backend),
            quote(precision),
            threads,
            origin.map(Metrics::provenance).orElse(""),
            loadSeconds,
            trainSeconds,
            totalSeconds);
  }

  private static String files(List<String> names) {
    return names.stream()
        .map(Metrics::quote)
        .collect(Collectors.joining(", ", "\n  \"mislabeledTestFiles\": [", "],"));
  }

  private static String provenance(Origin origin) {
    String same = origin.sameData().map(String::valueOf).orElse("null");
    return "\n  \"provenance\": " + origin.toJson() + ",\n  \"trainedOnThisData\": " + same + ",";
  }

  /** Returns a JSON string, or null; what prints it may be a terminal. */
  static String quote(@Nullable String text) {
    return text == null ? "null" : Json.quotedForTerminal(text);
  }
}
