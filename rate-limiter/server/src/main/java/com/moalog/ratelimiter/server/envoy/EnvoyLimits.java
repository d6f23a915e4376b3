package com.moalog.ratelimiter.server.envoy;

import com.moalog.ratelimiter.core.model.Counting.Strict;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Domain;
import com.moalog.ratelimiter.core.model.Domain.Quota.Limited;
import com.moalog.ratelimiter.core.model.Domain.Quota.Unlimited;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LimitUnit;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.server.envoy.RateLimitQuery.OwnLimit;
import com.moalog.ratelimiter.server.envoy.RateLimitQuery.Part;
import com.moalog.ratelimiter.server.envoy.RateLimitReply.CurrentLimit;
import com.moalog.ratelimiter.server.envoy.RateLimitReply.Status;
import com.moalog.ratelimiter.server.grpc.GrpcException;
import com.moalog.ratelimiter.server.grpc.GrpcStatus;
import com.moalog.ratelimiter.server.limiting.Limiting;
import com.moalog.ratelimiter.server.limiting.Outcome;
import com.moalog.ratelimiter.server.limiting.Outcome.Decided;
import com.moalog.ratelimiter.server.limiting.Outcome.Degraded;
import com.moalog.ratelimiter.server.limiting.Outcome.Unavailable;
import com.moalog.ratelimiter.server.limiting.Question;
import com.moalog.ratelimiter.server.limiting.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Decides what Envoy asks, each descriptor by itself, all that Redis decides in one round trip. A
 * descriptor without a limit is allowed. Thread-safe.
 */
final class EnvoyLimits {

  static final int MAX_DESCRIPTORS = 100;

  private static final long LARGEST_UINT32 = 0xffff_ffffL;

  /** A descriptor with its limit, if it has one. */
  private sealed interface Asked {

    /** There is nothing to ask. */
    record Known(Status status) implements Asked {}

    /** The limit is asked. */
    record Limit(CurrentLimit shown, Rule rule, StorageKey key, long hits) implements Asked {}
  }

  private final RuleBook book;
  private final Limiting limiting;
  private final LimitHeaders headers;

  EnvoyLimits(RuleBook book, Limiting limiting, LimitHeaders headers) {
    this.book = book;
    this.limiting = limiting;
    this.headers = headers;
  }

  /**
   * Decides.
   *
   * @return a stage that fails with a {@link GrpcException} when nothing may be decided
   * @throws GrpcException if the query makes no sense
   */
  CompletionStage<RateLimitReply> decide(RateLimitQuery query) throws GrpcException {
    refuseNonsense(query);
    Optional<Domain> domain = book.rules().domain(query.domain());
    List<Asked> asked = new ArrayList<>(query.descriptors().size());
    for (Part part : query.descriptors()) {
      asked.add(ask(query.domain(), domain, part));
    }
    List<Asked.Limit> limits =
        asked.stream().filter(Asked.Limit.class::isInstance).map(Asked.Limit.class::cast).toList();
    return decide(limits).thenApply(statuses -> reply(asked, limits, statuses));
  }

  private static void refuseNonsense(RateLimitQuery query) throws GrpcException {
    if (query.domain().isEmpty()) {
      throw new GrpcException(GrpcStatus.UNKNOWN, "rate limit domain must not be empty");
    }
    if (query.descriptors().isEmpty()) {
      throw new GrpcException(GrpcStatus.UNKNOWN, "rate limit descriptor list must not be empty");
    }
    if (query.descriptors().size() > MAX_DESCRIPTORS) {
      throw new GrpcException(
          GrpcStatus.INVALID_ARGUMENT,
          "at most %d descriptors, got: %d".formatted(MAX_DESCRIPTORS, query.descriptors().size()));
    }
  }

  private Asked ask(String domainName, Optional<Domain> domain, Part part) throws GrpcException {
    OwnLimit override = part.override();
    String key = domainName + "|" + part.descriptor().text();
    if (override != null && override.requests() == 0) {
      return new Asked.Known(
          new Status(true, shown(override), 0, override.unit().seconds() * 1_000_000));
    }
    if (override != null) {
      Rule rule = rule(override);
      return new Asked.Limit(shown(override), rule, book.storageKey(rule, key), part.hits());
    }
    return switch (domain.flatMap(known -> known.quotaOf(part.descriptor())).orElse(null)) {
      case null -> new Asked.Known(Status.NO_LIMIT);
      case Unlimited _ -> new Asked.Known(Status.UNLIMITED);
      case Limited(Rule rule, long requests, LimitUnit unit) ->
          new Asked.Limit(
              new CurrentLimit(rule.name(), requests, unit),
              rule,
              book.storageKey(rule, key),
              part.hits());
    };
  }

