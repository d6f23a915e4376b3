package com.moalog.bench.fluxpay;

import com.moalog.bench.fluxpay.Recording.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which statements belong together. Stateless. */
final class Transactions {

  private static final String BEGIN = "BEGIN";
  private static final String COMMIT = "COMMIT";

  /** What the engine does for every tenant once a second is no part of a purchase. */
  private static final List<String> ELSEWHERE =
      List.of("audit_seals", "pg_snapshot_xmin", "SELECT tenant_id FROM tenants");

  private Transactions() {}

  /** The transactions in the order of their beginning, each from its {@code BEGIN} on. */
  static List<List<Statement>> of(List<Statement> statements) {
    List<List<Statement>> all = new ArrayList<>();
    Map<Long, List<Statement>> open = new HashMap<>();
    for (Statement statement : statements) {
      if (statement.sql().equals(BEGIN)) {
        List<Statement> begun = new ArrayList<>();
        open.put(statement.connection(), begun);
        all.add(begun);
      }
      List<Statement> own = open.get(statement.connection());
      if (own == null) {
        all.add(List.of(statement));
      } else {
        own.add(statement);
        if (statement.sql().equals(COMMIT)) {
          open.remove(statement.connection());
        }
      }
    }
    return all.stream().filter(each -> each.stream().noneMatch(Transactions::isElsewhere)).toList();
  }

  /** Also an empty statement, by which the pool sees that a connection lives. */
  private static boolean isElsewhere(Statement statement) {
    return statement.sql().isBlank() || ELSEWHERE.stream().anyMatch(statement.sql()::contains);
  }
}
