package com.moalog.server.pdf;

import com.moalog.server.subscription.CurrentPlans;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the PDF export. */
@Configuration(proxyBeanMethods = false)
class PdfConfiguration {

  @Bean
  Reports reports(ReportReader reader, CurrentPlans plans, PdfSettings settings) {
    ReportWriter writer = new ReportWriter(new ReportFonts(settings), System::nanoTime);
    return new Reports(reader, writer, plans, settings);
  }
}
