package com.moalog.rjmx.settings;

import com.moalog.rjmx.net.Endpoint;
import com.moalog.rjmx.net.ServerTls;
import org.jspecify.annotations.Nullable;

/** Reads {@code server} and the parts of {@code httpServer} that mean the same. */
record ServerSection(Overrides overrides, Variables variables, Findings findings) {

  private static final int DEFAULT_PORT = 9090;

  ServerSettings read(Section root) {
    Section server = root.section("server");
    Section other = root.section("httpServer");
    Section metrics = other.section("metrics");
    ServerSettings settings =
        new ServerSettings(
            new Endpoint(address(server), port(server)),
            path(server, metrics),
            tls(server.section("tls")),
            auth(server.section("auth"), other.section("authentication")));
    server.ignore("openmetrics", "only the text format 0.0.4 is served");
    other.ignore("threads", "there is one thread only");
    other.ignore("ssl", "use server.tls with PEM files");
    metrics.end();
    other.end();
    server.end();
    return settings;
  }

  private int port(Section server) {
    String text =
        overrides.get("port", "RJMX_PORT").orElseGet(() -> server.text("port", "" + DEFAULT_PORT));
    server.has("port");
    if (text.equals("0")) {
      findings.error("Server port must be greater than 0");
      return DEFAULT_PORT;
    }
    int port = Numbers.parse(text, 1, 65_535);
    if (port < 0) {
      findings.error("server.port '" + text + "' is not a port from 1 to 65535");
      return DEFAULT_PORT;
    }
    return port;
  }

  private String address(Section server) {
    server.has("bind_address");
    String address =
        overrides
            .get("bind-address", "RJMX_BIND_ADDRESS")
            .orElseGet(() -> server.text("bind_address", "0.0.0.0"));
    if (!isAddress(address)) {
      findings.error(
          "server.bind_address '" + address + "' is neither an IP address nor localhost");
    }
    return address.equals("localhost") ? "127.0.0.1" : address;
  }

  private static boolean isAddress(String text) {
    if (text.equals("localhost")) {
      return true;
    }
    boolean six = text.indexOf(':') >= 0;
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      boolean digit = next >= '0' && next <= '9';
      boolean letter = (next >= 'a' && next <= 'f') || (next >= 'A' && next <= 'F') || next == ':';
      if (!digit && next != '.' && !(six && letter)) {
        return false;
      }
    }
    return six || text.chars().filter(next -> next == '.').count() == 3;
  }

  private String path(Section server, Section metrics) {
    server.has("path");
    String path =
        overrides
            .get("metrics-path", "RJMX_METRICS_PATH")
            .orElseGet(() -> server.text("path", metrics.text("path", "/metrics")));
    if (!path.startsWith("/")) {
      findings.error("Metrics path must start with '/'");
    } else if (path.equals("/") || path.equals("/health")) {
      findings.error("Metrics path must not conflict with '/' or '/health'");
    } else if (path.equals("/ready") || path.equals("/probe")) {
      findings.error("Metrics path must not conflict with '/ready' or '/probe'");
    }
    return path;
  }

  private @Nullable ServerTls tls(Section tls) {
    String certificate = file(tls, "cert_file", "tls-cert-file", "RJMX_TLS_CERT_FILE");
    String key = file(tls, "key_file", "tls-key-file", "RJMX_TLS_KEY_FILE");
    tls.has("enabled");
    tls.end();
    boolean enabled =
        overrides
            .flag("tls-enabled", "RJMX_TLS_ENABLED", findings)
            .orElseGet(() -> tls.flag("enabled", false));
    if (!enabled) {
      return null;
    }
    if (certificate.isEmpty()) {
      findings.error("TLS is enabled but cert_file is not specified");
    }
    if (key.isEmpty()) {
      findings.error("TLS is enabled but key_file is not specified");
    }
    return new ServerTls(certificate, key);
  }

  private String file(Section tls, String key, String flag, String variable) {
    tls.has(key);
    String text = overrides.get(flag, variable).orElseGet(() -> tls.text(key, ""));
    return variables.resolve(tls.name(key), text);
  }

  /** Who may read: jmx_exporter's keys win over our own. */
  private @Nullable BasicAuth auth(Section own, Section other) {
    Section ours = own.section("basic");
    Section theirs = other.section("basic");
    own.end();
    other.end();
    Section basic = theirs.isEmpty() ? ours : theirs;
    return basic.isEmpty() ? null : new PasswordSection(variables, findings).read(basic);
  }
}
