package com.moalog.bench.limiter;

import com.moalog.local.servers.LocalServer;
import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The twin of the service in a process of its own, on the JDK and with the flags that the service
 * has.
 *
 * @param environment where Redis is
 */
record WebFluxTwin(int port, List<String> flags, Map<String, String> environment)
    implements LocalServer {

  @Override
  public String name() {
    return "webflux-twin";
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(directory());
  }

  @Override
  public Command command() {
    List<String> arguments = new ArrayList<>();
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    arguments.addAll(flags);
    arguments.add("-cp");
    arguments.add(Repository.root().resolve("benchmarks/target/benchmarks.jar").toString());
    arguments.add("com.moalog.bench.limiter.webflux.LimiterOnWebFlux");
    arguments.add("--server.port=" + port);
    return new Command(arguments, environment, directory());
  }

  private Path directory() {
    return Path.of("target", "bench", name() + "-" + port).toAbsolutePath();
  }

  @Override
  public boolean isHealthy() {
    return Ports.isOpen(port);
  }
}
