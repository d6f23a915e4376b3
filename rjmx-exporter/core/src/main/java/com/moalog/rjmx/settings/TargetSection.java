package com.moalog.rjmx.settings;

import com.moalog.rjmx.http.Percent;
import com.moalog.rjmx.metric.Names;
import com.moalog.rjmx.net.ClientTls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code jolokia} and {@code targets}. */
record TargetSection(Overrides overrides, Variables variables, Findings findings) {

  private static final String DEFAULT_URL = "http://localhost:8778/jolokia";
  private static final int DEFAULT_TIMEOUT_MILLIS = 5_000;
  private static final int DEFAULT_CONNECT_MILLIS = 1_000;
  private static final int DEFAULT_RESPONSE_BYTES = 32 * 1024 * 1024;

  ClientSettings client(Section root) {
    Section jolokia = root.section("jolokia");
    Section tls = jolokia.section("tls");
    ClientTls client =
        new ClientTls(
            variables.resolve("jolokia.tls.ca_file", tls.text("ca_file", "")),
            variables.resolve("jolokia.tls.cert_file", tls.text("cert_file", "")),
            variables.resolve("jolokia.tls.key_file", tls.text("key_file", "")),
            tls.flag("insecure_skip_verify", false));
    tls.end();
    return new ClientSettings(
        jolokia.number("connect_timeout_ms", DEFAULT_CONNECT_MILLIS, 1),
        jolokia.number("retries", 1, 0),
        jolokia.number("max_response_bytes", DEFAULT_RESPONSE_BYTES, 1024),
        client);
  }

  List<TargetSettings> read(Section root) {
    Section jolokia = root.section("jolokia");
    for (String known :
        List.of("tls", "connect_timeout_ms", "retries", "max_response_bytes", "url")) {
      jolokia.has(known);
    }
    Credentials credentials = credentials(root, jolokia);
    int timeout = timeout(jolokia);
    List<TargetSettings> targets = new ArrayList<>();
    Optional<String> given = overrides.get("jolokia-url", "RJMX_JOLOKIA_URL");
    if (root.has("targets") && given.isEmpty()) {
      if (jolokia.has("url")) {
        findings.error("jolokia.url and targets exclude each other");
      }
      for (Section section : root.sections("targets")) {
        target(section, credentials, timeout).ifPresent(targets::add);
      }
      checkNames(targets);
    } else {
      String url = given.orElseGet(() -> jolokia.text("url", DEFAULT_URL));
      url(url, "jolokia.url").map(to -> single(to, credentials, timeout)).ifPresent(targets::add);
    }
    jolokia.end();
    return targets;
  }

  /** Who asks; both empty for nobody. */
  private record Credentials(String username, String password) {}

  private Credentials credentials(Section root, Section jolokia) {
    String name = jolokia.text("username", "");
    String word = jolokia.text("password", "");
    if (name.isEmpty() && root.has("username")) {
      findings.warn("username and password: used for Jolokia; better use jolokia.username");
      name = root.text("username", "");
      word = root.text("password", "");
    }
    root.has("password");
    String username = overrides.get("username", "RJMX_USERNAME", "JOLOKIA_USERNAME").orElse(name);
    String password = overrides.get("password", "RJMX_PASSWORD", "JOLOKIA_PASSWORD").orElse(word);
    return both(
        "jolokia",
        variables.resolve("jolokia.username", username),
        variables.resolve("jolokia.password", password));
  }

  private Credentials both(String where, String username, String password) {
    if (username.isEmpty() != password.isEmpty()) {
      findings.warn(where + ": a username needs a password and the other way round; ignored");
      return new Credentials("", "");
    }
    return new Credentials(username, password);
  }

  private int timeout(Section jolokia) {
    jolokia.has("timeout_ms");
    Optional<String> override = overrides.get("jolokia-timeout", "RJMX_JOLOKIA_TIMEOUT");
    if (override.isEmpty()) {
      return jolokia.number("timeout_ms", DEFAULT_TIMEOUT_MILLIS, 1);
    }
    int timeout = Numbers.parse(override.get(), 1, Integer.MAX_VALUE);
    if (timeout < 0) {
      findings.error("jolokia-timeout '" + override.get() + "' is not a number above 0");
      return DEFAULT_TIMEOUT_MILLIS;
    }
    return timeout;
  }

  private Optional<JolokiaUrl> url(String text, String where) {
    Optional<JolokiaUrl> url = JolokiaUrl.parse(variables.resolve(where, text));
    if (url.isEmpty()) {
      findings.error(where + " is not an absolute http or https URL");
    }
    return url;
  }

  private static TargetSettings single(JolokiaUrl url, Credentials credentials, int timeout) {
    Credentials own = inUrl(url, credentials);
    return new TargetSettings(
        url.endpoint().toString(), url, own.username(), own.password(), Map.of(), timeout);
  }

  private static Credentials inUrl(JolokiaUrl url, Credentials otherwise) {
    // Unlike in a form, a plus is a plus here.
    String userInfo = url.userInfo().replace("+", "%2B");
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? otherwise
        : new Credentials(
            Percent.decode(userInfo.substring(0, colon)),
            Percent.decode(userInfo.substring(colon + 1)));
  }

  private Optional<TargetSettings> target(Section section, Credentials defaults, int timeout) {
    String name = section.text("name", "");
    String where = section.name("url");
    Optional<JolokiaUrl> url = url(section.text("url", ""), where);
    boolean own = section.has("username") || section.has("password");
    Credentials credentials =
        own
            ? both(
                section.name("username"),
                variables.resolve(section.name("username"), section.text("username", "")),
                variables.resolve(section.name("password"), section.text("password", "")))
            : defaults;
    if (name.isEmpty()) {
      findings.error(section.name("name") + " is missing");
    }
    Map<String, String> labels = labels(section);
    int millis = section.number("timeout_ms", timeout, 1);
    section.end();
    return url.map(to -> {
      Credentials used = inUrl(to, credentials);
      return new TargetSettings(name, to, used.username(), used.password(), labels, millis);
    });
  }

  private Map<String, String> labels(Section section) {
    Map<String, String> labels = section.textEntries("labels");
    for (String label : labels.keySet()) {
      if (label.isEmpty() || !Names.label(label).equals(label)) {
        findings.error(section.name("labels") + ": '" + label + "' is no name of a label");
      }
    }
    return labels;
  }

  private void checkNames(List<TargetSettings> targets) {
    Set<String> names = new HashSet<>();
    for (TargetSettings target : targets) {
      if (!names.add(target.name())) {
        findings.error("two targets are called " + target.name());
      }
    }
    if (targets.isEmpty()) {
      findings.error("targets is empty");
    }
  }
}
