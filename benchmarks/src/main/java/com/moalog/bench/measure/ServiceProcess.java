package com.moalog.bench.measure;

import com.moalog.local.servers.LocalServer;
import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A service of this repository in a process of its own, on the JDK that runs the benchmark; {@code
 * RunningServer.start} starts it and knows its pid. Immutable.
 *
 * @param jar from the root of the repository, for example {@code sandbox/target/sandbox.jar}
 * @param healthPath answers 2xx when the service works
 * @param flags options of the JVM
 * @param environment variables of the service
 */
public record ServiceProcess(
    String jar, int port, String healthPath, List<String> flags, Map<String, String> environment)
    implements LocalServer {

  public ServiceProcess {
    flags = List.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return Path.of(jar).getFileName().toString().replace(".jar", "");
  }

  @Override
  public void prepare() throws IOException {
    if (!Files.isRegularFile(Repository.root().resolve(jar))) {
      throw new IOException(jar + " is not built: ./moalog build");
    }
    Files.createDirectories(directory());
  }

  @Override
  public Command command() {
    List<String> arguments = new ArrayList<>();
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    arguments.addAll(flags);
    arguments.addAll(List.of("-jar", Repository.root().resolve(jar).toString()));
    return new Command(arguments, environment, directory());
  }

  private Path directory() {
    return Path.of("target", "bench", name() + "-" + port).toAbsolutePath();
  }

  @Override
  public boolean isHealthy() {
    byte[] request = HttpRequestBytes.of("GET", healthPath, Map.of());
    try (HttpConnection connection = new HttpConnection(port)) {
      return connection.exchange(request) / 100 == 2;
    } catch (IOException unreachable) {
      return false;
    }
  }
}
