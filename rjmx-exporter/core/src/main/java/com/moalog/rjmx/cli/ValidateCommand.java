package com.moalog.rjmx.cli;

import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --validate}: is the configuration fit for use? Secrets are never shown. */
final class ValidateCommand {

  private ValidateCommand() {}

  static int run(Host host, String file, Configuration.Loaded loaded, String format) {
    boolean valid = loaded.errors().isEmpty() && loaded.ready().isPresent();
    if (!format.equals("text")) {
      Map<String, Object> document = document(file, loaded, valid);
      host.print(format.equals("json") ? Document.json(document) : Document.yaml(document));
    } else if (valid) {
      host.print(text(file, loaded.ready().get().settings()));
    }
    if (format.equals("text")) {
      loaded.warnings().forEach(warning -> host.printError("warning: " + warning + "\n"));
    }
    if (!valid) {
      StringBuilder errors = new StringBuilder("Configuration validation failed:\n");
      loaded.errors().forEach(error -> errors.append("  ").append(error).append('\n'));
      host.printError(errors.toString());
    }
    return loaded.exitCode();
  }

  private static String text(String file, Settings settings) {
    return "Configuration is valid\n"
        + ("  Config file:  " + file + "\n")
        + ("  Jolokia URL:  " + urls(settings) + "\n")
        + ("  Server port:  " + settings.server().address().port() + "\n")
        + ("  Bind address: " + settings.server().address().host() + "\n")
        + ("  Metrics path: " + settings.server().path() + "\n")
        + ("  TLS enabled:  " + (settings.server().tls() != null) + "\n")
        + ("  Rules:        " + settings.rules().size() + "\n");
  }

  private static String urls(Settings settings) {
    return String.join(
        ", ", settings.targets().stream().map(target -> target.url().toString()).toList());
  }

  private static Map<String, Object> document(
      String file, Configuration.Loaded loaded, boolean valid) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("valid", valid);
    document.put("config_file", file);
    loaded.settings().ifPresent(settings -> describe(settings, document));
    document.put("errors", loaded.errors());
    document.put("warnings", loaded.warnings());
    return document;
  }

  private static void describe(Settings settings, Map<String, Object> document) {
    List<String> urls = settings.targets().stream().map(target -> target.url().toString()).toList();
    document.put("jolokia_url", urls.size() == 1 ? urls.getFirst() : String.join(", ", urls));
    document.put("server_port", settings.server().address().port());
    document.put("bind_address", settings.server().address().host());
    document.put("metrics_path", settings.server().path());
    document.put("tls_enabled", settings.server().tls() != null);
    document.put("rules_count", settings.rules().size());
  }
}
