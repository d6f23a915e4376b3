package com.moalog.fluxpay.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.kit.tracing.Tracing;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The parts that every endpoint shares. */
@Configuration(proxyBeanMethods = false)
@Import(ErrorAdvice.class)
public class HttpConfiguration {

  /** Amounts are exact and plain in both directions; absent values are left out. */
  @Bean
  JsonMapper jsonMapper() {
    return JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .changeDefaultPropertyInclusion(
            included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
        .build();
  }

  @Bean
  Answers answers(JsonMapper json, InstantSource clock) {
    return new Answers(json, clock);
  }

  @Bean
  RequestTraces requestTraces(IdSource ids) {
    return new RequestTraces(ids);
  }

  @Bean
  ErrorAnswers errorAnswers(Answers answers, RequestTraces traces) {
    return new ErrorAnswers(answers, traces);
  }

  @Bean
  Patience patience() {
    return new Patience(Patience.STOP_LIMIT);
  }

  @Bean
  Deadline deadline(Patience patience) {
    return new Deadline(patience, System::nanoTime);
  }

  @Bean
  FilterRegistrationBean<EntryFilter> entryFilter(
      RequestTraces traces, Deadline deadline, ErrorAnswers errors, Tracing tracing) {
    EntryFilter.Bounds bounds =
        new EntryFilter.Bounds(new RequestLimits(RequestLimits.CONCURRENT_REQUESTS), deadline);
    var filter = new FilterRegistrationBean<>(new EntryFilter(traces, bounds, errors, tracing));
    filter.setOrder(FilterOrder.ENTRY);
    return filter;
  }

  @Bean
  WebMvcConfigurer arguments(JsonMapper json, RequestBudget budget) {
    return new Arguments(new JsonBodyArgument(new JsonBodies(json), budget));
  }

  /** Answers are JSON whatever is accepted. */
  private record Arguments(JsonBodyArgument body) implements WebMvcConfigurer {

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
      configurer.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new CallerArgument());
      resolvers.add(body);
      resolvers.add(new PageArgument());
    }
  }
}
