package com.moalog.local.launcher.parts;

import com.moalog.local.servers.KafkaServer;
import com.moalog.local.servers.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Kafka broker, run from a copy of its jars for the same reason as the services.
 *
 * @param server how the broker is configured and asked
 * @param jar the broker's program
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
    Command original = server.command();
    List<String> arguments = new ArrayList<>(original.arguments());
    Path libraries = jar.directory().resolve("lib");
    arguments.set(arguments.indexOf("-cp") + 1, jar.staged() + ":" + libraries + "/*");
    return new Command(arguments, original.environment(), original.directory());
  }

  @Override
  public boolean isHealthy() {
    return server.isHealthy();
  }
}
