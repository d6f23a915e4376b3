package com.moalog.chaos.platform;

/** A part that others reach through a {@link com.moalog.chaos.network.Detour}. */
public enum Route {
  REDIS("REDIS_PORT"),
  MYSQL("MYSQL_PORT"),
  POSTGRES("FLUXPAY_POSTGRES_PORT"),
  RATE_LIMITER("RATE_LIMITER_PORT"),
  FLUXPAY("FLUXPAY_PORT"),
  SANDBOX("SANDBOX_PORT"),
  /** What the payment engine calls with its notifications. */
  SERVER("SERVER_PORT");

  private final String portVariable;

  Route(String portVariable) {
    this.portVariable = portVariable;
  }

  String portVariable() {
    return portVariable;
  }
}
