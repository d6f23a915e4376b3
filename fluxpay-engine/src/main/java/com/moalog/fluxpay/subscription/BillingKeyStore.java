package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Fingerprint;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.psp.ChargeRequest;
import com.moalog.fluxpay.secret.SecretBox;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Billing keys in the database, where only their hash and their cipher text are. Thread-safe. */
final class BillingKeyStore {

  private static final int COMPANY_LIMIT = 50;
  private static final int NUMBER_LIMIT = 30;

  private final SecretBox box;

  BillingKeyStore(SecretBox box) {
    this.box = box;
  }

  Optional<BillingKey> find(TenantTransaction transaction, BillingKeyId id) {
    return transaction
        .sql("SELECT * FROM billing_keys WHERE tenant_id = :tenant AND id = :id")
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .query((row, _) -> {
          String secret = box.open(owner(transaction, id), row.getBytes("billing_key_enc"));
          return new BillingKey(
              id,
              new UserId(row.getString("user_id")),
              new ChargeRequest.Card(secret, row.getString("customer_key")),
              new BillingKey.Face(row.getString("card_company"), row.getString("masked_number")),
              row.getString("status").equals("ACTIVE"));
        })
        .optional();
  }

  /** Whether the user's subscriptions can be charged to the key. */
  boolean isUsable(TenantTransaction transaction, BillingKeyId id, UserId user) {
    return find(transaction, id)
        .filter(found -> found.active() && found.userId().equals(user))
        .isPresent();
  }

  /** Whether another user's card is stored under that name of a customer. */
  boolean isOthers(TenantTransaction transaction, String customerKey, UserId user) {
    return transaction
        .sql(
            """
            SELECT EXISTS (SELECT FROM billing_keys
              WHERE tenant_id = :tenant AND customer_key = :customer AND status = 'ACTIVE'
                AND user_id <> :user)
            """)
        .param("tenant", transaction.tenant())
        .param("customer", customerKey)
        .param("user", user.value())
        .query(Boolean.class)
        .single();
  }

  /** The user's key, or the one that has taken its place since, if it can be charged. */
  Optional<BillingKeyId> usable(TenantTransaction transaction, BillingKeyId id, UserId user) {
    return transaction
        .sql(
            """
            SELECT usable.id FROM billing_keys named JOIN billing_keys usable
              ON usable.tenant_id = named.tenant_id AND usable.user_id = named.user_id
              AND usable.customer_key = named.customer_key AND usable.status = 'ACTIVE'
            WHERE named.tenant_id = :tenant AND named.id = :id AND named.user_id = :user
            """)
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .param("user", user.value())
        .query((row, _) -> new BillingKeyId(row.getObject("id", UUID.class)))
        .optional();
  }

  /** Stores a new key in place of the customer's key before; its subscriptions move on to it. */
  void put(TenantTransaction transaction, BillingKey key, Instant now) {
    transaction
        .sql(
            """
            UPDATE billing_keys SET status = 'REVOKED'
            WHERE tenant_id = :tenant AND customer_key = :customer AND status = 'ACTIVE'
              AND id <> :id AND user_id = :user
            """)
        .param("tenant", transaction.tenant())
        .param("user", key.userId().value())
        .param("customer", key.card().customerKey())
        .param("id", key.id().value())
        .update();
    insert(transaction, key, now);
    transaction
        .sql(
            """
            UPDATE subscriptions SET billing_key_id = :id
            WHERE tenant_id = :tenant AND user_id = :user
              AND status NOT IN ('CANCELLED', 'EXPIRED')
              AND billing_key_id IN (
                SELECT id FROM billing_keys
                WHERE tenant_id = :tenant AND customer_key = :customer AND status = 'REVOKED')
            """)
        .param("tenant", transaction.tenant())
        .param("id", key.id().value())
        .param("user", key.userId().value())
        .param("customer", key.card().customerKey())
        .update();
  }

  private void insert(TenantTransaction transaction, BillingKey key, Instant now) {
    String owner = owner(transaction, key.id());
    transaction
        .sql(
            """
            INSERT INTO billing_keys (id, tenant_id, user_id, customer_key, billing_key_enc,
              card_company, masked_number, status, created_at)
            VALUES (:id, :tenant, :user, :customer, :secret, :company, :number, 'ACTIVE', :now)
            ON CONFLICT (id) DO NOTHING
            """)
        .param("id", key.id().value())
        .param("tenant", transaction.tenant())
        .param("user", key.userId().value())
        .param("customer", key.card().customerKey())
        .param("secret", box.seal(owner, key.card().billingKey()))
        .param("company", cut(key.face().company(), COMPANY_LIMIT))
        .param("number", cut(key.face().maskedNumber(), NUMBER_LIMIT))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    transaction
        .sql(
            """
            INSERT INTO psp_refs (tenant_id, subject, psp_payment_key, psp_order_id, payment_id)
            VALUES (:tenant, 'BILLING_KEY', :hash, :id, CAST(:id AS uuid))
            ON CONFLICT (psp_payment_key) DO NOTHING
            """)
        .param("tenant", transaction.tenant())
        .param("hash", Fingerprint.sha256(key.card().billingKey()))
        .param("id", key.id().toString())
        .update();
  }

  /** Makes the key unusable here. */
  void revoke(TenantTransaction transaction, BillingKeyId id) {
    transaction
        .sql("UPDATE billing_keys SET status = 'REVOKED' WHERE tenant_id = :tenant AND id = :id")
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .update();
  }

  /** Whose the key is, so that its row is worth nothing to anybody else. */
  private static String owner(TenantTransaction transaction, BillingKeyId id) {
    return "billing key " + id + " of tenant " + transaction.tenant();
  }

  private static String cut(String text, int limit) {
    return text.substring(0, Math.min(text.length(), limit));
  }

  /** The id of what a customer's approval brings: the same however often it is asked for. */
  static BillingKeyId idFor(String tenant, String customerKey, String authKey) {
    String name = Fingerprint.sha256(tenant + "\n" + customerKey + "\n" + authKey);
    return new BillingKeyId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII)));
  }
}
