package com.moalog.sandbox.faults;

import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Answer.Reply;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.requests.RequestLog;
import com.moalog.sandbox.requests.RequestLog.Entry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where scripted faults come true. A request passes it twice: {@link #outside} is the network
 * between caller and provider, {@link #inside} is the provider at work. What happens inside is
 * remembered by an idempotency key, what happens outside is not. Thread-safe.
 */
public final class FaultLine {

  private static final Logger LOG = LoggerFactory.getLogger(FaultLine.class);

  private final RuleBook rules;
  private final RequestLog log;
  private final InstantSource clock;

  public FaultLine(RuleBook rules, RequestLog log, InstantSource clock) {
    this.rules = rules;
    this.log = log;
    this.clock = clock;
  }

  /** Notes the request and takes the fault that is meant for it. */
  public Optional<Fault> meet(Request request, Subject subject) {
    Optional<Fault> fault = rules.take(subject);
    log.add(
        new Entry(
            clock.instant(),
            request.method(),
            request.path(),
            subject.operation(),
            request.header("idempotency-key").orElse(""),
            subject.known(),
            fault.map(FaultLine::name).orElse("")));
    return fault;
  }

  /** Carries the request to the provider and its reply back, as well as the fault lets it. */
  public Answer outside(Optional<Fault> fault, Provider provider, Supplier<Reply> operation) {
    if (fault.isEmpty()) {
      return operation.get();
    }
    return switch (fault.get()) {
      case Fault.ProviderError _, Fault.Delay _ -> operation.get();
      case Fault.Hang _ -> new Answer.Hang();
      case Fault.ResetBefore _ -> new Answer.Reset();
      case Fault.RateLimit limit ->
          provider
              .error(429, "TOO_MANY_REQUESTS", "Too many requests")
              .with("Retry-After", Integer.toString(limit.retryAfterSeconds()));
      case Fault.ApplyThenReset _ -> applied(operation, new Answer.Reset());
      case Fault.ApplyThenHang _ -> applied(operation, new Answer.Hang());
      case Fault.ApplyThen500 _ ->
          applied(
              operation,
              provider.error(500, "FAILED_INTERNAL_SYSTEM_PROCESSING", "Internal system failure"));
      case Fault.Malformed _ -> half(operation.get());
      case Fault.WrongShape _ -> operation.get().withBody("{\"unexpected\":true}");
      case Fault.Field field -> rewritten(operation.get(), field);
    };
  }

  /** Lets the provider work, late or not at all if the fault says so. */
  public Reply inside(Optional<Fault> fault, Provider provider, Supplier<Reply> operation) {
    if (fault.isPresent() && fault.get() instanceof Fault.ProviderError error) {
      return provider.error(error.http(), error.code(), error.message());
    }
    if (fault.isPresent() && fault.get() instanceof Fault.Delay delay) {
      pause(delay.millis());
    }
    return operation.get();
  }

  private static Answer applied(Supplier<Reply> operation, Answer answer) {
    Reply lost = operation.get();
    LOG.debug("an answer with status {} was lost on purpose", lost.status());
    return answer;
  }

  private static Reply half(Reply reply) {
    return reply.withBody(reply.body().substring(0, reply.body().length() / 2));
  }

  /** Only a successful reply lies; an error stays what it is. */
  private static Reply rewritten(Reply reply, Fault.Field field) {
    if (reply.status() != 200) {
      return reply;
    }
    JsonNode body = Json.parse(reply.body());
    JsonPointer pointer = JsonPointer.compile(field.pointer());
    if (body.at(pointer.head()) instanceof ObjectNode parent) {
      parent.put(pointer.last().getMatchingProperty(), field.value());
    }
    return reply.withBody(Json.text(body));
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static String name(Fault fault) {
    return switch (fault) {
      case Fault.ProviderError _ -> "error";
      case Fault.Delay _ -> "delay";
      case Fault.Hang _ -> "hang";
      case Fault.ResetBefore _ -> "reset_before";
      case Fault.ApplyThenReset _ -> "apply_then_reset";
      case Fault.ApplyThen500 _ -> "apply_then_500";
      case Fault.ApplyThenHang _ -> "apply_then_hang";
      case Fault.Malformed _ -> "malformed";
      case Fault.WrongShape _ -> "wrong_shape";
      case Fault.Field field -> field.name();
      case Fault.RateLimit _ -> "rate_limit";
    };
  }
}
