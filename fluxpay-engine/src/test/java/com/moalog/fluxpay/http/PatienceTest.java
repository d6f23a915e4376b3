package com.moalog.fluxpay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class PatienceTest {

  private static final Duration BRIEF = Duration.ofMillis(20);

  private final Patience patience = new Patience(Duration.ofSeconds(30));
  private final CountDownLatch release = new CountDownLatch(1);

  /** Work that goes on until it is released, or interrupted. */
  private boolean released() {
    try {
      release.await();
      return true;
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  @Test
  void beginsNothingWhenThereIsNoTimeLeft() {
    AtomicBoolean begun = new AtomicBoolean();

    assertThat(patience.await(Duration.ZERO, () -> begun.getAndSet(true))).isEmpty();
    assertThat(patience.await(BRIEF.negated(), () -> begun.getAndSet(true))).isEmpty();

    patience.stop();
    assertThat(begun).isFalse();
  }

  @Test
  void tellsOfWorkThatFailsWhenNobodyWaitsAnyMore() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(Patience.class);
    log.start();
    logger.addAppender(log);

    assertThat(patience.await(BRIEF, this::failing)).isEmpty();
    release.countDown();
    patience.stop();

    logger.detachAppender(log);
    assertThat(log.list)
        .extracting(ILoggingEvent::getThrowableProxy)
        .extracting(IThrowableProxy::getMessage)
        .singleElement()
        .asString()
        .contains("lost");
  }

  private boolean failing() {
    throw new IllegalStateException("lost, released: " + released());
  }

  @Test
  void interruptsWorkThatOutlastsTheStop() throws InterruptedException {
    Patience hasty = new Patience(BRIEF);
    CountDownLatch interrupted = new CountDownLatch(1);
    assertThat(
            hasty.await(
                BRIEF,
                () -> {
                  if (!released()) {
                    interrupted.countDown();
                  }
                  return true;
                }))
        .isEmpty();

    hasty.stop();

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void workThatGoesOnKeepsThePlaceOfItsRequest() {
    RequestLimits limits = new RequestLimits(1);

    try (var _ = limits.take()) {
      assertThat(patience.await(BRIEF, this::released)).isEmpty();
    }

    assertThatThrownBy(limits::take).isInstanceOf(RefusedException.class);
    release.countDown();
    patience.stop();
    try (var _ = limits.take()) {
      assertThatThrownBy(limits::take).as("one place").isInstanceOf(RefusedException.class);
    }
  }
}
