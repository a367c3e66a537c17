// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats;

import dev.serval.examples.cats.pictures.InputException;
import dev.serval.examples.cats.serve.CatServer;
import dev.serval.examples.cats.serve.ServedModel;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cats serve}: a page to drop a photo on, for whoever sits at this computer. */
@Command(
    name = "serve",
    description = {
      "Serves a page on this computer: drop a photo on it, and it says whether it shows a cat,"
          + " what the network sees, and which pixels speak for and against.",
      "Only this computer can open it (127.0.0.1). Photos are neither kept nor sent on. Ctrl-C ends"
          + " it."
    })
final class ServeCommand implements Callable<Integer> {

  private static final int MAX_PORT = 0xFFFF;

  private final Terminal terminal;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "what cats train --model wrote")
  @Nullable Path model;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "N",
      description = "port on 127.0.0.1; 0 is any free one (default: 8080)")
  int port = 8080;

  @Option(names = "--quiet", description = "print the address only")
  boolean quiet;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (port < 0 || port > MAX_PORT) {
      throw new InputException("--port %d: must be from 0 to %d".formatted(port, MAX_PORT));
    }
    Path file = Objects.requireNonNull(model);
    CatModel loaded = CatModel.read(file);
    String digest = CatModel.digest(loaded.network());
    ServedModel served =
        new ServedModel(
            loaded.network(),
            loaded.height(),
            loaded.width(),
            loaded.classes(),
            Reports.settings(loaded, digest),
            digest,
            String.valueOf(file.getFileName()));
    try (CatServer server = CatServer.start(served, port)) {
      Thread whenEnded = new Thread(server::close, "cats-serve-ended");
      Runtime.getRuntime().addShutdownHook(whenEnded);
      terminal.out().println(server.address());
      if (!quiet) {
        terminal.err().println("open it in a browser on this computer; Ctrl-C ends it");
      }
      server.awaitClose();
    } catch (BindException e) {
      throw new InputException(
          "--port %d: is taken or not allowed (%s); choose another, or 0 for any free one"
              .formatted(port, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new InputException("serve: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Cats.DONE;
  }
}
