package com.moalog.local.launcher.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ports by which the services reach other parts instead of the parts' own: where a test of faults
 * stands in between. Clients outside are not led astray. Immutable.
 *
 * @param text as in the environment: {@code REDIS_PORT=40001,MYSQL_PORT=40002}
 * @param ports by the variable of the part's own port
 * @param faults what is wrong with the text
 */
record Detours(String text, Map<String, String> ports, List<String> faults) {

  static final String VARIABLE = "MOALOG_DETOURS";

  /** Parts that the services reach by an address of this launcher's making. */
  private static final List<String> POSSIBLE =
      List.of(
          "REDIS_PORT",
          "MYSQL_PORT",
          "FLUXPAY_POSTGRES_PORT",
          "RATE_LIMITER_PORT",
          "FLUXPAY_PORT",
          "SANDBOX_PORT",
          "SERVER_PORT");

  Detours {
    ports = Map.copyOf(ports);
    faults = List.copyOf(faults);
  }

  static Detours of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    Map<String, String> ports = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (String detour : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
      int equals = detour.indexOf('=');
      String name = detour.substring(0, Math.max(equals, 0));
      String port = detour.substring(equals + 1);
      if (!POSSIBLE.contains(name)) {
        faults.add(VARIABLE + ": '" + detour + "' does not begin with one of " + POSSIBLE);
      } else if (!Settings.isPort(port)) {
        faults.add(VARIABLE + ": '" + detour + "' does not end with a port");
      } else {
        ports.put(name, port);
      }
    }
    return new Detours(text, ports, faults);
  }
}
