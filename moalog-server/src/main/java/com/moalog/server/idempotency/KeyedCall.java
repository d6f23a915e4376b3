package com.moalog.server.idempotency;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A call that its client named with a key.
 *
 * @param member who calls
 * @param endpoint what is called
 * @param key how the client names the call
 * @param request what is asked for; the same key must not ask for something else
 */
public record KeyedCall(MemberId member, String endpoint, String key, String request) {

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  /**
   * The key of a request, if it has one; {@code X-Idempotency-Key} wins over {@code
   * Idempotency-Key}. A malformed one is refused with 400.
   */
  public static Optional<String> keyOf(HttpServletRequest request) {
    String special = request.getHeader("X-Idempotency-Key");
    String key = special == null ? request.getHeader("Idempotency-Key") : special;
    if (key == null) {
      return Optional.empty();
    }
    if (!WELL_FORMED.matcher(key).matches()) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "Idempotency-Key");
    }
    return Optional.of(key);
  }
}
