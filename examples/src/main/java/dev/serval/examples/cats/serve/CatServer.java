// SPDX-License-Identifier: Apache-2.0
package dev.serval.examples.cats.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.serval.examples.cats.pictures.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves the page on the loopback address, until it is closed. */
public final class CatServer implements AutoCloseable {

  /** Largest photo taken. */
  public static final int MAX_UPLOAD_BYTES = 20 << 20;

  /**
   * How much of what is too large is read and thrown away before the refusal: a browser reports a
   * connection closed while it sends as a failure without a reason.
   */
  private static final long MAX_DRAINED_BYTES = 10L * MAX_UPLOAD_BYTES;

  /** All from here, nothing from anywhere else; pictures also from the answers. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Classifier classifier;
  private final Page page;
  private final Set<String> hosts;
  private final CountDownLatch closed = new CountDownLatch(1);

  private CatServer(ServedModel model, HttpServer server) {
    this.server = server;
    classifier = new Classifier(model);
    page = new Page(model, MAX_UPLOAD_BYTES);
    int port = server.getAddress().getPort();
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Starts a server.
   *
   * @param model what answers
   * @param port on 127.0.0.1; 0 is any free one
   * @throws java.net.BindException if the port is taken or not allowed
   * @throws IOException if there is no network at all
   */
  public static CatServer start(ServedModel model, int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    // Bound first: a taken port should not cost the time to prepare a network.
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    CatServer started = new CatServer(model, server);
    server.start();
    return started;
  }

  /** Returns where the page is. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Waits until the server is closed, by whichever thread. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() {
    synchronized (closed) {
      if (closed.getCount() == 0) {
        return;
      }
      server.stop(0);
      threads.shutdownNow();
      classifier.close();
      closed.countDown();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cache-Control", "no-store");
      if (!isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
        // A name of someone else's that points here would let their page read ours.
        refuse(exchange, 421, "this page is only served as " + address());
        return;
      }
      try {
        route(exchange);
      } catch (RuntimeException e) {
        refuse(exchange, 500, "internal error, please report it: " + e.getClass().getSimpleName());
      }
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/" -> give(exchange, "text/html; charset=utf-8", page.html());
      case "/style.css" -> give(exchange, "text/css; charset=utf-8", page.style());
      case "/page.js" -> give(exchange, "text/javascript; charset=utf-8", page.script());
      case "/classify" -> classify(exchange);
      default -> refuse(exchange, 404, "there is nothing here; see " + address());
    }
  }

  private boolean isLocal(@Nullable String host) {
    return host != null && hosts.contains(host);
  }

  private void classify(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      refuse(exchange, 405, "send a photo with POST");
      return;
    }
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (origin != null && !(origin.startsWith("http://") && isLocal(origin.substring(7)))) {
      refuse(exchange, 403, "only this page's own script may send photos");
      return;
    }
    InputStream body = exchange.getRequestBody();
    byte[] photo = body.readNBytes(MAX_UPLOAD_BYTES + 1);
    if (photo.length > MAX_UPLOAD_BYTES) {
      drain(body);
      refuse(
          exchange,
          413,
          "larger than %d MB; send a smaller picture".formatted(MAX_UPLOAD_BYTES >> 20));
      return;
    }
    String answer;
    try {
      answer = classifier.answer(photo);
    } catch (InputException e) {
      refuse(exchange, 422, String.valueOf(e.getMessage()));
      return;
    } catch (OutOfMemoryError e) {
      refuse(exchange, 413, "too large for the memory there is; send a smaller picture");
      return;
    }
    send(exchange, 200, "application/json", answer.getBytes(StandardCharsets.UTF_8));
  }

  private static void drain(InputStream body) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long drained = 0;
    int n = body.read(buffer);
    while (n >= 0 && drained < MAX_DRAINED_BYTES) {
      drained += n;
      n = body.read(buffer);
    }
  }

  private static void give(HttpExchange exchange, String type, byte[] content) throws IOException {
    String method = exchange.getRequestMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      send(exchange, 200, type, content);
    } else {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      refuse(exchange, 405, "only GET is of use here");
    }
  }

  private static void refuse(HttpExchange exchange, int status, String line) throws IOException {
    byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
    send(exchange, status, "text/plain; charset=utf-8", text);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] content)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, content.length);
    exchange.getResponseBody().write(content);
  }
}
