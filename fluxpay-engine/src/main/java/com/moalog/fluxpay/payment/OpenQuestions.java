package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.Payment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the provider's record of a payment leaves open, for people to see to. Stateless. */
final class OpenQuestions {

  /** Why somebody must look. */
  enum Kind {
    /** The provider's record is for another order or amount. */
    AMOUNT_MISMATCH,
    /** The record does not tell the outcome. */
    MANUAL
  }

  /**
   * A question.
   *
   * @param refund the refund that it is about; absent when it is about the capture
   * @param found what the provider told
   */
  record Question(Kind kind, Payment payment, @Nullable String refund, String found) {}

  /** Opens the question, or opens it again; there is one of a kind for each payment. */
  void ask(TenantTransaction transaction, Question question, Instant now) {
    Payment payment = question.payment();
    transaction
        .sql(
            """
            INSERT INTO reconciliation_items
              (id, tenant_id, kind, payment_id, refund_id, psp_payment_key, local, psp, found_at)
            VALUES (:id, :tenant, :kind, :payment, :refund, :key,
              jsonb_build_object('status', CAST(:status AS text)),
              jsonb_build_object('found', CAST(:found AS text)), :now)
            ON CONFLICT (tenant_id, kind, psp_payment_key) WHERE run_id IS NULL DO UPDATE
              SET resolution = NULL, resolved_at = NULL, refund_id = excluded.refund_id,
                local = excluded.local, psp = excluded.psp, found_at = excluded.found_at
              WHERE reconciliation_items.resolved_at IS NOT NULL
            """)
        .param("id", UUID.randomUUID())
        .param("tenant", transaction.tenant())
        .param("kind", question.kind().name())
        .param("payment", payment.id().value())
        .param("refund", question.refund())
        .param(
            "key",
            Objects.requireNonNullElse(payment.reference().paymentKey(), payment.id().toString()))
        .param("status", payment.status().name())
        .param("found", question.found())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The outcome is known, so nobody needs to look any more. */
  void answer(
      TenantTransaction transaction, PaymentId payment, @Nullable String refund, Instant now) {
    transaction
        .sql(
            """
            UPDATE reconciliation_items SET resolution = 'SETTLED', resolved_at = :now
            WHERE tenant_id = :tenant AND payment_id = :payment AND run_id IS NULL
              AND kind IN ('AMOUNT_MISMATCH', 'MANUAL') AND resolved_at IS NULL
              AND refund_id IS NOT DISTINCT FROM CAST(:refund AS varchar)
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("tenant", transaction.tenant())
        .param("payment", payment.value())
        .param("refund", refund)
        .update();
  }
}
