package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.settings.Settings;

/** The addresses a person wants after a start. */
final class AddressList {

  private AddressList() {}

  static void print(Settings settings, boolean withMonitoring) {
    line("moalog-server", settings, "SERVER_PORT", "/swagger-ui");
    line("fluxpay-engine", settings, "FLUXPAY_PORT", "/api/v1/health");
    line("rate-limiter", settings, "RATE_LIMITER_PORT", "/actuator/health");
    System.out.printf(
        "  %-17s localhost:%d   Envoy's rate limit service (gRPC)%n",
        "", settings.port("RATE_LIMITER_GRPC_PORT"));
    line("sandbox", settings, "SANDBOX_PORT", "");
    if (withMonitoring) {
      line("prometheus", settings, "PROMETHEUS_PORT", "/alerts");
      line("alertmanager", settings, "ALERTMANAGER_PORT", "/api/v2/alerts");
    }
    System.out.println("Next: ./moalog demo, ./moalog status, ./moalog logs -f, ./moalog down");
  }

  private static void line(String part, Settings settings, String variable, String path) {
    String url = "http://localhost:" + settings.port(variable);
    System.out.printf("  %-17s %s%s%n", part, url, path.isEmpty() ? "" : "   " + url + path);
  }
}
