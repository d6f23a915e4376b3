package com.moalog.sandbox.toss;

import com.moalog.sandbox.faults.Fault;
import com.moalog.sandbox.faults.FaultLine;
import com.moalog.sandbox.faults.Provider;
import com.moalog.sandbox.faults.Subject;
import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Answer.Reply;
import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.toss.model.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What every call to the payment provider passes: scripted faults, the secret key, the idempotency
 * key, the test code, the provider's wording of errors and its trace id. Thread-safe.
 */
final class TossGate implements Provider {

  private static final String TRACE_HEADER = "X-TossPayments-Trace-Id";

  private final FaultLine faults;
  private final IdempotencyKeys keys;
  private final String secretKey;

  TossGate(FaultLine faults, IdempotencyKeys keys, String secretKey) {
    this.faults = faults;
    this.keys = keys;
    this.secretKey = secretKey;
  }

  /** Lets a request through to {@code operation}, as well as faults and rules allow. */
  Answer pass(Request request, Subject subject, Supplier<Reply> operation) {
    Optional<Fault> fault = faults.meet(request, subject);
    Answer answer = faults.outside(fault, this, () -> authorized(request, fault, operation));
    return answer instanceof Reply reply
        ? reply.with(TRACE_HEADER, UUID.randomUUID().toString().replace("-", ""))
        : answer;
  }

  private Reply authorized(Request request, Optional<Fault> fault, Supplier<Reply> operation) {
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isPresent()) {
      return refused(refusal.get());
    }
    Optional<String> key = request.header("idempotency-key");
    Supplier<Reply> work = () -> faults.inside(fault, this, () -> carryOut(request, operation));
    if (key.isEmpty() || !request.method().equals("POST")) {
      return work.get();
    }
    if (key.get().isEmpty() || key.get().length() > IdempotencyKeys.MAX_KEY_LENGTH) {
      return refused(Refusal.INVALID_IDEMPOTENCY_KEY);
    }
    String scope = request.method() + " " + request.path() + " " + key.get();
    return keys.once(scope, refused(Refusal.IDEMPOTENT_REQUEST_PROCESSING), work);
  }

  private Optional<Refusal> refusal(Request request) {
    String given = request.header("authorization").orElse("");
    if (!given.startsWith("Basic ")) {
      return Optional.of(Refusal.UNAUTHORIZED_KEY);
    }
    byte[] credentials;
    try {
      credentials = Base64.getDecoder().decode(given.substring("Basic ".length()).strip());
    } catch (IllegalArgumentException notBase64) {
      return Optional.of(Refusal.INCORRECT_BASIC_AUTH_FORMAT);
    }
    if (credentials.length == 0 || credentials[credentials.length - 1] != ':') {
      return Optional.of(Refusal.INCORRECT_BASIC_AUTH_FORMAT);
    }
    byte[] expected = (secretKey + ":").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, credentials)
        ? Optional.empty()
        : Optional.of(Refusal.UNAUTHORIZED_KEY);
  }

  private Reply carryOut(Request request, Supplier<Reply> operation) {
    Optional<String> testCode = request.header("tosspayments-test-code");
    if (testCode.isPresent()) {
      return byTestCode(testCode.get());
    }
    try {
      return operation.get();
    } catch (BadRequestException malformed) {
      return error(malformed.status(), code(malformed.status()), malformed.reason());
    }
  }

  private static String code(int status) {
    return status == 400 ? Refusal.INVALID_REQUEST.name() : "SANDBOX_" + status;
  }

  /** A code that the sandbox does not know is answered as a plain 400, like most of them are. */
  private Reply byTestCode(String code) {
    for (Refusal refusal : Refusal.values()) {
      if (refusal.name().equals(code)) {
        return refused(refusal);
      }
    }
    boolean isReject = code.startsWith("REJECT_") || code.startsWith("EXCEED_");
    boolean isInternal = code.startsWith("FAILED_");
    return error(isInternal ? 500 : isReject ? 403 : 400, code, "Asked for by the test code");
  }

  Reply refused(Refusal why) {
    return error(why.http(), why.name(), why.message());
  }

  @Override
  public Reply error(int http, String code, String message) {
    return Json.reply(http, Map.of("code", code, "message", message));
  }
}
