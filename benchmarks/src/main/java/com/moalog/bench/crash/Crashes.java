package com.moalog.bench.crash;

import com.moalog.bench.measure.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * One run. A dozen merchants, each with a case of its own, are held at their boundaries when the
 * engine dies, so that one start serves them all. Not thread-safe.
 */
final class Crashes {

  /** Each may hold a connection of the engine's pool of 16. */
  private static final int AT_ONCE = 12;

  /** The engine gives a silent database up after ten seconds, and then it would not be killed. */
  private static final Duration HOLD = Duration.ofSeconds(8);

  private final Stage stage;
  private final PrintStream out;
  private final Table table =
      new Table("flow", "the engine dies", "first afterwards", "client is told", "end");
  private final List<String> faults = new ArrayList<>();

  private Crashes(Stage stage, PrintStream out) {
    this.stage = stage;
    this.out = out;
  }

  /**
   * Runs the cases and prints the table.
   *
   * @param choice which of all cases of the flows are run
   * @return what was wrong
   */
  static List<String> run(List<Flow> flows, UnaryOperator<List<Case>> choice, PrintStream out)
      throws IOException, InterruptedException {
    try (Stage stage = Stage.start()) {
      Crashes crashes = new Crashes(stage, out);
      List<Case> cases = choice.apply(crashes.cases(flows));
      out.printf("%d ways to die in %d flows%n", cases.size(), flows.size());
      for (int start = 0; start < cases.size(); start += AT_ONCE) {
        crashes.killAmid(cases.subList(start, Math.min(start + AT_ONCE, cases.size())));
      }
      crashes.conclude();
      return crashes.faults;
    }
  }

  private List<Case> cases(List<Flow> flows) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (Flow flow : flows) {
      Undisturbed undisturbed = Attempt.prepare(stage, flow, Trap.unset()).follow(flow);
      cases.addAll(Case.all(undisturbed));
    }
    return cases;
  }

  private void killAmid(List<Case> cases) throws IOException, InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    for (Case one : cases) {
      attempts.add(Attempt.prepare(stage, one.flow().flow(), Trap.at(one.spot())));
    }
    List<Thread> clients =
        attempts.stream().map(attempt -> Thread.ofVirtual().start(attempt::act)).toList();
    long deadline = System.nanoTime() + HOLD.toNanos();
    for (Attempt attempt : attempts) {
      attempt.awaitCaught(deadline);
    }
    stage.engine().kill();
    attempts.forEach(Attempt::release);
    for (Thread client : clients) {
      client.join();
    }
    stage.engine().restart();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ending>> endings = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        Attempt attempt = attempts.get(i);
        Case one = cases.get(i);
        endings.add(threads.submit(() -> attempt.end(one)));
      }
      for (Future<Ending> ending : endings) {
        report(ending.get());
      }
    } catch (ExecutionException failed) {
      throw new IOException("a case could not be brought to its end", failed);
    }
    out.print(".");
    out.flush();
  }

  private void report(Ending ending) {
    Case one = ending.one();
    String fault = ending.fault();
    table.row(
        one.flow().flow().name(),
        lower(one.spot().side()) + " " + ending.where(),
        lower(one.comesFirst()),
        ending.answer(),
        fault.isEmpty() ? "as undisturbed" : "FAULT");
    if (!fault.isEmpty()) {
      faults.add(
          "%s, %s %s, %s first: %s"
              .formatted(
                  one.flow().flow().name(),
                  lower(one.spot().side()),
                  ending.where(),
                  lower(one.comesFirst()),
                  fault));
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void conclude() {
    Published published = Published.read(stage.kafka());
    faults.addAll(published.faults(stage.database()));
    out.println();
    table.print(out);
    out.printf("%d different events in Kafka, %d faults%n", published.count(), faults.size());
  }
}
