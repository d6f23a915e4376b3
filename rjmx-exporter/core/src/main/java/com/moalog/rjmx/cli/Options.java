package com.moalog.rjmx.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The flags of a call.
 *
 * @param values by the flag's long name
 */
record Options(Map<String, String> values) {

  private static final List<String> WITH_VALUE =
      List.of(
          "config",
          "port",
          "bind-address",
          "metrics-path",
          "jolokia-url",
          "jolokia-timeout",
          "username",
          "password",
          "tls-cert-file",
          "tls-key-file",
          "log-level",
          "log-format",
          "output-format",
          "explain");
  private static final List<String> SWITCHES =
      List.of(
          "validate",
          "strict",
          "dry-run",
          "startup-time",
          "help",
          "version",
          "check-target",
          "healthcheck");
  private static final Map<String, String> SHORT =
      Map.of("-c", "config", "-p", "port", "-l", "log-level", "-h", "help", "-V", "version");

  static final String HELP =
      """
      rjmx-exporter: JMX metrics through Jolokia, for Prometheus

      usage: rjmx-exporter [flags]

        -c, --config PATH          configuration file (config.yaml)        RJMX_CONFIG
        -p, --port N               port to serve on (9090)                 RJMX_PORT
            --bind-address A       address to serve on (0.0.0.0)           RJMX_BIND_ADDRESS
            --metrics-path P       path of the metrics (/metrics)          RJMX_METRICS_PATH
            --jolokia-url U        the agent to read                       RJMX_JOLOKIA_URL
            --jolokia-timeout MS   for a whole scrape (5000)               RJMX_JOLOKIA_TIMEOUT
            --username U           for Jolokia                             RJMX_USERNAME
            --password P           for Jolokia                             RJMX_PASSWORD
            --tls-enabled [B]      serve https                             RJMX_TLS_ENABLED
            --tls-cert-file F      PEM                                     RJMX_TLS_CERT_FILE
            --tls-key-file F       PEM                                     RJMX_TLS_KEY_FILE
        -l, --log-level L          trace, debug, info, warn, error (info)  RUST_LOG, RJMX_LOG_LEVEL
            --log-format F         json, text (json)                       RJMX_LOG_FORMAT
            --startup-time         print how long the start took

            --validate             check the configuration and end
            --strict               with --validate: unknown keys are errors
            --dry-run              show what the rules become and end
            --output-format F      text, json, yaml for these two (text)
            --check-target         read the targets once, show which rules match
            --explain BEAN[/ATTR[/KEY]]
                                   show what patterns are tried on, and which rule matches
            --healthcheck          ask the running exporter for its health and end
        -h, --help                 this text
        -V, --version              the version

      exit codes: 0 fine; 1 configuration; 2 usage, or a target that cannot be read; 3 runtime
      """;

  /**
   * Reads a call. A first argument that is no flag is the program's own path and ignored.
   *
   * @throws UsageException when a flag is unknown or lacks its value
   */
  static Options parse(String[] arguments) throws UsageException {
    Map<String, String> values = new HashMap<>();
    int next = arguments.length > 0 && !arguments[0].startsWith("-") ? 1 : 0;
    while (next < arguments.length) {
      String argument = arguments[next++];
      int equals = argument.indexOf('=');
      boolean joined = argument.startsWith("--") && equals > 0;
      String name = name(joined ? argument.substring(0, equals) : argument);
      if (SWITCHES.contains(name)) {
        values.put(name, "true");
      } else if (joined) {
        values.put(name, argument.substring(equals + 1));
      } else if (name.equals("tls-enabled")) {
        boolean given = next < arguments.length && isBoolean(arguments[next]);
        values.put(name, given ? arguments[next++] : "true");
      } else if (next < arguments.length) {
        values.put(name, arguments[next++]);
      } else {
        throw new UsageException("--" + name + " needs a value");
      }
    }
    return new Options(values);
  }

  private static String name(String flag) throws UsageException {
    String name =
        flag.startsWith("--") ? flag.substring(2) : Optional.ofNullable(SHORT.get(flag)).orElse("");
    if (!WITH_VALUE.contains(name) && !SWITCHES.contains(name) && !name.equals("tls-enabled")) {
      throw new UsageException("unknown flag " + flag + "; --help shows them all");
    }
    return name;
  }

  private static boolean isBoolean(String text) {
    return text.equals("true") || text.equals("false");
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
