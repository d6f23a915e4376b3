package com.moalog.chaos.scenario;

import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The changes of a breaker of moalog-server since an experiment began, from its log: a state that
 * lasts for one call is seen there and in no sampled metric.
 *
 * @param offset where the log ended when the experiment began
 * @param change finds the state that is entered
 */
record BreakerLog(int offset, Pattern change) {

  private static final String PART = "moalog-server";
  private static final Pattern LIMITER =
      Pattern.compile("breaker of the rate limiter: \\w+ -> (\\w+)");
  private static final Pattern FLUXPAY =
      Pattern.compile("circuit breaker fluxpay goes from [\\w-]+ to (\\w+)");

  static void watchLimiter(Stage stage) throws IOException, InterruptedException {
    stage.keep(new BreakerLog(stage.platform().log(PART).length(), LIMITER));
  }

  static void watchFluxpay(Stage stage) throws IOException, InterruptedException {
    stage.keep(new BreakerLog(stage.platform().log(PART).length(), FLUXPAY));
  }

  /** Notes whether it opened, tried and closed, in this order. */
  static void judge(Stage stage) throws IOException, InterruptedException {
    BreakerLog watched = stage.kept(BreakerLog.class);
    String log = stage.platform().log(PART);
    String since = log.substring(Math.min(watched.offset(), log.length()));
    List<String> states = new ArrayList<>();
    watched
        .change()
        .matcher(since)
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .forEach(states::add);
    boolean isWhole =
        !states.isEmpty()
            && states.getFirst().equals("open")
            && states.contains("half_open")
            && states.getLast().equals("closed");
    stage.note(
        Finding.of("the breaker goes open, half_open, closed", String.join(", ", states), isWhole));
  }
}
