// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.report;

import dev.serval.core.api.CostPoint;
import dev.serval.core.api.Network;
import dev.serval.core.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report tells.
 *
 * @param title what was done, for the heading
 * @param network with height·width·3 inputs and one output
 * @param start the network before its training, if that is known
 * @param costs the learning curve; empty if this is about a model from a file
 * @param parts the pictures it was tried on; the last are those it was not trained on
 * @param settings how it came about, names and values, in the order to show them
 * @param digest SHA-256 of the parameters
 * @param about a sentence on the data, or nothing
 */
public record Report(
    String title,
    Network network,
    Optional<Network> start,
    List<CostPoint> costs,
    List<Part> parts,
    Map<String, String> settings,
    String digest,
    String about) {

  /** Copies the collections. */
  public Report {
    costs = List.copyOf(costs);
    parts = List.copyOf(parts);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("report: no pictures; there must be at least one part");
    }
  }

  /** Returns the part that matters: pictures the network was not trained on. */
  Part test() {
    return parts.get(parts.size() - 1);
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @param file where to
   * @throws IOException naming the file, if it cannot be written
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, new ReportPage(this).toHtml().getBytes(StandardCharsets.UTF_8));
  }
}
