package com.moalog.server.web;

import com.moalog.server.http.FilterOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that serve the page. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(WebConfiguration.class);

  @Bean
  FilterRegistrationBean<WebFilter> webFilter() {
    WebFiles files = WebFiles.ofThisBuild();
    if (files.paths().isEmpty()) {
      LOG.warn("built without the web page: Node.js 20 or later and npm were missing");
    }
    var filter = new FilterRegistrationBean<>(new WebFilter(files));
    filter.setOrder(FilterOrder.PAGE);
    return filter;
  }
}
