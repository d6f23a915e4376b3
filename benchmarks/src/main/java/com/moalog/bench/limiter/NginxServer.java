package com.moalog.bench.limiter;

import com.moalog.local.servers.LocalServer;
import com.moalog.local.servers.ProgramCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * nginx with {@code limit_req} and one worker, in the foreground: the system's, or the package of
 * the distribution unpacked into the cache.
 */
record NginxServer(int port, Path program) implements LocalServer {

  private static final Path SYSTEM = Path.of("/usr/sbin/nginx");

  /** Configuration; {@code zone} limits by the {@code key} argument. */
  private static final String CONFIGURATION =
      """
      daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log error.log crit;
      events { worker_connections 1024; }
      http {
        access_log off;
        keepalive_requests 100000000;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        limit_req_zone $arg_key zone=wide:64m rate=1000000r/s;
        limit_req_zone $arg_key zone=narrow:64m rate=1r/m;
        limit_req_status 429;
        server {
          listen 127.0.0.1:PORT;
          root .;
          location /allowed { limit_req zone=wide burst=1000000 nodelay; try_files /answer =404; }
          location /denied { limit_req zone=narrow; try_files /answer =404; }
        }
      }
      """;

  /**
   * nginx on a port.
   *
   * @throws IOException when it is not installed and cannot be fetched
   */
  static NginxServer on(int port) throws IOException {
    if (Files.isExecutable(SYSTEM)) {
      return new NginxServer(port, SYSTEM);
    }
    Path unpacked =
        ProgramCache.ofRepository().packages("nginx-of-the-distribution", List.of("nginx"));
    return new NginxServer(port, unpacked.resolve("usr/sbin/nginx"));
  }

  @Override
  public String name() {
    return "nginx";
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(
        directory().resolve("nginx.conf"), CONFIGURATION.replace("PORT", Integer.toString(port)));
    Files.writeString(directory().resolve("answer"), "{\"allowed\":true}\n");
  }

  @Override
  public Command command() {
    return new Command(
        List.of(
            program.toString(),
            "-p",
            directory().toString(),
            "-c",
            "nginx.conf",
            "-e",
            "error.log",
            "-g",
            "master_process off;"),
        Map.of(),
        directory());
  }

  private Path directory() {
    return Path.of("target", "bench", name() + "-" + port).toAbsolutePath();
  }

  @Override
  public boolean isHealthy() {
    return Ports.isOpen(port);
  }
}
