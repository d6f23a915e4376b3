package com.moalog.fluxpay.access;

import com.moalog.kit.settings.Variables;
import java.util.Optional;

/**
 * Who may call.
 *
 * @param signaturesRequired whether business requests must be signed
 * @param adminToken what operators send as {@code X-Admin-Token}; without it their calls do not
 *     exist
 */
public record AccessSettings(boolean signaturesRequired, Optional<AdminToken> adminToken) {

  static final int TOKEN_LEAST = 16;

  /** A token that never appears in text. */
  public record AdminToken(String value) {
    @Override
    public String toString() {
      return "a token";
    }
  }

  public static AccessSettings from(Variables variables) {
    String token = variables.text("FLUXPAY_ADMIN_TOKEN", "");
    if (!token.isEmpty() && token.length() < TOKEN_LEAST) {
      variables.fault("FLUXPAY_ADMIN_TOKEN", "must have at least " + TOKEN_LEAST + " characters");
    }
    return new AccessSettings(
        variables.flag("FLUXPAY_AUTH_ENABLED", false),
        token.isEmpty() ? Optional.empty() : Optional.of(new AdminToken(token)));
  }
}
