package com.moalog.chaos.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a call came to.
 *
 * @param status 0 when there was no answer
 * @param body the text, or why there is none
 * @param nanos how long it took
 * @param cookie the login of the answer, empty when it sets none
 */
public record Reply(int status, String body, long nanos, String cookie) {

  private static final int OK = 200;
  private static final int ABOVE_OK = 300;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public boolean isOk() {
    return status >= OK && status < ABOVE_OK;
  }

  /** The body as JSON; a missing node where it is none. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JacksonException notJson) {
      return JSON.missingNode();
    }
  }

  /** A text inside the payment engine's envelope. */
  public String data(String field) {
    return json().path("data").path(field).asString("");
  }
}
