package com.moalog.fluxpay.http;

import java.util.List;

/** Which paths are business: those need a tenant and count against the limits. */
public final class BusinessPaths {

  /** Where the provider sends its messages. */
  private static final String INBOUND = "/api/v1/webhooks/toss";

  private static final List<String> OPEN_TREES =
      List.of("/actuator", "/health", "/api/v1/health", "/api-docs", "/swagger-ui");
  private static final List<String> OPEN_PATHS = List.of("/swagger-ui.html", BusinessPaths.INBOUND);

  private BusinessPaths() {}

  /** Whether a request to the path is recorded as a span. */
  static boolean isTraced(String path) {
    return path.equals(INBOUND) || contains(path);
  }

  public static boolean contains(String path) {
    return !OPEN_PATHS.contains(path)
        && OPEN_TREES.stream().noneMatch(tree -> path.equals(tree) || path.startsWith(tree + "/"));
  }
}
