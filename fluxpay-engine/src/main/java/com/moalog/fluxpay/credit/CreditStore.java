package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.credit.model.Account;
import com.moalog.fluxpay.credit.model.Movement;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.UserId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Accounts and their books in the database. Thread-safe. */
final class CreditStore {

  /** A balance stays below this, so that it fits its column. */
  static final BigDecimal BALANCE_LIMIT = BigDecimal.TEN.pow(Money.INTEGER_DIGITS);

  /**
   * An account after a movement.
   *
   * @param eventSequence the sequence of the account's next event
   */
  record Moved(Account account, long eventSequence) {}

  /** Opens the user's account, if there is none. */
  void open(TenantTransaction transaction, UserId user, CurrencyCode currency, Instant now) {
    transaction
        .sql(
            """
            INSERT INTO credits (tenant_id, user_id, currency, created_at, updated_at)
            VALUES (:tenant, :user, :currency, :now, :now) ON CONFLICT DO NOTHING
            """)
        .param("tenant", transaction.tenant())
        .param("user", user.value())
        .param("currency", currency.name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Moves credit and writes the books, in one conditional statement: nothing is read first, and a
   * busy account is locked for one round trip and the commit.
   *
   * @return empty when there is no account, not enough on it, or no room for more
   * @throws org.springframework.dao.DuplicateKeyException when the reference was used before
   */
  Optional<Moved> move(TenantTransaction transaction, LedgerEntry entry) {
    Movement movement = entry.movement();
    List<Movement.Posting> postings = movement.postings();
    return transaction
        .sql(
            """
            WITH account AS (
              UPDATE credits SET balance = balance + :balance,
                reserved_amount = reserved_amount + :reserved, version = version + 1,
                event_seq = event_seq + 1, updated_at = :now
              WHERE tenant_id = :tenant AND user_id = :user AND currency = :currency
                AND reserved_amount + :reserved >= 0
                AND balance + :balance >= reserved_amount + :reserved
                AND balance + :balance < :most
              RETURNING *
            ), entry AS (
              INSERT INTO credit_ledger (ledger_id, tenant_id, user_id, currency,
                transaction_type, amount, balance_after, reference_type, reference_id,
                reservation_id, description, created_at)
              SELECT :ledger, tenant_id, user_id, currency, :type, :available,
                balance - reserved_amount, :referenceType, :reference, :reservation,
                :description, :now
              FROM account
              RETURNING ledger_id, tenant_id
            ), postings AS (
              INSERT INTO credit_postings (tenant_id, ledger_id, account_code, amount, created_at)
              SELECT tenant_id, ledger_id, line.account, line.amount, :now
              FROM entry CROSS JOIN (
                VALUES (:from, CAST(:fromAmount AS numeric)), (:to, CAST(:toAmount AS numeric))
              ) AS line (account, amount)
            )
            SELECT * FROM account
            """)
        .param("tenant", transaction.tenant())
        .param("user", movement.userId().value())
        .param("currency", movement.amount().currency().name())
        .param("balance", movement.onBalance())
        .param("reserved", movement.onReserved())
        .param("available", movement.onAvailable())
        .param("most", BALANCE_LIMIT)
        .param("ledger", entry.id())
        .param("type", movement.type().code())
        .param("referenceType", entry.reference().type())
        .param("reference", entry.reference().id())
        .param("reservation", entry.reference().reservationId())
        .param("description", entry.reference().description())
        .param("from", postings.getFirst().account())
        .param("fromAmount", postings.getFirst().amount())
        .param("to", postings.getLast().account())
        .param("toAmount", postings.getLast().amount())
        .param("now", entry.at().atOffset(ZoneOffset.UTC))
        .query((row, number) -> new Moved(account(row, number), row.getLong("event_seq")))
        .optional();
  }

  /** Whether the ledger holds a movement of that kind for that reference. */
  boolean isWritten(
      TenantTransaction transaction, Movement.Type type, String referenceType, String reference) {
    return transaction
        .sql(
            """
            SELECT EXISTS (
              SELECT 1 FROM credit_ledger
              WHERE tenant_id = :tenant AND transaction_type = :type
                AND reference_type = :referenceType AND reference_id = :reference)
            """)
        .param("tenant", transaction.tenant())
        .param("type", type.code())
        .param("referenceType", referenceType)
        .param("reference", reference)
        .query(Boolean.class)
        .single();
  }

  Optional<Account> find(TenantTransaction transaction, UserId user, CurrencyCode currency) {
    return transaction
        .sql(
            """
            SELECT * FROM credits
            WHERE tenant_id = :tenant AND user_id = :user AND currency = :currency
            """)
        .param("tenant", transaction.tenant())
        .param("user", user.value())
        .param("currency", currency.name())
        .query(CreditStore::account)
        .optional();
  }

  /** The entries of a page, newest first, and perhaps one more. */
  List<LedgerEntryView> ledger(TenantTransaction transaction, UserId user, Page page) {
    return transaction
        .sql(
            """
            SELECT * FROM credit_ledger
            WHERE tenant_id = :tenant AND user_id = :user AND sequence < :before
            ORDER BY sequence DESC LIMIT :rows
            """)
        .param("tenant", transaction.tenant())
        .param("user", user.value())
        .param("before", page.before())
        .param("rows", page.rows())
        .query((row, _) ->
            new LedgerEntryView(
                row.getLong("sequence"),
                row.getObject("ledger_id", UUID.class),
                row.getString("transaction_type"),
                LedgerEntryView.plain(row.getBigDecimal("amount"), row.getString("currency")),
                LedgerEntryView.plain(
                    row.getBigDecimal("balance_after"), row.getString("currency")),
                CurrencyCode.valueOf(row.getString("currency")),
                row.getString("reference_type"),
                row.getString("reference_id"),
                row.getString("reservation_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Account account(ResultSet row, int number) throws SQLException {
    CurrencyCode currency = CurrencyCode.valueOf(row.getString("currency"));
    return new Account(
        new UserId(row.getString("user_id")),
        new Money(row.getBigDecimal("balance"), currency),
        new Money(row.getBigDecimal("reserved_amount"), currency),
        row.getLong("version"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
