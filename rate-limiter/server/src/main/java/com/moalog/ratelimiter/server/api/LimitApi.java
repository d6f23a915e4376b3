package com.moalog.ratelimiter.server.api;

import com.moalog.ratelimiter.server.api.Resolved.Accepted;
import com.moalog.ratelimiter.server.api.Resolved.Refused;
import com.moalog.ratelimiter.server.http.Access;
import com.moalog.ratelimiter.server.http.ClientAddress;
import com.moalog.ratelimiter.server.http.Exchange;
import com.moalog.ratelimiter.server.http.JsonBody;
import com.moalog.ratelimiter.server.http.Refusal;
import com.moalog.ratelimiter.server.http.Route;
import com.moalog.ratelimiter.server.limiting.Limiting;
import com.moalog.ratelimiter.server.limiting.MaskedKey;
import com.moalog.ratelimiter.server.limiting.Outcome;
import com.moalog.ratelimiter.server.limiting.Outcome.Decided;
import com.moalog.ratelimiter.server.limiting.Outcome.Degraded;
import com.moalog.ratelimiter.server.limiting.Outcome.Unavailable;
import com.moalog.ratelimiter.server.limiting.RuleBook;
import com.moalog.ratelimiter.server.settings.HttpSettings;
import com.moalog.ratelimiter.server.settings.Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints below {@code /api/v1/rate-limit}. Thread-safe. */
public final class LimitApi {

  private static final Logger LOG = LoggerFactory.getLogger(LimitApi.class);
  private static final String BASE = "/api/v1/rate-limit";

  private final HttpSettings settings;
  private final Limiting limiting;
  private final Resolver resolver;
  private final CheckReply reply;
  private final ClientAddress clientAddress;
  private final RefusalLog refusals = new RefusalLog(LOG, System::nanoTime);
  private final BatchApi batch;
  private final PoliciesApi policies;

  public LimitApi(Settings all, RuleBook book, Limiting limiting, Clock clock) {
    this.settings = all.http();
    this.limiting = limiting;
    this.resolver = new Resolver(book, all.limits());
    this.reply = new CheckReply(settings, clock);
    this.batch = new BatchApi(limiting, reply, this::resolve);
    this.policies = new PoliciesApi(book, all.fallback(), all.limits().enabledAlgorithms());
    this.clientAddress =
        new ClientAddress(
            settings.trustedProxies(), settings.firstForwarded(), settings.ipv6PrefixBits());
  }

  public List<Route> routes() {
    Access reset = settings.resetRequiresLogin() ? Access.OPERATOR : Access.ANYONE;
    return List.of(
        new Route(HttpMethod.GET, BASE + "/check", Access.ANYONE, this::check),
        new Route(HttpMethod.POST, BASE + "/check", Access.ANYONE, this::checkJson),
        new Route(HttpMethod.POST, BASE + "/check/batch", Access.ANYONE, batch::check),
        new Route(HttpMethod.GET, BASE + "/policies", Access.OPERATOR, policies::list),
        new Route(HttpMethod.GET, BASE + "/remaining", Access.ANYONE, this::remaining),
        new Route(HttpMethod.DELETE, BASE + "/reset", reset, this::reset));
  }

  private void check(Exchange exchange) {
    check(exchange, queryOf(exchange));
  }

  private void checkJson(Exchange exchange) {
    JsonBody.read(
        exchange,
        json -> {
          Optional<String> wrong = CheckJson.wrongField(json);
          if (wrong.isPresent()) {
            CheckJson.wrongType(wrong.get()).send(exchange);
          } else {
            check(exchange, CheckJson.read(json));
          }
        });
  }

  private void check(Exchange exchange, Asked asked) {
    withAccepted(
        exchange,
        asked,
        question ->
            exchange.when(
                limiting.check(question.question()),
                outcome -> answer(exchange, question, outcome)));
  }

  private void answer(Exchange exchange, Accepted question, Outcome outcome) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} of {}: {}", MaskedKey.of(question.key()), question.rule().name(), outcome);
    }
    switch (outcome) {
      case Decided(var decision) -> reply.send(exchange, question, decision, Optional.empty());
      case Degraded(var decision, String mode) ->
          reply.send(exchange, question, decision, Optional.of(mode));
      case Unavailable() -> Refusal.BACKEND_UNAVAILABLE.send(exchange);
    }
  }

  private void remaining(Exchange exchange) {
    withAccepted(
        exchange,
        queryOf(exchange),
        question ->
            exchange.when(
                limiting.remaining(question.rule(), question.storageKey()),
                remaining -> {
                  if (remaining.isEmpty()) {
                    Refusal.BACKEND_UNAVAILABLE.send(exchange);
                    return;
                  }
                  exchange.json(
                      200,
                      new JsonObject()
                          .put("key", question.key())
                          .put("remaining", remaining.getAsLong())
                          .put("algorithm", question.algorithm()));
                }));
  }

  private void reset(Exchange exchange) {
    Asked asked = queryOf(exchange);
    if (asked.key() == null) {
      Refusal.invalidParameter("Required query parameter 'key' is not present.").send(exchange);
      return;
    }
    if (asked.key().isBlank()) {
      Refusal.invalidParameter("Query parameter 'key' must not be blank.").send(exchange);
      return;
    }
    withAccepted(
        exchange,
        asked,
        question ->
            exchange.when(
                limiting.reset(question.rule(), question.storageKey()),
                done -> {
                  if (!done) {
                    Refusal.BACKEND_UNAVAILABLE.send(exchange);
                    return;
                  }
                  LOG.info("Reset {} of {}", MaskedKey.of(question.key()), question.rule().name());
                  exchange.json(
                      200, new JsonObject().put("status", "reset").put("key", question.key()));
                }));
  }

  private void withAccepted(Exchange exchange, Asked asked, Consumer<Accepted> then) {
    switch (resolve(exchange, asked)) {
      case Accepted accepted -> then.accept(accepted);
      case Refused(Refusal refusal) -> refusal.send(exchange);
    }
  }

  private Resolved resolve(Exchange exchange, Asked asked) {
    String key =
        Optional.ofNullable(asked.key())
            .filter(sent -> !sent.isBlank())
            .orElseGet(() -> caller(exchange.request()));
    Resolved resolved = resolver.resolve(key, asked);
    if (resolved instanceof Refused(Refusal refusal)) {
      refusals.report(key, refusal);
    }
    return resolved;
  }

  private String caller(HttpServerRequest request) {
    SocketAddress peer = request.remoteAddress();
    return clientAddress.of(
        peer == null ? null : peer.hostAddress(),
        String.join(",", request.headers().getAll("X-Forwarded-For")),
        request.getHeader("X-Real-IP"));
  }

  private static Asked queryOf(Exchange exchange) {
    return new Asked(
        exchange.parameter("key").orElse(null),
        exchange.parameter("algorithm").orElse(null),
        exchange.parameter("policy").orElse(null),
        exchange.parameter("permits").orElse(null));
  }
}
