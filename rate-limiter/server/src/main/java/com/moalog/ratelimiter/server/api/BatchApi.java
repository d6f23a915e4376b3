package com.moalog.ratelimiter.server.api;

import com.moalog.ratelimiter.server.api.Resolved.Accepted;
import com.moalog.ratelimiter.server.api.Resolved.Refused;
import com.moalog.ratelimiter.server.http.Exchange;
import com.moalog.ratelimiter.server.http.JsonBody;
import com.moalog.ratelimiter.server.http.Refusal;
import com.moalog.ratelimiter.server.limiting.Limiting;
import com.moalog.ratelimiter.server.limiting.Outcome;
import com.moalog.ratelimiter.server.limiting.Outcome.Decided;
import com.moalog.ratelimiter.server.limiting.Outcome.Degraded;
import com.moalog.ratelimiter.server.limiting.Outcome.Unavailable;
import com.moalog.ratelimiter.server.limiting.Question;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Decides several checks of one request in one round trip to Redis. Thread-safe. */
final class BatchApi {

  static final int MAX_CHECKS = 100;

  private static final String INDEPENDENT = "independent";
  private static final String ALL_OR_NOTHING = "all-or-nothing";
  private static final Set<String> MODES = Set.of(INDEPENDENT, ALL_OR_NOTHING);
  private static final Refusal SPOILT =
      Refusal.invalidRequest("Nothing was taken: another check of the batch is faulty.");

  /** What became of one check, and how it is told. */
  private record Result(boolean allowed, String json) {}

  private final Limiting limiting;
  private final CheckReply reply;
  private final BiFunction<Exchange, Asked, Resolved> resolver;

  BatchApi(Limiting limiting, CheckReply reply, BiFunction<Exchange, Asked, Resolved> resolver) {
    this.limiting = limiting;
    this.reply = reply;
    this.resolver = resolver;
  }

  void check(Exchange exchange) {
    JsonBody.read(exchange, json -> check(exchange, json));
  }

  private void check(Exchange exchange, JsonObject json) {
    Object mode = json.getValue("mode", INDEPENDENT);
    if (!(json.getValue("checks") instanceof JsonArray checks)) {
      Refusal.invalidParameter("Parameter 'checks' must be a list.").send(exchange);
    } else if (!(mode instanceof String name) || !MODES.contains(name)) {
      Refusal.invalidParameter("Parameter 'mode' must be independent or all-or-nothing.")
          .send(exchange);
    } else if (checks.isEmpty() || checks.size() > MAX_CHECKS) {
      Refusal.invalidRequest(
              "checks must have 1 to %d entries, got: %d".formatted(MAX_CHECKS, checks.size()))
          .send(exchange);
    } else {
      List<Resolved> resolved = resolve(exchange, checks);
      if (name.equals(INDEPENDENT)) {
        decideEach(exchange, resolved);
      } else {
        decideAll(exchange, resolved);
      }
    }
  }

  private List<Resolved> resolve(Exchange exchange, JsonArray checks) {
    List<Resolved> resolved = new ArrayList<>(checks.size());
    for (int i = 0; i < checks.size(); i++) {
      resolved.add(resolve(exchange, checks.getValue(i), i));
    }
    return resolved;
  }

  private Resolved resolve(Exchange exchange, Object check, int index) {
    if (!(check instanceof JsonObject json)) {
      return new Refused(
          Refusal.invalidParameter("Parameter 'checks[%d]' must be an object.".formatted(index)));
    }
    Optional<String> wrong = CheckJson.wrongField(json);
    return wrong.isPresent()
        ? new Refused(CheckJson.wrongType(wrong.get()))
        : resolver.apply(exchange, CheckJson.read(json));
  }

  private void decideEach(Exchange exchange, List<Resolved> checks) {
    exchange.when(
        limiting.checkEach(questions(checks)), outcomes -> answer(exchange, checks, outcomes));
  }

  private void decideAll(Exchange exchange, List<Resolved> checks) {
    if (checks.stream().anyMatch(Refused.class::isInstance)) {
      answer(
          exchange,
          checks.stream()
              .<Resolved>map(check -> check instanceof Refused ? check : new Refused(SPOILT))
              .toList(),
          List.of());
      return;
    }
    List<Question> questions = questions(checks);
    Optional<String> obstacle = limiting.obstacleToAll(questions);
    if (obstacle.isPresent()) {
      Refusal.invalidRequest(obstacle.get()).send(exchange);
      return;
    }
    exchange.when(limiting.checkAll(questions), outcomes -> answer(exchange, checks, outcomes));
  }

  private static List<Question> questions(List<Resolved> checks) {
    return checks.stream()
        .filter(Accepted.class::isInstance)
        .map(check -> ((Accepted) check).question())
        .toList();
  }

  private void answer(Exchange exchange, List<Resolved> checks, List<Outcome> outcomes) {
    Iterator<Outcome> next = outcomes.iterator();
    List<Result> results = new ArrayList<>(checks.size());
    for (Resolved check : checks) {
      results.add(
          switch (check) {
            case Accepted accepted -> result(accepted, next.next());
            case Refused(Refusal refusal) -> new Result(false, refusal.body().encode());
          });
    }
    boolean all = results.stream().allMatch(Result::allowed);
    exchange.json(
        200,
        results.stream()
            .map(Result::json)
            .collect(Collectors.joining(",", "{\"allowed\":" + all + ",\"results\":[", "]}")));
  }

  private Result result(Accepted check, Outcome outcome) {
    return switch (outcome) {
      case Decided(var decision) ->
          new Result(decision.allowed(), reply.body(check, decision, Optional.empty()));
      case Degraded(var decision, String mode) ->
          new Result(decision.allowed(), reply.body(check, decision, Optional.of(mode)));
      case Unavailable() -> new Result(false, Refusal.BACKEND_UNAVAILABLE.body().encode());
    };
  }
}
