package com.moalog.bench.limiter;

import com.moalog.bench.measure.Table;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What the limiter is to reach, as ratios of two cases of one run. */
final class Targets {

  /** A ratio and whether more or less of it is better. */
  private record Target(
      String what,
      Predicate<Case> ours,
      Predicate<Case> other,
      ToDoubleFunction<Measured> figure,
      String bound) {}

  private static final List<Target> ALL =
      List.of(
          new Target(
              "library, strict: decisions/s of raw Lua, 1 hot key",
              at(Library.PLACE, Library.STRICT, Keys.HOT),
              at(Library.PLACE, Library.RAW, Keys.HOT),
              Measured::perSecond,
              ">= 0.8"),
          new Target(
              "library, strict: decisions/s of raw Lua, 100k keys",
              at(Library.PLACE, Library.STRICT, Keys.MANY),
              at(Library.PLACE, Library.RAW, Keys.MANY),
              Measured::perSecond,
              ">= 0.8"),
          new Target(
              "library, coalesced: decisions/s of strict, 1 hot key",
              at(Library.PLACE, Library.COALESCED, Keys.HOT),
              at(Library.PLACE, Library.STRICT, Keys.HOT),
              Measured::perSecond,
              ">= 3"),
          new Target(
              "HTTP, strict: CPU of the twin on WebFlux, 100k keys",
              at(Service.PLACE, LimiterBenchmark.STRICT, Keys.MANY),
              at(Service.PLACE, LimiterBenchmark.WEBFLUX, Keys.MANY),
              Measured::ownMicros,
              "<= 0.25"),
          new Target(
              "HTTP, denied: decisions/s of strict",
              at(Service.PLACE, LimiterBenchmark.DENIED, Keys.HOT),
              at(Service.PLACE, LimiterBenchmark.STRICT, Keys.MANY),
              Measured::perSecond,
              ">= 2"),
          new Target(
              "HTTP, leased: decisions/s of strict",
              at(Service.PLACE, LimiterBenchmark.LEASED, Keys.HOT),
              at(Service.PLACE, LimiterBenchmark.STRICT, Keys.MANY),
              Measured::perSecond,
              ">= 2"),
          new Target(
              "HTTP, local: decisions/s of nginx, 100k keys",
              at(Service.PLACE, LimiterBenchmark.LOCAL, Keys.MANY),
              at(Service.PLACE, LimiterBenchmark.NGINX, Keys.MANY),
              Measured::perSecond,
              ">= 0.8"),
          new Target(
              "HTTP, leased: decisions/s of nginx, 1 hot key",
              at(Service.PLACE, LimiterBenchmark.LEASED, Keys.HOT),
              at(Service.PLACE, LimiterBenchmark.NGINX, Keys.HOT),
              Measured::perSecond,
              ">= 0.8"),
          new Target(
              "HTTP, denied: decisions/s of nginx",
              at(Service.PLACE, LimiterBenchmark.DENIED, Keys.HOT),
              at(Service.PLACE, LimiterBenchmark.NGINX_DENIED, Keys.HOT),
              Measured::perSecond,
              ">= 0.8"),
          new Target(
              "batch of 100: half of the calls take, of one check",
              named(LimiterBenchmark.BATCH),
              named(LimiterBenchmark.ONE),
              Measured::p50Millis,
              "<= 3"),
          new Target(
              "client: CPU of the JDK's HTTP client",
              named(Callers.CLIENT),
              named(Callers.JDK),
              Measured::ownMicros,
              "< 1"));

  private Targets() {}

  /** Prints the ratios that could be measured. */
  static void print(Comparison comparison, PrintStream out) {
    Table table = new Table("ratio", "measured", "target");
    for (Target target : ALL) {
      OptionalDouble ratio = comparison.ratio(target.ours(), target.other(), target.figure());
      ratio.ifPresent(measured -> table.row(target.what(), measured, target.bound()));
    }
    out.println();
    table.print(out);
  }

  private static Predicate<Case> at(String place, String name, Keys keys) {
    return each -> each.place().equals(place) && each.name().equals(name) && each.keys() == keys;
  }

  private static Predicate<Case> named(String name) {
    return each -> each.name().equals(name);
  }
}
