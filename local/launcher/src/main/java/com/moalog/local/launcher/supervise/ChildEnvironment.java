package com.moalog.local.launcher.supervise;

import java.util.List;
import java.util.Map;

/**
 * The environment of a part: what its command says and a few variables of the system. Anything else
 * in the user's shell must not change what the platform does.
 */
final class ChildEnvironment {

  private static final List<String> INHERITED = List.of("PATH", "HOME", "USER", "LANG", "TMPDIR");

  private ChildEnvironment() {}

  static void replace(Map<String, String> environment, Map<String, String> wanted) {
    environment.keySet().retainAll(INHERITED);
    environment.putAll(wanted);
  }
}
