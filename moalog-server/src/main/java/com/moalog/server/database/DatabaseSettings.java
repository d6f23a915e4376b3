package com.moalog.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.kit.settings.Variables;
import java.net.URI;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/**
 * How to reach MySQL and how much of it to use.
 *
 * @param jdbcUrl the address in JDBC form, without credentials
 * @param user login name
 * @param password login password, may be empty
 * @param schemaUpdate whether this process brings the schema up to date
 * @param poolMax connections at most
 * @param acquireTimeoutMillis how long a request waits for a connection
 * @param connectTimeoutMillis how long opening a connection may take
 * @param socketTimeoutMillis how long a caller waits for a silent database, half of it for the
 *     statement and half for giving up the connection
 */
public record DatabaseSettings(
    String jdbcUrl,
    String user,
    String password,
    boolean schemaUpdate,
    int poolMax,
    int acquireTimeoutMillis,
    int connectTimeoutMillis,
    int socketTimeoutMillis) {

  private static final String VARIABLE = "DATABASE_URL";
  private static final int DEFAULT_PORT = 3306;

  /** Reads {@code DATABASE_URL}, {@code DB_SCHEMA_UPDATE} and the {@code DB_*} limits. */
  public static DatabaseSettings from(Variables variables) {
    URI url = databaseUrl(variables);
    String[] credentials = String.valueOf(url.getRawUserInfo()).split(":", 2);
    return new DatabaseSettings(
        jdbcUrl(url),
        decoded(credentials[0]),
        credentials.length == 2 ? decoded(credentials[1]) : "",
        variables.lenientFlag("DB_SCHEMA_UPDATE", false),
        variables.number("DB_POOL_MAX", 16, 1, 200),
        variables.number("DB_ACQUIRE_TIMEOUT_MS", 2_000, 250, 60_000),
        variables.number("DB_CONNECT_TIMEOUT_MS", 2_000, 100, 60_000),
        variables.number("DB_SOCKET_TIMEOUT_MS", 10_000, 100, 600_000));
  }

  private static URI databaseUrl(Variables variables) {
    URI fallback = URI.create("mysql://root@localhost:3306/retrospect");
    String text = variables.required(VARIABLE);
    if (text.isEmpty()) {
      return fallback;
    }
    URI url = parsed(text);
    if (url != null) {
      return url;
    }
    variables.fault(VARIABLE, "must have the form mysql://user:password@host:port/schema");
    return fallback;
  }

  private static @Nullable URI parsed(String text) {
    try {
      URI url = URI.create(text);
      boolean complete =
          "mysql".equals(url.getScheme())
              && url.getHost() != null
              && url.getRawUserInfo() != null
              && url.getRawPath().length() > 1;
      return complete ? url : null;
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private static String jdbcUrl(URI url) {
    int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return "jdbc:mysql://" + url.getHost() + ":" + port + url.getRawPath() + query;
  }

  /** Percent-decodes without turning a plus sign into a blank. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  /** Hides the password, so that logging the settings is harmless. */
  @Override
  public String toString() {
    return "DatabaseSettings[jdbcUrl=" + jdbcUrl + ", poolMax=" + poolMax + "]";
  }
}
