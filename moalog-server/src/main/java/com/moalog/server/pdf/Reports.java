package com.moalog.server.pdf;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.subscription.CurrentPlans;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes reports, a limited number at the same time. Thread-safe. */
final class Reports {

  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ReportReader reader;
  private final ReportWriter writer;
  private final CurrentPlans plans;
  private final boolean planEnforced;
  private final Semaphore places;

  Reports(ReportReader reader, ReportWriter writer, CurrentPlans plans, PdfSettings settings) {
    this.reader = reader;
    this.writer = writer;
    this.plans = plans;
    this.planEnforced = settings.planEnforced();
    this.places = new Semaphore(settings.maxConcurrency());
  }

  /** The report; refused with 503 when too many are being made or it takes too long. */
  byte[] make(Retrospect retrospect, MemberId caller, Language language) {
    if (planEnforced && !plans.planOf(caller).includesPdfExport()) {
      throw Refusal.of(ErrorCode.PLAN_EXCLUDES);
    }
    if (!places.tryAcquire()) {
      throw Refusal.retryLater(ErrorCode.UNAVAILABLE, RETRY_AFTER);
    }
    try {
      return writer.write(reader.read(retrospect, language));
    } catch (ReportTimeoutException tooLong) {
      LOG.warn("retrospect {}: {}", retrospect.id().value(), tooLong.getMessage());
      throw Refusal.retryLater(ErrorCode.UNAVAILABLE, RETRY_AFTER);
    } finally {
      places.release();
    }
  }
}
