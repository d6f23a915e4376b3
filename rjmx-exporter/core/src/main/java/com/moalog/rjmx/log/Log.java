package com.moalog.rjmx.log;

import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.text.JsonText;

/** Writes log lines to standard error. One thread. */
public final class Log {

  private final Host host;
  private final Level least;
  private final boolean json;

  public Log(Host host, Level least, boolean json) {
    this.host = host;
    this.least = least;
    this.json = json;
  }

  public void debug(String message) {
    write(Level.DEBUG, message, "");
  }

  public void info(String message) {
    write(Level.INFO, message, "");
  }

  public void warn(String message) {
    write(Level.WARN, message, "");
  }

  public void error(String message) {
    write(Level.ERROR, message, "");
  }

  /** A line about one target. */
  public void about(String target, Level level, String message) {
    write(level, message, target);
  }

  private void write(Level level, String message, String target) {
    if (level.compareTo(least) < 0) {
      return;
    }
    String time = Timestamp.of(host.epochMillis());
    if (!json) {
      String about = target.isEmpty() ? "" : " [" + target + "]";
      host.printError(time + " " + level + about + " " + message + "\n");
      return;
    }
    StringBuilder line = new StringBuilder(200);
    line.append("{\"timestamp\":\"").append(time).append("\",\"level\":\"").append(level);
    line.append("\",\"logger\":\"rjmx\",\"thread\":\"main\",\"service\":\"rjmx-exporter\"");
    if (!target.isEmpty()) {
      JsonText.quote(target, line.append(",\"target\":"));
    }
    JsonText.quote(message, line.append(",\"msg\":"));
    JsonText.quote(message, line.append(",\"message\":"));
    host.printError(line.append("}\n").toString());
  }
}
