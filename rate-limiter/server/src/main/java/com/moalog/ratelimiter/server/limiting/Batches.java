package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.model.Counting.Local;
import com.moalog.ratelimiter.core.model.Counting.Strict;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.redis.RedisFault;
import com.moalog.ratelimiter.server.limiting.Outcome.Decided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides several questions together, in one round trip. Thread-safe. */
final class Batches {

  private static final CompletionStage<List<Outcome>> NOTHING =
      CompletableFuture.completedStage(List.of());

  private final RedisCalls calls;
  private final DenyCache denials;
  private final Fallback fallback;
  private final Function<Question, CompletionStage<Outcome>> alone;

  /**
   * @param alone decides one question by itself
   */
  Batches(
      RedisCalls calls,
      DenyCache denials,
      Fallback fallback,
      Function<Question, CompletionStage<Outcome>> alone) {
    this.calls = calls;
    this.denials = denials;
    this.fallback = fallback;
    this.alone = alone;
  }

  Optional<String> obstacleToAll(List<Question> questions) {
    for (Question question : questions) {
      if (question.rule().counting() instanceof Local) {
        return Optional.of(
            "rule '%s' is counted by each instance alone and cannot be part of all-or-nothing"
                .formatted(question.rule().name()));
      }
    }
    List<StorageKey> keys = counted(questions).stream().map(Question::storageKey).toList();
    return calls.canDecideTogether(keys)
        ? Optional.empty()
        : Optional.of("all keys of all-or-nothing must carry the same {tag} in a Redis Cluster");
  }

  CompletionStage<List<Outcome>> decideEach(List<Question> questions) {
    Predicate<Question> goesTogether =
        question -> question.rule().counting() instanceof Strict && !isDenied(question);
    return decide(questions, goesTogether, this::eachByRedis);
  }

  /** A rule in shadow must not stop the others, so it is decided beside them. */
  CompletionStage<List<Outcome>> decideAll(List<Question> questions) {
    return decide(questions, question -> !question.rule().shadow(), this::allByRedis);
  }

  private boolean isDenied(Question question) {
    return denials.find(question.storageKey(), question.permits()).isPresent();
  }

  private static List<Question> counted(List<Question> questions) {
    return questions.stream().filter(question -> !question.rule().shadow()).toList();
  }

  private CompletionStage<List<Outcome>> eachByRedis(List<Question> questions) {
    List<Request> requests = questions.stream().map(Question::request).toList();
    return calls.ask(
        "batch",
        limiter ->
            limiter.checkEachIfCounted(requests).thenApply(known -> outcomes(questions, known)),
        reason -> questions.stream().map(question -> fallback.decide(question, reason)).toList(),
        Batches::outcomeOf);
  }

  private static String outcomeOf(List<Outcome> outcomes) {
    return outcomes.stream().allMatch(Decided.class::isInstance)
        ? RedisCalls.SUCCESS
        : RedisFault.WRONGTYPE.text();
  }

  /** A refusal here may be due to permits that were not taken in the end: it is not remembered. */
  private CompletionStage<List<Outcome>> allByRedis(List<Question> questions) {
    List<Request> requests = questions.stream().map(Question::request).toList();
    return calls.ask(
        "batch",
        limiter -> limiter.checkAll(requests).thenApply(Batches::decided),
        reason -> fallback.decideAll(questions, reason));
  }

  private List<Outcome> outcomes(List<Question> questions, List<Optional<Decision>> decisions) {
    List<Outcome> outcomes = new ArrayList<>(questions.size());
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      outcomes.add(
          decisions
              .get(i)
              .<Outcome>map(decision -> denials.remembered(question, decision))
              .orElseGet(() -> fallback.decide(question, calls.notCounted(question))));
    }
    return outcomes;
  }

  private static List<Outcome> decided(List<Decision> decisions) {
    return decisions.stream().<Outcome>map(Decided::new).toList();
  }

  /** Those that go together are decided in one call, the others each by itself. */
  private CompletionStage<List<Outcome>> decide(
      List<Question> questions,
      Predicate<Question> goesTogether,
      Function<List<Question>, CompletionStage<List<Outcome>>> together) {
    List<Question> group = new ArrayList<>(questions.size());
    boolean[] grouped = new boolean[questions.size()];
    for (int i = 0; i < grouped.length; i++) {
      grouped[i] = goesTogether.test(questions.get(i));
      if (grouped[i]) {
        group.add(questions.get(i));
      }
    }
    return group.size() == questions.size() && !group.isEmpty()
        ? together.apply(group)
        : decide(questions, grouped, group.isEmpty() ? NOTHING : together.apply(group));
  }

  private CompletionStage<List<Outcome>> decide(
      List<Question> questions, boolean[] grouped, CompletionStage<List<Outcome>> decided) {
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    List<CompletableFuture<Outcome>> awaited = new ArrayList<>();
    for (int i = 0; i < grouped.length; i++) {
      if (grouped[i]) {
        awaited.add(new CompletableFuture<>());
        outcomes.add(awaited.getLast());
      } else {
        outcomes.add(alone.apply(questions.get(i)).toCompletableFuture());
      }
    }
    return decided.thenCompose(answers -> {
      for (int i = 0; i < awaited.size(); i++) {
        awaited.get(i).complete(answers.get(i));
      }
      return CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
          .thenApply(all -> outcomes.stream().map(CompletableFuture::join).toList());
    });
  }
}
