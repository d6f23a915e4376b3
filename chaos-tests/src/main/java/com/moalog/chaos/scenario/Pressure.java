package com.moalog.chaos.scenario;

import com.moalog.chaos.experiment.Expectation;
import com.moalog.chaos.experiment.Fault;
import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Probes;
import com.moalog.chaos.experiment.Stage;
import com.moalog.chaos.platform.Ability;
import com.moalog.chaos.platform.Tools;
import com.moalog.chaos.traffic.Answer;
import com.moalog.chaos.traffic.Kind;
import com.moalog.chaos.traffic.Mix;
import com.moalog.chaos.traffic.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** There is not enough of something: memory, disk, room for logs. */
final class Pressure {

  private static final String SERVER = "moalog-server";
  private static final long SPARE_BYTES = 2L * 1024 * 1024;
  private static final long LOG_BYTES = 40L * 1024 * 1024;

  /** Two files of 32 MiB for each of the sixteen parts and the supervisor's own. */
  private static final long MOST_LOG_BYTES = 64L * 1024 * 1024 * 17;

  private static final int FLOODERS = 20;
  private static final int REFUSALS_EACH = 150;
  private static final int BUYERS = 3;

  private Pressure() {}

  static List<Fault> all() {
    return List.of(memory(), disk(), logs());
  }

  private static Fault memory() {
    return Fault.of(
            "memory-pressure",
            "moalog-server may not take a byte of address space more",
            "it serves on or is started again; no 5xx but 503")
        .needs(Ability.PROCESSES)
        .inject(stage -> limit(stage, addressSpace(stage) + SPARE_BYTES))
        .repair(stage -> Tools.run(List.of("prlimit", "--pid", pid(stage), "--as=unlimited")))
        .recovered(Probes.READS_ARE_ANSWERED, Duration.ofMinutes(1))
        .expect(Expectation.never(Phase.BROKEN, Kind.READ, Answer.FAILED, Answer.BAD_GATEWAY))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static String pid(Stage stage) throws IOException {
    return Long.toString(stage.platform().pid(SERVER));
  }

  private static long addressSpace(Stage stage) throws IOException {
    Path status = Path.of("/proc", pid(stage), "status");
    String kilobytes =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmSize:"))
            .map(line -> line.replaceAll("\\D", ""))
            .findFirst()
            .orElseThrow(() -> new IOException("no VmSize in " + status));
    return Long.parseLong(kilobytes) * 1024;
  }

  private static void limit(Stage stage, long bytes) throws IOException, InterruptedException {
    Tools.run(List.of("prlimit", "--pid", pid(stage), "--as=" + bytes + ":unlimited"));
  }

  private static Fault disk() {
    return Fault.of(
            "disk-full",
            "the disk of PostgreSQL is full to the last byte",
            "payments 502, reads pass; nothing is lost when there is room again")
        .needs(Ability.SMALL_DISK)
        .under(Mix.MIXED)
        .withBuyers(BUYERS)
        .inject(stage -> stage.platform().disk().fill())
        .repair(stage -> stage.platform().disk().free())
        .recovered(Probes.breaker("fluxpay", "closed"), Duration.ofMinutes(1))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(
            Expectation.never(
                Phase.BROKEN, Kind.PAYMENT, Answer.FAILED, Answer.UNAVAILABLE, Answer.SILENT))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static Fault logs() {
    return Fault.of(
            "log-flood",
            "3,000 refused requests and 40 MiB of lines in one log",
            "all reads pass, the log is cut")
        .needs(Ability.PROCESSES)
        .inject(stage -> {
          flood(stage);
          stage.platform().swellLog(SERVER, LOG_BYTES);
        })
        .afterwards(Pressure::isCut)
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.p95(1_000, Phase.BROKEN, Kind.READ));
  }

  private static void flood(Stage stage) throws InterruptedException {
    List<Thread> flooders =
        IntStream.range(0, FLOODERS)
            .mapToObj(number -> Thread.ofVirtual().start(() -> complain(stage, number)))
            .toList();
    for (Thread flooder : flooders) {
      flooder.join();
    }
  }

  private static void complain(Stage stage, int number) {
    try {
      for (int request = 0; request < REFUSALS_EACH; request++) {
        stage
            .http()
            .post(
                stage.addresses().server().resolve("/api/v1/retro-rooms"),
                Map.of("X-Forwarded-For", "10.160.%d.%d".formatted(number, request + 1)),
                "{ this is no JSON");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void isCut(Stage stage) throws IOException, InterruptedException {
    boolean isCut =
        stage.await(Duration.ofSeconds(15), at -> at.platform().log(SERVER).length() < LOG_BYTES);
    long all = stage.platform().logBytes();
    stage.note(
        Finding.of(
            "the log is cut below 40 MiB, all logs stay below their bound",
            "cut: %s, all logs %,d bytes".formatted(isCut, all),
            isCut && all < MOST_LOG_BYTES));
  }
}
