package com.moalog.sandbox;

import com.moalog.sandbox.chat.ChatCompletions;
import com.moalog.sandbox.faults.FaultLine;
import com.moalog.sandbox.faults.RuleBook;
import com.moalog.sandbox.faults.RuleRoutes;
import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.HttpListener;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Route;
import com.moalog.sandbox.http.Router;
import com.moalog.sandbox.oauth.LoginProviders;
import com.moalog.sandbox.requests.RequestLog;
import com.moalog.sandbox.storage.Journal;
import com.moalog.sandbox.time.ClockRoutes;
import com.moalog.sandbox.time.SandboxClock;
import com.moalog.sandbox.toss.TossPayments;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running sandbox. Meant for {@code main} and for tests of other modules, which start one on a
 * free port; production code never knows it. Thread-safe.
 *
 * <pre>{@code
 * try (SandboxServer sandbox = SandboxServer.start(SandboxSettings.forTests())) {
 *   client.confirm(sandbox.address().resolve("/v1/payments/confirm"));
 * }
 * }</pre>
 */
public final class SandboxServer implements AutoCloseable {

  private final HttpListener listener;
  private final TossPayments toss;
  private final Journal journal;

  private SandboxServer(HttpListener listener, TossPayments toss, Journal journal) {
    this.listener = listener;
    this.toss = toss;
    this.journal = journal;
  }

  /**
   * Starts a sandbox and returns when it takes requests.
   *
   * @throws IOException if the port is taken or the state file cannot be used
   */
  public static SandboxServer start(SandboxSettings settings) throws IOException {
    SandboxClock clock = new SandboxClock(Clock.systemUTC());
    RequestLog requests = new RequestLog();
    RuleBook rules = new RuleBook(settings.seed());
    FaultLine faults = new FaultLine(rules, requests, clock);
    Journal journal = new Journal();
    SecureRandom random = new SecureRandom();
    TossPayments toss =
        new TossPayments(
            new TossPayments.Settings(
                settings.tossSecretKey(), settings.maxPayments(), settings.seed()),
            faults,
            clock,
            random,
            journal);
    Optional<Path> state = settings.state();
    if (state.isPresent()) {
      journal.open(state.get(), toss.kept());
    }
    LoginProviders logins = new LoginProviders(faults, clock, random);
    Runnable reset =
        () -> {
          toss.reset();
          logins.reset();
          rules.reset(settings.seed());
          requests.clear();
          clock.reset();
          journal.clear();
        };
    Router router =
        new Router(
            Stream.of(
                    List.of(new Route("GET", "/health", (_, _) -> healthy())),
                    toss.routes(),
                    new ChatCompletions(faults, clock, settings.openaiApiKey()).routes(),
                    logins.routes(),
                    new RuleRoutes(rules, settings.seed()).routes(),
                    new ClockRoutes(clock).routes(),
                    requests.routes(),
                    List.of(new Route("POST", "/__admin/reset", (_, _) -> done(reset))))
                .flatMap(List::stream)
                .toList());
    return new SandboxServer(
        HttpListener.start(settings.address(), settings.port(), router), toss, journal);
  }

  private static Answer healthy() {
    return Json.reply(200, Map.of("status", "UP", "service", "sandbox"));
  }

  private static Answer done(Runnable reset) {
    reset.run();
    return Json.reply(200, Map.of("reset", true));
  }

  /** The port it listens on. */
  public int port() {
    return listener.port();
  }

  /** Its base address on this machine, without a slash at the end. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Stops taking requests, finishes those under way, closes the state file. */
  @Override
  public void close() throws IOException {
    listener.close();
    toss.close();
    journal.close();
  }
}
