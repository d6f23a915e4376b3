package com.moalog.server.http;

import java.util.List;
import java.util.UUID;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** The parts that all endpoints share. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  /** The name under which Spring MVC looks for its locale resolver is fixed. */
  @Bean
  RequestLanguage localeResolver(HttpSettings settings) {
    return new RequestLanguage(settings.defaultLanguage());
  }

  @Bean
  ErrorAnswer errorAnswer(RequestLanguage languages, JsonMapper json) {
    return new ErrorAnswer(languages, json);
  }

  @Bean
  Draining draining(HttpSettings settings) {
    return new Draining(settings.drain());
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> drained(Draining draining) {
    return factory -> factory.addConnectorCustomizers(draining::watch);
  }

  @Bean
  FilterRegistrationBean<SecurityHeaders> securityHeaders() {
    var filter = new FilterRegistrationBean<>(new SecurityHeaders());
    filter.setOrder(FilterOrder.SECURITY);
    return filter;
  }

  @Bean
  FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
    var filter = new FilterRegistrationBean<>(new RequestIdFilter(UUID::randomUUID));
    filter.setOrder(FilterOrder.REQUEST_ID);
    return filter;
  }

  @Bean
  FilterRegistrationBean<CorsFilter> corsFilter(HttpSettings settings) {
    var filter =
        new FilterRegistrationBean<>(new CorsFilter(new CorsPolicy(settings.allowedOrigins())));
    filter.setOrder(FilterOrder.CORS);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BodyFilter> bodyFilter(ErrorAnswer answer) {
    var filter = new FilterRegistrationBean<>(new BodyFilter(answer));
    filter.setOrder(FilterOrder.BODY);
    return filter;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainServerErrors() {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ServerErrorValve.class.getName());
          }
        });
  }

  /** Reads strictly: a number in quotes is not a number, a number is not a text. */
  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return builder ->
        builder
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                LogicalType.Textual,
                coercions ->
                    coercions
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  @Bean
  WebMvcConfigurer jsonWhateverTheHeaders(JsonMapper mapper) {
    return new JsonWhateverTheHeaders(mapper);
  }

  /** Bodies are JSON whatever {@code Content-Type} says; answers are JSON whatever is accepted. */
  private record JsonWhateverTheHeaders(JsonMapper mapper) implements WebMvcConfigurer {

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
      configurer.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new LanguageArgument());
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
      builder.withJsonConverter(new JacksonJsonHttpMessageConverter(mapper));
    }
  }
}
