package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.database.TenantTransaction;
import java.math.BigDecimal;
import java.util.List;

/** Whether the accounts of credit are what their postings sum up to. Stateless. */
public final class CreditBooks {

  /** Most faults that one look reports. */
  static final int FAULTS_MOST = 100;

  CreditBooks() {}

  /** An account whose balance is not the sum of its postings. */
  public record Unbalanced(String account, BigDecimal balance, BigDecimal postings) {}

  /** The accounts whose balance is not the sum of their postings. */
  public List<Unbalanced> unbalanced(TenantTransaction transaction) {
    return transaction
        .sql(
            """
            SELECT c.user_id || ':' || c.currency AS account, c.balance,
              COALESCE(p.total, 0) AS postings
            FROM credits c
            LEFT JOIN (
              SELECT l.user_id, l.currency, sum(p.amount) AS total
              FROM credit_postings p JOIN credit_ledger l ON l.ledger_id = p.ledger_id
              WHERE p.tenant_id = :tenant AND p.account_code LIKE 'user:%'
              GROUP BY l.user_id, l.currency) p
              ON p.user_id = c.user_id AND p.currency = c.currency
            WHERE c.tenant_id = :tenant AND c.balance <> COALESCE(p.total, 0)
            LIMIT :most
            """)
        .param("tenant", transaction.tenant())
        .param("most", FAULTS_MOST)
        .query((row, _) ->
            new Unbalanced(
                row.getString("account"),
                row.getBigDecimal("balance"),
                row.getBigDecimal("postings")))
        .list();
  }
}
