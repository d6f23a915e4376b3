package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.credit.model.Reservation;
import com.moalog.fluxpay.credit.model.ReservationId;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reservations in the database. Thread-safe. */
final class ReservationStore {

  /** Stores a new reservation; false when the user's reference was used before. */
  boolean insert(
      TenantTransaction transaction, Reservation reservation, String reference, Instant now) {
    return transaction
            .sql(
                """
                INSERT INTO credit_reservations (reservation_id, tenant_id, user_id, currency,
                  amount, status, reference_id, expires_at, created_at, updated_at)
                VALUES (:id, :tenant, :user, :currency, :amount, :status, :reference, :expires,
                  :now, :now)
                ON CONFLICT (tenant_id, user_id, reference_id) DO NOTHING
                """)
            .param("id", reservation.id().value())
            .param("tenant", transaction.tenant())
            .param("user", reservation.userId().value())
            .param("currency", reservation.amount().currency().name())
            .param("amount", reservation.amount().amount())
            .param("status", reservation.status().name())
            .param("reference", reference)
            .param("expires", reservation.expiresAt().atOffset(ZoneOffset.UTC))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void update(TenantTransaction transaction, Reservation reservation, Instant now) {
    transaction
        .sql(
            """
            UPDATE credit_reservations SET status = :status, confirmed_amount = :confirmed,
              refunded_amount = :refunded, updated_at = :now
            WHERE tenant_id = :tenant AND reservation_id = :id
            """)
        .param("status", reservation.status().name())
        .param("confirmed", reservation.confirmed().amount())
        .param("refunded", reservation.refunded().amount())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("tenant", transaction.tenant())
        .param("id", reservation.id().value())
        .update();
  }

  Optional<Reservation> find(TenantTransaction transaction, ReservationId id) {
    return one(transaction, id, "");
  }

  /** Reads the reservation and locks its row until the transaction ends. */
  Optional<Reservation> lock(TenantTransaction transaction, ReservationId id) {
    return one(transaction, id, " FOR UPDATE");
  }

  private static Optional<Reservation> one(
      TenantTransaction transaction, ReservationId id, String lock) {
    return transaction
        .sql(
            "SELECT * FROM credit_reservations WHERE tenant_id = :tenant AND reservation_id = :id"
                + lock)
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .query(ReservationStore::row)
        .optional();
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Reservation row(ResultSet row, int number) throws SQLException {
    CurrencyCode currency = CurrencyCode.valueOf(row.getString("currency"));
    return new Reservation(
        new ReservationId(row.getString("reservation_id")),
        new UserId(row.getString("user_id")),
        new Money(row.getBigDecimal("amount"), currency),
        new Money(row.getBigDecimal("confirmed_amount"), currency),
        new Money(row.getBigDecimal("refunded_amount"), currency),
        Reservation.Status.valueOf(row.getString("status")),
        row.getObject("expires_at", OffsetDateTime.class).toInstant());
  }
}
