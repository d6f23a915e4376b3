package com.moalog.local.launcher.demo;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One request that is about to be made. Immutable.
 *
 * @param body JSON text, empty for none
 */
record Call(String method, URI uri, Map<String, String> headers, String body, Dialect dialect) {

  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  Call {
    headers = Map.copyOf(headers);
  }

  Call with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Call(method, uri, more, body, dialect);
  }

  /** The same call for an answer that is no JSON when it succeeds. */
  Call forFile() {
    return new Call(method, uri, headers, body, Dialect.PLAIN);
  }

  HttpRequest request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request.build();
  }

  /** Method, path and body in one line. */
  String sent() {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return (method + " " + uri.getRawPath() + query + " " + body).strip();
  }
}
