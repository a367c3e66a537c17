// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.serve;

import dev.serval.core.api.Network;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network and what the page says about it.
 *
 * @param network one output, height·width·3 inputs
 * @param height rows of its pictures
 * @param width columns of its pictures
 * @param classes the names of label 0 and 1
 * @param settings what the file says about how it came about
 * @param digest SHA-256 of the parameters
 * @param file the file's name
 */
public record ServedModel(
    Network network,
    int height,
    int width,
    List<String> classes,
    Map<String, String> settings,
    String digest,
    String file) {

  /** Copies the collections; settings are sorted by name. */
  public ServedModel {
    classes = List.copyOf(classes);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** Returns the name of label 1. */
  String positive() {
    return classes.get(1);
  }
}
