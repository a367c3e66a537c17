// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.InputException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cats serve}: refuses, until the page exists. */
@Command(name = "serve", description = "Serves a page to drop a photo on (does not exist yet).")
final class ServeCommand implements Callable<Integer> {

  @Option(names = "--model", paramLabel = "FILE", description = "what cats train --model wrote")
  @Nullable Path model;

  @Option(names = "--port", paramLabel = "N", description = "port on 127.0.0.1 (default: 8080)")
  int port = 8080;

  @Override
  public Integer call() {
    throw new InputException("serve: does not exist yet; use cats predict --model FILE IMAGE...");
  }
}
