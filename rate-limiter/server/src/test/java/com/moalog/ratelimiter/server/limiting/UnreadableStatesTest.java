package com.moalog.ratelimiter.server.limiting;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class UnreadableStatesTest {

  private long nanos;

  @Test
  void countsEachAndTellsOfThemOnceInAMinute() {
    LoggerContext context = new LoggerContext();
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger log = context.getLogger("states");
    log.addAppender(lines);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    UnreadableStates states =
        new UnreadableStates(log, new LimitMeters(registry, "test"), () -> nanos);
    states.accept(1);
    states.accept(2);
    nanos = UnreadableStates.SILENCE.toNanos() - 1;
    states.accept(3);
    assertThat(registry.counter("test_unreadable_states").count()).isEqualTo(6);
    assertThat(lines.list).hasSize(1);
    nanos++;
    states.accept(4);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "1 stored states could not be read; their keys counted as fresh",
            "9 stored states could not be read; their keys counted as fresh");
  }
}
