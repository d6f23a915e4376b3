package com.moalog.fluxpay.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Something that a feature writes under the owner's login after each migration; repeatable. */
@FunctionalInterface
public interface OwnerStep {

  void run(Connection owner) throws SQLException;
}
