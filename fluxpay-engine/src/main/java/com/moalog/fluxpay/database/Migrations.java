package com.moalog.fluxpay.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the schema up to date under the owner's login and checks it. Thread-safe. */
final class Migrations {

  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final int CONNECT_SECONDS = 1;
  private static final int SOCKET_SECONDS = 60;

  /** Cannot connect, shutting down, starting up, too many connections, connection lost. */
  private static final Set<String> PASSING_STATES =
      Set.of("08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03", "53300");

  private final DatabaseSettings settings;
  private final List<OwnerStep> ownerSteps;

  Migrations(DatabaseSettings settings, List<OwnerStep> ownerSteps) {
    this.settings = settings;
    this.ownerSteps = List.copyOf(ownerSteps);
  }

  /**
   * Migrates and checks; one of several instances does it, the others wait in PostgreSQL.
   *
   * @throws DatabaseUnavailableException when PostgreSQL is away; worth another try
   * @throws UnusableDatabaseException when another try would end the same way
   */
  void run() {
    try (Connection owner = connect()) {
      int applied = flyway().migrate().migrationsExecuted;
      SelfCheck.run(owner, settings);
      for (OwnerStep step : ownerSteps) {
        step.run(owner);
      }
      LOG.info("the schema is up to date, {} migrations applied", applied);
    } catch (SQLException failed) {
      throw translated(failed);
    } catch (FlywayException failed) {
      throw failed.getCause() instanceof SQLException cause
          ? translated(cause)
          : new UnusableDatabaseException("migration failed: " + failed.getMessage(), failed);
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.owner().name());
    properties.setProperty("password", settings.owner().password());
    properties.setProperty("ApplicationName", "fluxpay-engine migrations");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
    return DriverManager.getConnection(settings.url(), properties);
  }

  private Flyway flyway() {
    ClassicConfiguration configuration = new ClassicConfiguration();
    configuration.setDataSource(
        settings.url(), settings.owner().name(), settings.owner().password());
    configuration.setLocationsAsStrings("classpath:db/migration");
    configuration.setFailOnMissingLocations(true);
    configuration.setPlaceholders(
        Map.of(
            "appUser", settings.app().name(),
            "appPassword", quoted(settings.app().password()),
            "workerUser", settings.worker().name(),
            "workerPassword", quoted(settings.worker().password())));
    return new Flyway(configuration);
  }

  private static String quoted(String password) {
    return password.replace("'", "''");
  }

  private static RuntimeException translated(SQLException failed) {
    String state = String.valueOf(failed.getSQLState());
    String message = String.valueOf(failed.getMessage()).lines().findFirst().orElse("no message");
    return PASSING_STATES.contains(state)
        ? new DatabaseUnavailableException(message)
        : new UnusableDatabaseException(message + " (SQL state " + state + ")", failed);
  }
}
