package com.moalog.fluxpay.access;

import com.moalog.fluxpay.model.TenantId;
import com.moalog.kit.settings.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may call.
 *
 * @param signaturesRequired whether business requests must be signed
 * @param adminToken what operators send as {@code X-Admin-Token}; without it their calls do not
 *     exist
 * @param apiKeys what requests may be signed with
 */
public record AccessSettings(
    boolean signaturesRequired, Optional<AdminToken> adminToken, List<ApiKey> apiKeys) {

  static final int TOKEN_LEAST = 16;

  /** A token that never appears in text. */
  public record AdminToken(String value) {
    @Override
    public String toString() {
      return "a token";
    }
  }

  public AccessSettings {
    apiKeys = List.copyOf(apiKeys);
  }

  public static AccessSettings from(Variables variables) {
    String token = variables.text("FLUXPAY_ADMIN_TOKEN", "");
    if (!token.isEmpty() && token.length() < TOKEN_LEAST) {
      variables.fault("FLUXPAY_ADMIN_TOKEN", "must have at least " + TOKEN_LEAST + " characters");
    }
    return new AccessSettings(
        variables.flag("FLUXPAY_AUTH_ENABLED", false),
        token.isEmpty() ? Optional.empty() : Optional.of(new AdminToken(token)),
        apiKeys(variables));
  }

  /** Each as {@code tenant:key:secret}; a fault never shows what was given. */
  private static List<ApiKey> apiKeys(Variables variables) {
    String given = variables.text("FLUXPAY_API_KEYS", "");
    List<ApiKey> keys = new ArrayList<>();
    for (String one : given.isEmpty() ? new String[0] : given.split(",", -1)) {
      String[] parts = one.strip().split(":", 3);
      boolean wellFormed =
          parts.length == 3
              && TenantId.parse(parts[0]).isPresent()
              && parts[1].matches("[!-~&&[^:,]]{1,64}")
              && parts[2].length() >= TOKEN_LEAST;
      if (wellFormed) {
        keys.add(new ApiKey(parts[1], new TenantId(parts[0]), parts[2]));
      } else {
        variables.fault(
            "FLUXPAY_API_KEYS",
            "must list tenant:key:secret, with secrets of at least " + TOKEN_LEAST + " characters");
      }
    }
    if (keys.stream().map(ApiKey::key).distinct().count() < keys.size()) {
      variables.fault("FLUXPAY_API_KEYS", "must not name a key twice");
    }
    return keys;
  }
}
