package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.Uuids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the idempotency key of a request. Thread-safe. */
final class KeyHeader {

  static final int LENGTH_LIMIT = 255;

  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + LENGTH_LIMIT + "}");

  private final IdempotencySettings settings;

  KeyHeader(IdempotencySettings settings) {
    this.settings = settings;
  }

  /**
   * The key, or empty when none was sent.
   *
   * @throws RefusedException with {@code VAL_003} when it is malformed, or sent twice differently
   */
  Optional<String> read(HttpServletRequest request) {
    String own = request.getHeader("X-Idempotency-Key");
    String synonym = request.getHeader("Idempotency-Key");
    if (own != null && synonym != null && !own.strip().equals(synonym.strip())) {
      throw RefusedException.of(ErrorCode.VAL_003);
    }
    String key = own != null ? own : synonym;
    if (key == null || key.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(checked(key.strip()));
  }

  private String checked(String key) {
    boolean wellFormed =
        settings.anyFormat() ? VISIBLE.matcher(key).matches() : Uuids.parse(key).isPresent();
    if (!wellFormed) {
      throw RefusedException.of(ErrorCode.VAL_003);
    }
    return key;
  }
}
