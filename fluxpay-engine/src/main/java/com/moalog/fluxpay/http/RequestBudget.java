package com.moalog.fluxpay.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Counts business requests, each once it is known for whom it is made. Thread-safe. */
@FunctionalInterface
public interface RequestBudget {

  /** Counts nothing. */
  RequestBudget UNLIMITED = (_, _, _) -> {};

  /**
   * Counts the request.
   *
   * @param user for whom it is made; empty when it names nobody
   * @throws RefusedException with {@code SYS_004} when there were too many
   */
  void take(HttpServletRequest request, HttpServletResponse response, String user);
}
