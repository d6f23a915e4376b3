package com.moalog.server.database;

import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Inserting a row whose id the database chooses. */
public final class Insertion {

  private Insertion() {}

  /** Carries out the insertion of one row and returns its id. */
  public static long idOf(JdbcClient.StatementSpec insertion) {
    GeneratedKeyHolder keys = new GeneratedKeyHolder();
    insertion.update(keys);
    return Objects.requireNonNull(keys.getKey(), "MySQL gave no generated key").longValue();
  }
}
