package com.moalog.local.launcher.parts;

import com.moalog.local.servers.KafkaServer;
import com.moalog.local.servers.LocalServer;
import java.io.IOException;

/**
 * The Kafka broker, run from a copy of its jars for the same reason as the services.
 *
 * @param server runs from {@code jar}'s copy
 */
record StagedBroker(KafkaServer server, StagedJar jar) implements LocalServer {

  @Override
  public String name() {
    return server.name();
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void prepare() throws IOException {
    jar.stage();
    server.prepare();
  }

  @Override
  public Command command() {
    return server.command();
  }

  @Override
  public boolean isHealthy() {
    return server.isHealthy();
  }
}
