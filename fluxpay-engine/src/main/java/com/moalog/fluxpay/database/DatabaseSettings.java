package com.moalog.fluxpay.database;

import com.moalog.kit.settings.Variables;

/**
 * How PostgreSQL is reached.
 *
 * @param url JDBC address
 * @param owner the login that owns the schema; migrations only
 * @param app the login of all work for a tenant
 * @param worker the login that claims jobs of all tenants
 * @param connectionsKept connections that the app's pool keeps open when idle
 * @param connectionLimit most connections of the app's pool
 * @param unsafeRoleAllowed whether a login that could see through the tenant walls is accepted
 */
public record DatabaseSettings(
    String url,
    Login owner,
    Login app,
    Login worker,
    int connectionsKept,
    int connectionLimit,
    boolean unsafeRoleAllowed) {

  static final int APP_CONNECTIONS = 16;
  static final int WORKER_CONNECTIONS = 4;
  static final int IDLE_CONNECTIONS = 2;

  private static final int CONNECTIONS_MOST = 200;
  private static final String REACTIVE_PREFIX = "r2dbc:";

  /** A name and its password; the password never appears in text. */
  public record Login(String name, String password) {
    @Override
    public String toString() {
      return name;
    }
  }

  public static DatabaseSettings from(Variables variables) {
    String password = variables.text("DB_PASSWORD", "fluxpay");
    return new DatabaseSettings(
        url(variables),
        new Login(variables.text("DB_USERNAME", "fluxpay"), password),
        roleLogin(variables, "DB_APP", "fluxpay_app", password),
        roleLogin(variables, "DB_WORKER", "fluxpay_worker", password),
        variables.number("DB_POOL_INITIAL", IDLE_CONNECTIONS, 0, CONNECTIONS_MOST),
        variables.number("DB_POOL_MAX", APP_CONNECTIONS, 2, CONNECTIONS_MOST),
        variables.flag("FLUXPAY_ALLOW_UNSAFE_DB_ROLE", false));
  }

  private static Login roleLogin(Variables variables, String prefix, String name, String password) {
    String login = variables.text(prefix + "_USERNAME", name);
    if (!login.matches("[a-z_][a-z0-9_]{0,62}")) {
      variables.fault(prefix + "_USERNAME", "must be a plain lower-case role name");
    }
    return new Login(login, variables.text(prefix + "_PASSWORD", password));
  }

  /** {@code DB_URL} wins; the reactive form of the address is accepted as well. */
  private static String url(Variables variables) {
    String reactive =
        variables.text("SPRING_R2DBC_URL", "r2dbc:postgresql://localhost:5432/fluxpay");
    String url = variables.text("DB_URL", reactive);
    if (url.startsWith(REACTIVE_PREFIX)) {
      url = "jdbc:" + url.substring(REACTIVE_PREFIX.length());
    }
    if (!url.startsWith("jdbc:postgresql://")) {
      variables.fault("DB_URL", "must begin with jdbc:postgresql:// or r2dbc:postgresql://");
    }
    return url;
  }
}
