package com.moalog.bench.fluxpay;

import com.moalog.bench.crash.Database;
import com.moalog.local.servers.PostgresServer;

/** The databases of a server, under the login that owns all of them. Stateless. */
final class Databases {

  private Databases() {}

  static Database owner(PostgresServer server, String name) {
    return new Database(server.jdbcUrl(name), PostgresServer.OWNER, server.password());
  }
}
