package com.moalog.rjmx.cli;

import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.http.HttpClient;
import com.moalog.rjmx.http.ResponseReader;
import com.moalog.rjmx.net.ClientTls;
import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.settings.ServerSettings;
import com.moalog.rjmx.text.Bytes;

/** {@code --healthcheck}: for containers that have no other program. */
final class HealthCommand {

  private static final long LIMIT_MILLIS = 3_000;

  private HealthCommand() {}

  /** Hears the status only. */
  private static final class Status implements ResponseReader {
    private int status;

    @Override
    public void head(int code, String head) {
      status = code;
    }

    @Override
    public void body(byte[] bytes, int offset, int length) {
      // The status says it all.
    }
  }

  static int run(Host host, Network network, ServerSettings server) {
    Endpoint here = new Endpoint(reachable(server.address().host()), server.address().port());
    // Its certificate is made for those who ask from elsewhere, under another name.
    ClientTls tls = server.tls() == null ? null : new ClientTls("", "", "", true);
    HttpClient client = new HttpClient(network, here, tls);
    Status status = new Status();
    Bytes request = new Bytes(64).add("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    long until = now(host) + LIMIT_MILLIS;
    client.start(request, status, new HttpClient.Deadlines(until, until));
    while (!client.isEnded()) {
      network.await(Math.max(0, until - now(host)));
      client.turn(now(host));
    }
    client.disconnect();
    boolean healthy = status.status == 200;
    host.print(healthy ? "healthy\n" : "not healthy\n");
    return healthy ? ExitCode.OK : ExitCode.RUNTIME;
  }

  private static String reachable(String listening) {
    return switch (listening) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::" -> "::1";
      default -> listening;
    };
  }

  private static long now(Host host) {
    return host.monotonicMicros() / 1000;
  }
}
