package com.moalog.local.launcher.parts;

import com.moalog.local.servers.HttpHealth;
import com.moalog.local.servers.LocalServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A service of this repository, started from its jar on the JDK that runs the launcher. Immutable.
 *
 * @param healthPath answers 2xx when the service works
 * @param flags options of the JVM
 * @param environment all that the service sees besides a few variables of the system
 */
record JavaService(
    String name,
    int port,
    String healthPath,
    StagedJar jar,
    List<String> flags,
    Map<String, String> environment)
    implements LocalServer {

  JavaService {
    flags = List.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  @Override
  public void prepare() throws IOException {
    jar.stage();
  }

  @Override
  public Command command() {
    List<String> arguments = new ArrayList<>();
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    arguments.addAll(flags);
    arguments.add("-jar");
    arguments.add(jar.staged().toString());
    return new Command(arguments, environment, jar.directory());
  }

  @Override
  public boolean isHealthy() {
    return HttpHealth.answers(port, healthPath);
  }
}
