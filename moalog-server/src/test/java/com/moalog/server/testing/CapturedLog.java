package com.moalog.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import com.moalog.kit.logging.JsonLogEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** All that the servers of this JVM log in every detail, instead of on the console. */
public final class CapturedLog implements AutoCloseable {

  private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger own = logger("com.moalog.server");
  private final Level rootBefore = root.getLevel();
  private final Level ownBefore = own.getLevel();
  private final List<Appender<ILoggingEvent>> before = new ArrayList<>();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  public CapturedLog() {
    lines.list = Collections.synchronizedList(new ArrayList<>());
    lines.start();
    root.iteratorForAppenders().forEachRemaining(before::add);
    before.forEach(root::detachAppender);
    root.addAppender(lines);
    root.setLevel(Level.DEBUG);
    own.setLevel(Level.DEBUG);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  /** The lines so far, as they would stand in the log. */
  public String text() {
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.setService("moalog-server");
    return List.copyOf(lines.list).stream()
        .map(line -> new String(encoder.encode(line), UTF_8))
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
    root.setLevel(rootBefore);
    own.setLevel(ownBefore);
    root.detachAppender(lines);
    before.forEach(root::addAppender);
  }
}
