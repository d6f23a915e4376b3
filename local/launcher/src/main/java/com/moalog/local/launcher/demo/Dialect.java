package com.moalog.local.launcher.demo;

import tools.jackson.databind.JsonNode;

/** How a service wraps its answers. */
enum Dialect {
  MOALOG("/result", "isSuccess"),
  FLUXPAY("/data", "success"),
  PLAIN("", "");

  private final String content;
  private final String flag;

  Dialect(String content, String flag) {
    this.content = content;
    this.flag = flag;
  }

  /** The part of the body that the caller asked for. */
  JsonNode content(JsonNode body) {
    return body.at(content);
  }

  boolean isSuccess(JsonNode body) {
    return flag.isEmpty() || body.path(flag).asBoolean(false);
  }

  /** The service's own words about a failure, as far as it has any. */
  String complaint(JsonNode body) {
    JsonNode error = this == FLUXPAY ? body.path("error") : body;
    return (error.path("code").asString("") + " " + error.path("message").asString("")).strip();
  }
}
