package com.moalog.bench.crash;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** An answer over HTTP. */
record Reply(int status, String body) {

  private static final JsonMapper JSON = new JsonMapper();

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException unreadable) {
      return MissingNode.getInstance();
    }
  }

  String data(String field) {
    return json().path("data").path(field).asString("");
  }

  String code() {
    return json().path("error").path("code").asString("");
  }

  /** The status, and what it says of the thing that was asked for. */
  String brief() {
    String state = code().isEmpty() ? data("status") : code();
    return state.isEmpty() ? Integer.toString(status) : status + " " + state;
  }
}
