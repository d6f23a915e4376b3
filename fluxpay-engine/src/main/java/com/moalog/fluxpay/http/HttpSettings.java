package com.moalog.fluxpay.http;

import com.moalog.kit.settings.Variables;

/**
 * Where and how much the engine serves.
 *
 * @param port TCP port; 0 picks a free one
 * @param address address that the port is bound to
 * @param environment {@code dev} or {@code prod}
 */
public record HttpSettings(int port, String address, String environment) {

  private static final int PORT_MOST = 65_535;

  public static HttpSettings from(Variables variables) {
    String environment = variables.text("FLUXPAY_ENV", "dev");
    if (!environment.equals("dev") && !environment.equals("prod")) {
      variables.fault("FLUXPAY_ENV", "must be dev or prod");
    }
    return new HttpSettings(
        variables.number("SERVER_PORT", 8080, 0, PORT_MOST),
        variables.text("SERVER_ADDRESS", "0.0.0.0"),
        environment);
  }

  public boolean isProduction() {
    return environment.equals("prod");
  }
}
