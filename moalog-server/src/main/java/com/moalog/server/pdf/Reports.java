package com.moalog.server.pdf;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RoomId;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.subscription.CurrentPlans;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
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
    return make(caller, () -> writer.write(reader.read(retrospect, language)));
  }

  /** The reports of a room in one document; refused like {@link #make}. */
  byte[] makeRoom(RoomId room, MemberId caller, Language language) {
    return make(caller, () -> writer.write(reader.readRoom(room, language)));
  }

  private byte[] make(MemberId caller, Supplier<byte[]> work) {
    if (planEnforced && !plans.planOf(caller).includesPdfExport()) {
      throw Refusal.of(ErrorCode.PLAN_EXCLUDES);
    }
    if (!places.tryAcquire()) {
      throw Refusal.retryLater(ErrorCode.UNAVAILABLE, RETRY_AFTER);
    }
    try {
      return work.get();
    } catch (ReportTimeoutException tooLong) {
      LOG.warn("a report for member {}: {}", caller.value(), tooLong.getMessage());
      throw Refusal.retryLater(ErrorCode.UNAVAILABLE, RETRY_AFTER);
    } finally {
      places.release();
    }
  }
}
