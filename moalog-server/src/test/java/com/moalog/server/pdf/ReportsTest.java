package com.moalog.server.pdf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.Language;
import com.moalog.server.model.MemberId;
import com.moalog.server.model.RetrospectId;
import com.moalog.server.retrospect.RetrospectAccess;
import com.moalog.server.retrospect.model.Retrospect;
import com.moalog.server.subscription.CurrentPlans;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** The limits of time and number, on a clock that the test holds. */
class ReportsTest {

  private static final long LIMIT_NANOS = ReportWriter.TIME_LIMIT.toNanos();
  private static final int PATIENCE_SECONDS = 60;

  private final TestServer server = TestServer.shared();
  private final MemberId owner;
  private final Retrospect retrospect;

  ReportsTest() {
    Retro retro = new Retro(server);
    Person person = server.people().newcomer();
    long id = retro.retrospect(person, retro.room(person, "Limits"), "P");
    owner = new MemberId(person.id());
    retrospect =
        server
            .bean(RetrospectAccess.class)
            .require(new RetrospectId(id), owner)
            .requireInside(ErrorCode.RETROSPECT_NOT_FOUND)
            .retrospect();
  }

  @Test
  void makesOneReportAtATimeWhereOneIsAllowed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Reports reports =
        oneAtATime(() -> {
          begun.countDown();
          await(goOn);
          return 0;
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<byte[]> first = threads.submit(() -> make(reports));
      await(begun);
      isTurnedAway(reports);
      goOn.countDown();
      assertThat(first.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).startsWith(magic());
    }
    assertThat(make(reports)).startsWith(magic());
  }

  @Test
  void givesUpAReportThatTakesLongerThanFiveSeconds() {
    AtomicLong step = new AtomicLong(LIMIT_NANOS);
    AtomicLong now = new AtomicLong();
    Reports reports = oneAtATime(() -> now.getAndAdd(step.get()));
    now.set(Long.MAX_VALUE - 1); // the clock may start anywhere and overflow
    isTurnedAway(reports);
    step.set(0);
    assertThat(make(reports)).startsWith(magic());
  }

  @Test
  void finishesAReportThatTakesFiveSecondsToTheNanosecond() {
    AtomicLong now = new AtomicLong();
    assertThat(make(oneAtATime(() -> now.getAndSet(LIMIT_NANOS)))).startsWith(magic());
  }

  private Reports oneAtATime(LongSupplier nanoTime) {
    PdfSettings settings = new PdfSettings(Path.of("fonts"), "NanumGothic", 1, false);
    return new Reports(
        server.bean(ReportReader.class),
        new ReportWriter(new ReportFonts(settings), nanoTime),
        server.bean(CurrentPlans.class),
        settings);
  }

  private byte[] make(Reports reports) {
    return reports.make(retrospect, owner, Language.EN);
  }

  private void isTurnedAway(Reports reports) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> make(reports))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  private static byte[] magic() {
    return "%PDF-".getBytes(US_ASCII);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopping);
    }
  }
}
