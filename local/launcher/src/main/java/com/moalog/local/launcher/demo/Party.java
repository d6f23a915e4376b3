package com.moalog.local.launcher.demo;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who talks to one service, with the headers that go with every request. Immutable.
 *
 * @param base address of the service without a slash at the end
 */
record Party(URI base, Map<String, String> headers, Dialect dialect) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  Party {
    headers = Map.copyOf(headers);
  }

  Party with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Party(base, more, dialect);
  }

  Call get(String path) {
    return call("GET", path, "");
  }

  Call post(String path) {
    return call("POST", path, "");
  }

  Call post(String path, Map<String, ?> body) {
    return call("POST", path, JSON.writeValueAsString(body));
  }

  Call put(String path, Map<String, ?> body) {
    return call("PUT", path, JSON.writeValueAsString(body));
  }

  private Call call(String method, String path, String body) {
    Call call = new Call(method, URI.create(base + path), headers, body, dialect);
    return body.isEmpty() ? call : call.with("Content-Type", "application/json");
  }
}
