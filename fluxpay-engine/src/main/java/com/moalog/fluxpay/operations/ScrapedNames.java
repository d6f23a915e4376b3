package com.moalog.fluxpay.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Gives the count of orders its name, {@code fluxpay_order_created_total}, in what is scraped: the
 * client library keeps the ending {@code _created} for itself and cuts it off. Thread-safe.
 */
final class ScrapedNames extends OncePerRequestFilter {

  static final String PATH = "/actuator/prometheus";

  private static final Pattern ORDERS = Pattern.compile("\\bfluxpay_order(?=(_total)?[ {])");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper held = new ContentCachingResponseWrapper(response);
    chain.doFilter(request, held);
    String scraped = new String(held.getContentAsByteArray(), StandardCharsets.UTF_8);
    held.resetBuffer();
    held.getOutputStream()
        .write(
            ORDERS
                .matcher(scraped)
                .replaceAll("fluxpay_order_created")
                .getBytes(StandardCharsets.UTF_8));
    held.copyBodyToResponse();
  }
}
