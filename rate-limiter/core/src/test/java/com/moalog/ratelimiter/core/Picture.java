package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Meter;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Thirty seconds of one algorithm that grants ten requests in ten seconds: twelve requests come
 * just before the boundary of a window and twelve just after it, then two each second. What is
 * drawn is each request, taken or refused, and how many were taken within the ten seconds before.
 */
final class Picture {

  private static final long SECOND = 1_000_000;
  private static final int SECONDS = 30;
  private static final int LIMIT = 10;
  private static final long WINDOW = 10 * SECOND;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 190;
  private static final int LEFT = 34;
  private static final int RIGHT = 8;
  private static final int TOP = 26;
  private static final int BASE = 136;
  private static final int MOST_SHOWN = 20;
  private static final String STYLE =
      """
      text{font:11px sans-serif;fill:#57606a}
      .frame{stroke:#8c959f;stroke-width:1;fill:none}
      .limit{stroke:#bf8700;stroke-width:1.5;stroke-dasharray:5 4;fill:none}
      .taken{stroke:#1a7f37;stroke-width:2}
      .refused{stroke:#cf222e;stroke-width:2}
      .sum{stroke:#0969da;stroke-width:2;fill:none}
      @media (prefers-color-scheme:dark){text{fill:#9ea7b3}.taken{stroke:#3fb950}
      .refused{stroke:#f85149}.sum{stroke:#58a6ff}.limit{stroke:#d29922}}
      """;

  private final Algorithm algorithm;
  private final Meter meter;
  private final List<Long> taken = new ArrayList<>();
  private final StringBuilder marks = new StringBuilder();

  Picture(Algorithm algorithm) {
    this.algorithm = algorithm;
    this.meter = limit(algorithm).newMeter(1_000);
  }

  private static Limit limit(Algorithm algorithm) {
    Rate rate = new Rate(1, 1);
    return switch (algorithm) {
      case TOKEN_BUCKET -> new TokenBucket(LIMIT, rate);
      case LEAKY_BUCKET -> new LeakyBucket(LIMIT, rate);
      case SLIDING_WINDOW_LOG -> SlidingWindow.ofSeconds(LIMIT, 10);
      case SLIDING_WINDOW_COUNTER -> SlidingCounter.ofSeconds(LIMIT, 10);
      case FIXED_WINDOW -> FixedWindow.ofSeconds(LIMIT, 10);
    };
  }

  String svg() {
    for (long time : arrivals()) {
      boolean allowed = meter.take(time, 1).allowed();
      if (allowed) {
        taken.add(time);
      }
      mark(time, allowed);
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">
    <title>%s: 10 requests in 10 seconds, around a boundary</title>
    <style>%s</style>
    %s%s%s</svg>
    """
        .formatted(WIDTH, HEIGHT, algorithm, STYLE, frame(), marks, sum());
  }

  private static List<Long> arrivals() {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      times.add(9 * SECOND - SECOND / 2 + i * SECOND / 8);
    }
    for (int i = 0; i < 12; i++) {
      times.add(10 * SECOND + i * SECOND / 8);
    }
    for (int i = 0; i < 36; i++) {
      times.add(12 * SECOND + i * SECOND / 2);
    }
    return times;
  }

  private void mark(long time, boolean allowed) {
    int from = allowed ? BASE + 8 : BASE + 24;
    marks.append(
        "<path class=\"%s\" d=\"M%s %dv12\"/>\n"
            .formatted(allowed ? "taken" : "refused", x(time), from));
  }

  /** A stair: it rises when a request is taken and falls when one is ten seconds old. */
  private String sum() {
    StringBuilder path = new StringBuilder("M%s %s".formatted(x(0), y(0)));
    for (long time = 0; time <= SECONDS * SECOND; time += SECOND / 16) {
      long now = time;
      long count = taken.stream().filter(at -> at <= now && at > now - WINDOW).count();
      path.append("L%s %s".formatted(x(time), y(count)));
    }
    return "<path class=\"sum\" d=\"" + path + "\"/>\n";
  }

  private static String frame() {
    StringBuilder frame = new StringBuilder();
    frame.append(line("frame", x(0), y(0), x(SECONDS * SECOND), y(0)));
    for (int second = 0; second <= SECONDS; second += 10) {
      frame.append(line("frame", x(second * SECOND), y(0), x(second * SECOND), y(MOST_SHOWN)));
      double middle = Double.parseDouble(x(second * SECOND));
      frame.append(text(second == SECONDS ? middle - 24 : middle - 6, HEIGHT - 6, second + " s"));
    }
    frame.append(line("limit", x(0), y(LIMIT), x(SECONDS * SECOND), y(LIMIT)));
    frame.append(text(8, Double.parseDouble(y(LIMIT)) + 4, "10"));
    frame.append(text(8, Double.parseDouble(y(MOST_SHOWN)) + 4, "20"));
    frame.append(
        text(
            LEFT,
            14,
            "taken within the last 10 s (line), taken (upper marks), refused (lower marks)"));
    return frame.toString();
  }

  private static String line(String style, String x1, String y1, String x2, String y2) {
    return "<path class=\"%s\" d=\"M%s %sL%s %s\"/>\n".formatted(style, x1, y1, x2, y2);
  }

  private static String text(double x, double y, String words) {
    return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x, y, words);
  }

  private static String x(long micros) {
    double part = (double) micros / (SECONDS * SECOND);
    return String.format(Locale.ROOT, "%.1f", LEFT + part * (WIDTH - LEFT - RIGHT));
  }

  private static String y(long requests) {
    return String.format(Locale.ROOT, "%.1f", BASE - (double) requests / MOST_SHOWN * (BASE - TOP));
  }
}
