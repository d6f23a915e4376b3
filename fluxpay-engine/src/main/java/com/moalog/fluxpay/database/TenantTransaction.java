package com.moalog.fluxpay.database;

import com.moalog.fluxpay.model.Caller;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One open transaction that sees the rows of one tenant alone. Features take it as an argument, so
 * that what must be written together is seen to be. Confined to the thread that opened it.
 */
public final class TenantTransaction {

  private final Caller caller;
  private final JdbcClient jdbc;
  private final List<Runnable> afterCommit = new ArrayList<>();

  TenantTransaction(Caller caller, JdbcClient jdbc) {
    this.caller = caller;
    this.jdbc = jdbc;
  }

  public Caller caller() {
    return caller;
  }

  /** The tenant's id as the rows hold it. */
  public String tenant() {
    return caller.tenant().value();
  }

  /** A statement of this transaction. */
  public JdbcClient.StatementSpec sql(String sql) {
    return jdbc.sql(sql);
  }

  /** Runs the action once the transaction is committed, never when it is rolled back. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }
}