  private static CurrentLimit shown(OwnLimit override) {
    return new CurrentLimit(Rule.OVERRIDE_NAME, override.requests(), override.unit());
  }

  private static Rule rule(OwnLimit override) throws GrpcException {
    try {
      long requests = override.requests();
      FixedWindow limit = FixedWindow.ofSeconds(requests, override.unit().seconds());
      return new Rule(Rule.OVERRIDE_NAME, null, limit, new Strict(), requests, null, false);
    } catch (IllegalArgumentException e) {
      throw new GrpcException(
          GrpcStatus.INVALID_ARGUMENT, "limit cannot be counted: " + e.getMessage());
    }
  }

  private CompletionStage<List<Status>> decide(List<Asked.Limit> limits) {
    List<Asked.Limit> taking = limits.stream().filter(EnvoyLimits::takes).toList();
    CompletionStage<List<Outcome>> taken =
        limiting.checkEach(
            taking.stream()
                .map(limit -> new Question(limit.rule(), limit.key(), limit.hits()))
                .toList());
    List<CompletableFuture<Status>> statuses = new ArrayList<>(limits.size());
    int next = 0;
    for (Asked.Limit limit : limits) {
      if (takes(limit)) {
        int index = next++;
        statuses.add(
            taken.thenApply(outcomes -> status(limit, outcomes.get(index))).toCompletableFuture());
      } else {
        statuses.add(withoutTaking(limit).toCompletableFuture());
      }
    }
    return CompletableFuture.allOf(statuses.toArray(CompletableFuture[]::new))
        .thenApply(all -> statuses.stream().map(CompletableFuture::join).toList());
  }

  private static boolean takes(Asked.Limit limit) {
    return limit.hits() > 0 && limit.hits() <= limit.rule().permitsMax();
  }

  /** No hits only ask what is left; more hits than the whole limit never pass. */
  private CompletionStage<Status> withoutTaking(Asked.Limit limit) {
    boolean over = limit.hits() > 0 && !limit.rule().shadow();
    return limiting
        .remaining(limit.rule(), limit.key())
        .thenApply(left ->
            new Status(
                over,
                limit.shown(),
                Math.min(left.orElseThrow(EnvoyLimits::unavailable), LARGEST_UINT32),
                over ? limit.rule().limit().windowSeconds() * 1_000_000 : 0));
  }

  private static Status status(Asked.Limit limit, Outcome outcome) {
    return switch (outcome) {
      case Decided(Decision decision) -> status(limit, decision);
      case Degraded(Decision decision, _) -> status(limit, decision);
      case Unavailable() -> throw unavailable();
    };
  }

  private static Status status(Asked.Limit limit, Decision decision) {
    return new Status(
        !decision.allowed(),
        limit.shown(),
        Math.min(decision.remaining(), LARGEST_UINT32),
        decision.allowed() ? decision.resetMicros() : decision.retryMicros());
  }

  /** Envoy then does as it is told to when it has no answer. */
  private static CompletionException unavailable() {
    return new CompletionException(
        new GrpcException(GrpcStatus.UNAVAILABLE, "The limit cannot be decided at present"));
  }

  private RateLimitReply reply(List<Asked> asked, List<Asked.Limit> limits, List<Status> decided) {
    List<Status> statuses = new ArrayList<>(asked.size());
    int next = 0;
    for (Asked each : asked) {
      statuses.add(
          switch (each) {
            case Asked.Known(Status status) -> status;
            case Asked.Limit limit -> decided.get(next++);
          });
    }
    List<LimitHeaders.Judged> judged = new ArrayList<>(limits.size());
    for (int i = 0; i < limits.size(); i++) {
      judged.add(new LimitHeaders.Judged(limits.get(i).rule(), decided.get(i)));
    }
    return new RateLimitReply(statuses, headers.of(judged));
  }
}
