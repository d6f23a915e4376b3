package com.moalog.server.operations;

import com.moalog.kit.tracing.Tracing;
import com.moalog.server.http.FilterOrder;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The parts that operators look at. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

  @Bean(destroyMethod = "close")
  PrometheusMeterRegistry meterRegistry(HikariDataSource requestPool) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    bindPool(requestPool, registry);
    return registry;
  }

  @Bean
  RouteTemplates routeTemplates(
      @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
    return new RouteTemplates(handlers::getObject);
  }

  @Bean
  RequestMeters requestMeters(MeterRegistry registry) {
    return new RequestMeters(registry);
  }

  @Bean
  FilterRegistrationBean<AccessLogFilter> accessLogFilter(
      RouteTemplates routes, RequestMeters meters, Tracing tracing) {
    var filter = new FilterRegistrationBean<>(new AccessLogFilter(routes, meters, tracing));
    filter.setOrder(FilterOrder.ACCESS_LOG);
    return filter;
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> zeroSeries(
      RouteTemplates routes, RequestMeters meters) {
    return _ ->
        routes
            .apiRoutes()
            .forEach(route ->
                route.methods().forEach(method -> meters.expect(method, route.template())));
  }

  private static void bindPool(HikariDataSource pool, MeterRegistry registry) {
    Map<String, ToDoubleFunction<HikariPoolMXBean>> states =
        Map.of(
            "active", HikariPoolMXBean::getActiveConnections,
            "idle", HikariPoolMXBean::getIdleConnections,
            "waiting", HikariPoolMXBean::getThreadsAwaitingConnection);
    states.forEach((state, count) ->
        Gauge.builder("moalog.db.pool.connections", pool.getHikariPoolMXBean(), count)
            .description("Database connections, and requests waiting for one")
            .tag("state", state)
            .register(registry));
  }
}
