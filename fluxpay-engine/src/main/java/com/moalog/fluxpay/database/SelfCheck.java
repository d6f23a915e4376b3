package com.moalog.fluxpay.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Proves that the tenant walls hold for the logins that the engine works with. */
final class SelfCheck {

  /** Superusers and roles with BYPASSRLS pass through every policy. */
  private static final String UNSAFE_LOGINS =
      """
      SELECT rolname FROM pg_roles
      WHERE rolname IN (?, ?)
        AND (rolsuper OR rolbypassrls
             OR pg_has_role(
                  rolname,
                  (SELECT tableowner FROM pg_tables
                   WHERE schemaname = 'public' AND tablename = 'orders'),
                  'MEMBER'))
      """;

  private static final String OPEN_TABLES =
      """
      SELECT c.relname
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND c.relname NOT IN ('tenants', 'psp_refs')
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
      """;

  private SelfCheck() {}

  /**
   * Checks the logins and the tables.
   *
   * @throws UnusableDatabaseException naming each login and table that would let rows through
   */
  static void run(Connection owner, DatabaseSettings settings) throws SQLException {
    List<String> faults = new ArrayList<>();
    if (!settings.unsafeRoleAllowed()) {
      names(owner, UNSAFE_LOGINS, settings.app().name(), settings.worker().name())
          .forEach(login ->
              faults.add(
                  "login "
                      + login
                      + " is a superuser, bypasses row-level security or owns the tables"));
    }
    names(owner, OPEN_TABLES)
        .forEach(table -> faults.add("table " + table + " is not under forced row-level security"));
    if (!faults.isEmpty()) {
      throw new UnusableDatabaseException(String.join("; ", faults));
    }
  }

  private static List<String> names(Connection owner, String sql, String... parameters)
      throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = owner.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
