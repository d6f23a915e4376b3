package com.moalog.bench.rjmx;

import com.moalog.bench.measure.Median;
import com.moalog.bench.measure.ProcessUse;
import com.moalog.local.servers.RunningServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures every way once, one after another, on applications that start for it. */
record Comparison(Programs programs, Amount amount, PrintStream out) {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double BYTES_PER_MEGABYTE = 1_000_000;

  /**
   * All that was measured.
   *
   * @param processes the native binary first, then the same with the platform's rules
   * @param series of each scrape
   */
  record Result(List<Measured> processes, List<InApp> inApp, List<Sum> sums, long series) {}

  /** What it takes in all to watch one JVM in one way. */
  record Sum(String name, double inApp, double beside, double cpuMillis) {}

  Result measure() throws IOException, InterruptedException {
    double bare = bare();
    List<Measured> processes = new ArrayList<>();
    List<InApp> inApp = new ArrayList<>();
    long series = jolokia(bare, processes, inApp);
    rmi(bare, series, processes, inApp);
    agent(bare, series, inApp);
    List<Sum> sums =
        List.of(
            sum(processes.get(0), inApp.get(0)),
            sum(processes.get(2), inApp.get(0)),
            sum(processes.get(3), inApp.get(1)),
            new Sum(
                "jmx_exporter's agent",
                inApp.get(2).memory().after(),
                0,
                inApp.get(2).scrapes().cpuInAppMillis()));
    return new Result(processes, inApp, sums, series);
  }

  private static Sum sum(Measured process, InApp inApp) {
    return new Sum(
        process.exporter().name() + ", " + inApp.name(),
        inApp.memory().after(),
        process.scrapes().megabytes(),
        process.scrapes().cpuMillis() + process.scrapes().cpuInAppMillis());
  }

  RunningServer<WatchedJvm> app(WatchedJvm.Way way) throws IOException, InterruptedException {
    RunningServer<WatchedJvm> app = RunningServer.start(WatchedJvm.with(way, programs));
    rest();
    return app;
  }

  private void rest() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(amount.rest().toNanos());
  }

  private static double resident(long pid) throws IOException {
    return RjmxBenchmark.megabytes(ProcessUse.of(pid).residentKib());
  }

  private double bare() throws IOException, InterruptedException {
    out.println("the application alone");
    try (RunningServer<WatchedJvm> app = app(WatchedJvm.Way.NONE)) {
      return resident(app.pid());
    }
  }

  private long jolokia(double bare, List<Measured> processes, List<InApp> inApp)
      throws IOException, InterruptedException {
    long series;
    try (RunningServer<WatchedJvm> app = app(WatchedJvm.Way.JOLOKIA)) {
      double idle = resident(app.pid());
      int port = app.server().port();
      int starts = amount.starts().ofBinary();
      Measured binary =
          process(Exporter.binary(programs, port), app.pid(), amount.scrapes(), starts);
      InApp.Memory memory = new InApp.Memory(idle, resident(app.pid()));
      processes.add(binary);
      double size = size(programs.jolokia());
      inApp.add(new InApp("Jolokia's agent", memory.above(bare), false, size, binary.scrapes()));
      Exporter ofThePlatform = Exporter.ofThePlatform(programs, port);
      processes.add(process(ofThePlatform, app.pid(), amount.scrapes(), starts));
      Exporter onTheJvm = Exporter.onTheJvm(programs, port);
      processes.add(process(onTheJvm, app.pid(), amount.scrapes(), amount.starts().ofJvm()));
      try (RunningExporter exporter = RunningExporter.start(onTheJvm)) {
        series = series(exporter.port());
      }
    }
    return series;
  }

  private void rmi(double bare, long series, List<Measured> processes, List<InApp> inApp)
      throws IOException, InterruptedException {
    try (RunningServer<WatchedJvm> app = app(WatchedJvm.Way.RMI)) {
      double idle = resident(app.pid());
      Exporter standalone = Exporter.standalone(programs, app.server().port());
      try (RunningExporter exporter = RunningExporter.start(standalone)) {
        same(series, series(exporter.port()), standalone.name());
      }
      Measured measured =
          process(standalone, app.pid(), amount.slowScrapes(), amount.starts().ofJvm());
      InApp.Memory memory = new InApp.Memory(idle, resident(app.pid()));
      processes.add(measured);
      inApp.add(new InApp("JMX over RMI", memory.above(bare), false, 0, measured.scrapes()));
    }
  }

  private void agent(double bare, long series, List<InApp> inApp)
      throws IOException, InterruptedException {
    out.println("jmx_exporter's agent");
    try (RunningServer<WatchedJvm> app = app(WatchedJvm.Way.JMX_EXPORTER)) {
      double idle = resident(app.pid());
      int port = app.server().port();
      same(series, series(port), "jmx_exporter's agent");
      Scrapes scrapes = Scrapes.of(port, app.pid(), app.pid(), amount.scrapes(), out);
      InApp.Memory memory = new InApp.Memory(idle, resident(app.pid()));
      double size = size(programs.jmxExporterAgent());
      inApp.add(new InApp("jmx_exporter's agent", memory.above(bare), true, size, scrapes));
    }
  }

  private static double size(Path jar) throws IOException {
    return Files.size(jar) / BYTES_PER_MEGABYTE;
  }

  /** Starts it often for its times, then once to be scraped. */
  private Measured process(Exporter exporter, long appPid, int scrapes, int starts)
      throws IOException, InterruptedException {
    out.println(exporter.name() + ": " + starts + " starts, " + scrapes + " scrapes");
    List<RunningExporter.FirstAnswer> answers = new ArrayList<>();
    for (int i = 0; i < starts; i++) {
      try (RunningExporter one = RunningExporter.start(exporter)) {
        answers.add(one.firstAnswer());
      }
    }
    RunningExporter.FirstAnswer median =
        new RunningExporter.FirstAnswer(
            Median.by(RunningExporter.FirstAnswer::millis, answers).millis(),
            Median.by(RunningExporter.FirstAnswer::cpuMillis, answers).cpuMillis());
    try (RunningExporter running = RunningExporter.start(exporter)) {
      rest();
      double idle = resident(running.pid());
      Scrapes seen = Scrapes.of(running.port(), running.pid(), appPid, scrapes, out);
      return new Measured(exporter, idle, starts, median, seen);
    }
  }

  private static void same(long expected, long seen, String name) throws IOException {
    if (expected != seen) {
      throw new IOException(name + " shows " + seen + " series, the others " + expected);
    }
  }

  /** How many series the rules make, so that nobody is quick by leaving something out. */
  private static long series(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(LIMIT)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      // The first scrape of a JVM may learn what the second one shows.
      client.send(request, HttpResponse.BodyHandlers.ofString());
      String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return text.lines().filter(line -> line.startsWith("app_")).count();
    }
  }
}
