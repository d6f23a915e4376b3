package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.secret.SecretBox;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The secrets that the tenants' notifications are signed with. Thread-safe. */
final class Secrets {

  /** How long notifications carry a second signature, by the secret before the last rotation. */
  static final Duration OVERLAP = Duration.ofHours(24);

  private static final int SECRET_BYTES = 32;

  private final SecretBox box;
  private final SecureRandom random;

  Secrets(SecretBox box, SecureRandom random) {
    this.box = box;
    this.random = random;
  }

  /** The secrets to sign with, the present one first. */
  List<String> open(TenantTransaction transaction, byte[] present, byte @Nullable [] previous) {
    String own = box.open(transaction.tenant(), present);
    return previous == null ? List.of(own) : List.of(own, box.open(transaction.tenant(), previous));
  }

  /** Whether the tenant has a secret. */
  boolean exists(TenantTransaction transaction) {
    return transaction
            .sql("SELECT count(*) FROM webhook_secrets WHERE tenant_id = :tenant")
            .param("tenant", transaction.tenant())
            .query(Long.class)
            .single()
        == 1;
  }

  /** A secret that nobody had before. */
  static String fresh(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Gives the tenant a new secret; the one before stays valid for {@link #OVERLAP}. */
  String rotate(TenantTransaction transaction) {
    String secret = fresh(random);
    transaction
        .sql(
            """
            INSERT INTO webhook_secrets AS s (tenant_id, secret_enc, configured_at)
            VALUES (:tenant, :secret, now())
            ON CONFLICT (tenant_id) DO UPDATE SET previous_secret_enc = s.secret_enc,
              secret_enc = excluded.secret_enc, rotated_at = now(), configured_at = now()
            """)
        .param("tenant", transaction.tenant())
        .param("secret", box.seal(transaction.tenant(), secret))
        .update();
    return secret;
  }

  /** From now on the environment no longer overrules what the operators configured. */
  void keep(TenantTransaction transaction) {
    transaction
        .sql("UPDATE webhook_secrets SET configured_at = now() WHERE tenant_id = :tenant")
        .param("tenant", transaction.tenant())
        .update();
  }
}
