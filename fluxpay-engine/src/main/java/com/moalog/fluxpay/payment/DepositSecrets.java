package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Fingerprint;
import com.moalog.fluxpay.model.PaymentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What the provider's messages about a deposit into a virtual account must carry. Only its hash is
 * kept. Stateless.
 */
public final class DepositSecrets {

  DepositSecrets() {}

  /** Keeps what the provider told with the account. */
  void keep(TenantTransaction transaction, PaymentId payment, String secret) {
    transaction
        .sql(
            """
            UPDATE payments SET deposit_secret_hash = :hash
            WHERE tenant_id = :tenant AND id = :payment
              AND deposit_secret_hash IS DISTINCT FROM :hash
            """)
        .param("hash", Fingerprint.sha256(secret))
        .param("tenant", transaction.tenant())
        .param("payment", payment.value())
        .update();
  }

  /**
   * Whether the secret is the payment's. Of a payment whose account the provider has not told us of
   * yet nothing can be compared; its record decides anyway.
   */
  public boolean agree(TenantTransaction transaction, PaymentId payment, String secret) {
    Optional<String> own =
        transaction
            .sql(
                """
                SELECT deposit_secret_hash FROM payments
                WHERE tenant_id = :tenant AND id = :payment AND deposit_secret_hash IS NOT NULL
                """)
            .param("tenant", transaction.tenant())
            .param("payment", payment.value())
            .query(String.class)
            .optional();
    return own.isEmpty()
        || MessageDigest.isEqual(bytes(own.get()), bytes(Fingerprint.sha256(secret)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
