package com.moalog.ratelimiter.server.http;

import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;

/**
 * One method of one path. A path that ends in {@code /*} is for everything below it.
 *
 * @param template how metrics name the path
 */
public record Route(
    HttpMethod method, String path, String template, Access access, Consumer<Exchange> handler) {

  public Route(HttpMethod method, String path, Access access, Consumer<Exchange> handler) {
    this(method, path, path, access, handler);
  }
}
