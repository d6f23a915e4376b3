package com.moalog.local.launcher.parts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of one component of a URI, such as a password. Stateless. */
final class PercentCode {

  private PercentCode() {}

  static String of(String component) {
    return URLEncoder.encode(component, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
