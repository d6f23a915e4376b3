package com.moalog.fluxpay.http;

import java.util.List;

/** Which paths are business: those need a tenant and count against the limits. */
public final class BusinessPaths {

  private static final List<String> OPEN_TREES =
      List.of("/actuator", "/health", "/api/v1/health", "/api-docs", "/swagger-ui");
  private static final List<String> OPEN_PATHS =
      List.of("/swagger-ui.html", "/api/v1/webhooks/toss");

  private BusinessPaths() {}

  public static boolean contains(String path) {
    return !OPEN_PATHS.contains(path)
        && OPEN_TREES.stream().noneMatch(tree -> path.equals(tree) || path.startsWith(tree + "/"));
  }
}
