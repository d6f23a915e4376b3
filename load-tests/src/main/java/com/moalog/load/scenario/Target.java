package com.moalog.load.scenario;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the program that starts a simulation tells it, by system properties. Stateless. */
public final class Target {

  public static final String SERVER = "moalog.load.server";
  public static final String FLUXPAY = "moalog.load.fluxpay";
  public static final String SANDBOX = "moalog.load.sandbox";
  public static final String TOKEN = "moalog.load.token";
  public static final String SHORT = "moalog.load.short";
  public static final String COUNTS = "moalog.load.counts";

  private Target() {}

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("-D" + name + " is missing; start this by ./moalog load");
    }
    return value;
  }

  static boolean isShort() {
    return Boolean.getBoolean(SHORT);
  }

  static String fluxpay() {
    return property(FLUXPAY);
  }

  static String sandbox() {
    return property(SANDBOX);
  }

  static Path counts() {
    return Path.of(property(COUNTS));
  }

  /** The threshold of errors always, those of times only in a full run: a build may be slow. */
  static Assertion[] thresholds(Assertion errors, Assertion... times) {
    return Stream.concat(Stream.of(errors), isShort() ? Stream.empty() : Stream.of(times))
        .toArray(Assertion[]::new);
  }

  /** One member, logged in before the load begins; connections are kept as browsers keep them. */
  static HttpProtocolBuilder protocol() {
    return http.baseUrl(property(SERVER))
        .contentTypeHeader("application/json")
        .authorizationHeader("Bearer " + property(TOKEN))
        .shareConnections();
  }
}
