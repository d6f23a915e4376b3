package com.moalog.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A request whose body counts as JSON whatever its {@code Content-Type} says, or if it says
 * nothing. Without it Spring reads a form's body away before a handler sees it.
 */
final class JsonRequest extends HttpServletRequestWrapper {

  JsonRequest(HttpServletRequest request) {
    super(request);
  }

  @Override
  public String getContentType() {
    return MediaType.APPLICATION_JSON_VALUE;
  }

  @Override
  public String getHeader(String name) {
    return isContentType(name) ? getContentType() : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isContentType(name)
        ? Collections.enumeration(Collections.singleton(getContentType()))
        : super.getHeaders(name);
  }

  private static boolean isContentType(String name) {
    return name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE);
  }
}
