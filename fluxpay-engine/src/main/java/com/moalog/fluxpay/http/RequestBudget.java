package com.moalog.fluxpay.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Counts business requests whose body was read. Thread-safe. */
@FunctionalInterface
public interface RequestBudget {

  /** Counts nothing. */
  RequestBudget UNLIMITED = (_, _, _) -> {};

  /**
   * Counts the request.
   *
   * @param user whom the body names as its user, asked or not; empty when it names nobody
   * @throws RefusedException with {@code SYS_004} when there were too many
   */
  void take(HttpServletRequest request, HttpServletResponse response, String user);
}
