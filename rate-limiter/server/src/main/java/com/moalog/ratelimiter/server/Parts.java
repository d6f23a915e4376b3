package com.moalog.ratelimiter.server;

import com.moalog.kit.tracing.Tracing;
import com.moalog.ratelimiter.server.actuator.Actuator;
import com.moalog.ratelimiter.server.actuator.Health;
import com.moalog.ratelimiter.server.api.LimitApi;
import com.moalog.ratelimiter.server.envoy.EnvoyService;
import com.moalog.ratelimiter.server.grpc.GrpcEntrance;
import com.moalog.ratelimiter.server.grpc.GrpcHandler;
import com.moalog.ratelimiter.server.grpc.GrpcHealth;
import com.moalog.ratelimiter.server.grpc.GrpcMeters;
import com.moalog.ratelimiter.server.grpc.GrpcMethod;
import com.moalog.ratelimiter.server.http.BasicCredentials;
import com.moalog.ratelimiter.server.http.HttpListener.Entrance;
import com.moalog.ratelimiter.server.http.RequestMeters;
import com.moalog.ratelimiter.server.http.Router;
import com.moalog.ratelimiter.server.limiting.Limiting;
import com.moalog.ratelimiter.server.limiting.RuleBook;
import com.moalog.ratelimiter.server.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What answers at the ports, put together. */
record Parts(
    Settings settings,
    RuleBook book,
    Limiting limiting,
    PrometheusMeterRegistry registry,
    Tracing tracing) {

  List<Entrance> entrances() {
    Entrance overHttp = http(settings.http().port());
    return settings.grpc().enabled() ? List.of(overHttp, grpc()) : List.of(overHttp);
  }

  Entrance http(int port) {
    Clock clock = Clock.systemUTC();
    LimitApi api = new LimitApi(settings, book, limiting, clock);
    Actuator actuator = new Actuator(settings.actuator(), health(), registry);
    RequestMeters meters = new RequestMeters(registry, tracing);
    meters.expectFailuresOf(api.routes().getFirst());
    Router router =
        new Router(
            Stream.of(api.routes(), envoy().routes(), actuator.routes())
                .flatMap(List::stream)
                .toList(),
            new BasicCredentials(settings.actuator().user(), settings.actuator().password()),
            meters,
            clock);
    return new Entrance(port, options -> {}, router);
  }

  private Entrance grpc() {
    Health health = health();
    Map<String, GrpcMethod> methods = new HashMap<>(envoy().methods());
    methods.put(GrpcHealth.PATH, new GrpcHealth(List.of(EnvoyService.NAME), health::serves));
    return GrpcEntrance.at(
        settings.grpc().port(), new GrpcHandler(methods, new GrpcMeters(registry)));
  }

  private EnvoyService envoy() {
    return new EnvoyService(settings.http(), book, limiting);
  }

  private Health health() {
    return new Health(limiting.link(), settings.actuator().redisRequired(), System::nanoTime);
  }
}
