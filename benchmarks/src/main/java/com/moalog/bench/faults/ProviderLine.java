package com.moalog.bench.faults;

import com.moalog.bench.faults.Mishaps.Trick;
import com.moalog.bench.postgres.Passage;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The line from the engine to the provider, which plays its tricks. Thread-safe. */
final class ProviderLine implements AutoCloseable {

  /** Longer than the engine waits for an answer. */
  static final Duration SLOW = Duration.ofMillis(1_500);

  private static final String KEY = "Idempotency-Key";
  private static final List<String> HEADERS =
      List.of("Authorization", "Content-Type", KEY, "Accept-Language");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern BALANCE = Pattern.compile(",\"refundableAmount\":[0-9.]+");
  private static final String MEANINGLESS =
      error("PROVIDER_ERROR", "Something went wrong for a moment");
  private static final String DECLINED =
      error("REJECT_CARD_PAYMENT", "The card's limit is reached");
  private static final int BAD = 400;
  private static final int BROKEN = 500;

  private final HttpServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final Wires wires;

  private ProviderLine(HttpServer server, URI target, Wires wires) {
    this.server = server;
    this.target = target;
    this.wires = wires;
  }

  static ProviderLine start(int port, Wires wires) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ProviderLine line = new ProviderLine(server, URI.create("http://127.0.0.1:" + port), wires);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", line::pass);
    server.start();
    return line;
  }

  private static String error(String code, String message) {
    return "{\"code\":\"%s\",\"message\":\"%s\"}".formatted(code, message);
  }

  private static String text(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** A call of the engine. */
  private record Call(HttpExchange exchange, String body) {
    String unguarded() {
      return BALANCE.matcher(body).replaceFirst("");
    }

    boolean isPost() {
      return exchange.getRequestMethod().equals("POST");
    }

    boolean isCancel() {
      return exchange.getRequestURI().getPath().endsWith("/cancel");
    }

    boolean isConfirm() {
      return exchange.getRequestURI().getPath().endsWith("/confirm");
    }
  }

  /** What comes back; nothing when the line is dead. */
  private record Reply(int status, String body) {}

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call = new Call(exchange, text(exchange));
      Optional<Reply> reply = passed(call);
      if (reply.isPresent()) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = reply.get().body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.get().status(), body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Optional<Reply> passed(Call call) {
    String text = call.exchange().getRequestURI() + " " + call.body();
    Optional<String> tenant = wires.owner(text);
    Optional<Mishaps> mishaps = tenant.flatMap(wires::of);
    if (mishaps.isEmpty()) {
      return Optional.of(asked(call, true));
    }
    try (Mishaps.LivingCall _ = mishaps.get().call()) {
      return passed(call, mishaps.get(), tenant.orElseThrow());
    }
  }

  private Optional<Reply> passed(Call call, Mishaps mishaps, String tenant) {
    Passage passage = call.isPost() ? mishaps.reach() : Passage.FREE;
    if (!passage.mayHappen()) {
      return Optional.empty();
    }
    Optional<Reply> reply =
        mishaps
            .nextTrick()
            .map(trick -> tricked(trick, call, mishaps))
            .orElseGet(() -> Optional.of(asked(call, true)));
    boolean isLost = reply.isEmpty() || reply.get().status() == BROKEN;
    if (isLost && call.isPost() && Bug.RETRY_WITHOUT_KEY.concerns(tenant)) {
      return Optional.of(asked(call, false));
    }
    return passage.mayBeTold() ? reply : Optional.empty();
  }

  private Optional<Reply> tricked(Trick trick, Call call, Mishaps mishaps) {
    return switch (trick) {
      case CUT_BEFORE -> Optional.empty();
      case CUT_AFTER -> {
        asked(call, true);
        yield Optional.empty();
      }
      case ERROR_AFTER -> {
        asked(call, true);
        yield Optional.of(new Reply(BROKEN, MEANINGLESS));
      }
      case ERROR_BEFORE -> Optional.of(new Reply(BAD, MEANINGLESS));
      case DECLINE -> Optional.of(call.isConfirm() ? new Reply(BAD, DECLINED) : asked(call, true));
      case HALF -> Optional.of(half(asked(call, true)));
      case SLOW -> {
        LockSupport.parkNanos(SLOW.toNanos());
        yield Optional.of(asked(call, true));
      }
      case TWICE -> {
        asked(call, true);
        yield Optional.of(asked(call, true));
      }
      case OVERDUE -> {
        mishaps.overdue(() -> asked(call, true));
        yield Optional.empty();
      }
      case FORGOTTEN -> {
        if (call.isCancel()) {
          mishaps.forgotten(() -> asked(call, true));
        } else {
          mishaps.overdue(() -> asked(call, true));
        }
        yield Optional.empty();
      }
    };
  }

  private static Reply half(Reply reply) {
    return new Reply(reply.status(), reply.body().substring(0, reply.body().length() / 2));
  }

  private Reply asked(Call call, boolean keyed) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(call.exchange().getRequestURI()))
            .timeout(PATIENCE)
            .method(
                call.exchange().getRequestMethod(),
                BodyPublishers.ofString(keyed ? call.body() : call.unguarded()));
    for (String header : HEADERS) {
      String value = call.exchange().getRequestHeaders().getFirst(header);
      if (value != null && (keyed || !header.equals(KEY))) {
        request.header(header, value);
      }
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(stopped));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
  }
}
