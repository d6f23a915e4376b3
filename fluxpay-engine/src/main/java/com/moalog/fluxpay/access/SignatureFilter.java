package com.moalog.fluxpay.access;

import com.moalog.fluxpay.http.BusinessPaths;
import com.moalog.fluxpay.http.Deadline;
import com.moalog.fluxpay.http.JsonBodies;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.http.RequestTraces;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.Uuids;
import com.moalog.fluxpay.secret.Hmac;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in only business requests that are signed by a known key, lately, and for the first time.
 * The key decides the tenant. Thread-safe.
 */
final class SignatureFilter extends OncePerRequestFilter {

  /** How far the request's clock may be from ours. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** A request's time is accepted from one tolerance before to one after now. */
  private static final Duration REMEMBERED = TOLERANCE.multipliedBy(2);

  private static final int PAYLOAD_TOO_LARGE = 413;

  private final Map<String, ApiKey> keys;
  private final Nonces nonces;
  private final Deadline deadline;
  private final RequestTraces traces;
  private final InstantSource clock;

  SignatureFilter(
      AccessSettings settings,
      Nonces nonces,
      Deadline deadline,
      RequestTraces traces,
      InstantSource clock) {
    this.keys =
        settings.apiKeys().stream()
            .collect(Collectors.toUnmodifiableMap(ApiKey::key, Function.identity()));
    this.nonces = nonces;
    this.deadline = deadline;
    this.traces = traces;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !BusinessPaths.contains(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body = request.getInputStream().readNBytes(JsonBodies.LIMIT_BYTES + 1);
    if (body.length > JsonBodies.LIMIT_BYTES) {
      throw RefusedException.of(ErrorCode.VAL_001, PAYLOAD_TOO_LARGE);
    }
    ApiKey key = authenticated(request, body);
    String tenant = header(request, SignedRequest.TENANT_HEADER);
    if (!tenant.isBlank() && !tenant.strip().equals(key.tenant().value())) {
      throw RefusedException.of(ErrorCode.ATH_002);
    }
    chain.doFilter(new SignedRequest(request, body, key), response);
  }

  /** The nonce is taken last, so that nobody without the secret can use up any. */
  private ApiKey authenticated(HttpServletRequest request, byte[] body) {
    ApiKey key =
        Optional.ofNullable(keys.get(header(request, "X-Api-Key"))).orElseThrow(this::failed);
    String timestamp = header(request, "X-Timestamp");
    UUID nonce = Uuids.parse(header(request, "X-Nonce")).orElseThrow(this::failed);
    if (!isRecent(timestamp) || !isSigned(request, key, body)) {
      throw failed();
    }
    Caller caller = new Caller(key.tenant(), traces.of(request));
    if (!deadline.meet(request, () -> nonces.take(caller, key, nonce, REMEMBERED))) {
      throw failed();
    }
    return key;
  }

  private boolean isRecent(String timestamp) {
    try {
      Duration distance = Duration.between(Instant.parse(timestamp), clock.instant()).abs();
      return distance.compareTo(TOLERANCE) <= 0;
    } catch (DateTimeParseException malformed) {
      return false;
    }
  }

  private static boolean isSigned(HttpServletRequest request, ApiKey key, byte[] body) {
    StringToSign signed =
        new StringToSign(
            request.getMethod(),
            header(request, "Content-Type"),
            header(request, "X-Timestamp"),
            header(request, "X-Nonce"),
            request.getRequestURI(),
            Optional.ofNullable(request.getQueryString()).orElse(""));
    byte[] secret = key.secret().getBytes(StandardCharsets.UTF_8);
    String expected = Base64.getEncoder().encodeToString(Hmac.sha256(secret, signed.of(body)));
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII),
        header(request, "X-Signature").getBytes(StandardCharsets.UTF_8));
  }

  private RefusedException failed() {
    return RefusedException.of(ErrorCode.ATH_001);
  }

  private static String header(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }
}
