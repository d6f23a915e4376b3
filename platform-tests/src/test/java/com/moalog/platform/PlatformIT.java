package com.moalog.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.chaos.platform.Moalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlatformIT {

  private static final List<String> PARTS =
      List.of(
          "redis",
          "mysql",
          "fluxpay-postgres",
          "fluxpay-kafka",
          "rate-limiter",
          "sandbox",
          "fluxpay-engine",
          "moalog-server");
  private static final Duration RECOVERY = Duration.ofMinutes(2);

  private static Moalog moalog;

  @BeforeAll
  static void chooseAPlace() throws Exception {
    moalog = Moalog.fresh(Path.of("target/state").toAbsolutePath());
  }

  @AfterAll
  static void leaveNothing() throws Exception {
    assertGood(moalog.run("down"));
    assertThat(moalog.run("status").lines())
        .containsExactly("The platform is down; ./moalog up starts it.");
  }

  @BeforeEach
  void everythingIsUp() throws Exception {
    assertGood(moalog.run("up"));
  }

  @Test
  void theLoadTestsRowsFindTheirPlaceAfterADemo() throws Exception {
    assertGood(moalog.run("demo"));
    assertGood(moalog.run("seed"));
    Moalog.Result again = moalog.run("seed");
    assertGood(again);
    assertThat(again.out()).containsExactly("seed: 0 rows added");
  }

  /** Sign-in, payment page, payment engine, its webhook: everything that a person needs to buy. */
  @Test
  void aPersonBuysAPlanInTheBrowser() throws Exception {
    Shopper.requirePage();
    long before = Visitor.captures(moalog);
    try (Shopper shopper = Shopper.signedUp(moalog, "shopper")) {
      shopper.choose("Pro");
      shopper.press("Cancel");
      shopper.sees("The payment was not completed");
      assertThat(Visitor.captures(moalog)).isEqualTo(before);

      shopper.follow("Back to the plans");
      shopper.choose("Pro");
      shopper.press("Pay by card");
      shopper.sees("Your Pro plan has begun");
      shopper.follow("Back to the plans");
      shopper.sees("Yours until");
      assertThat(shopper.card("Pro")).contains("Current plan");
    }
    assertThat(Visitor.captures(moalog)).as("taken once").isEqualTo(before + 1);
  }

  @Test
  void aSecondUpChangesNothing() throws Exception {
    long before = moalog.pid("moalog-server");
    Moalog.Result second = moalog.run("up");
    assertGood(second);
    assertThat(second.lines()).contains("Already up.");
    assertThat(moalog.pid("moalog-server")).isEqualTo(before);
  }

  @Test
  void everyKilledPartComesBackAndTheDemoPassesAfterwards() throws Exception {
    for (String part : PARTS) {
      long killed = moalog.pid(part);
      moalog.kill(part);
      await("status notices that " + part + " is gone")
          .atMost(RECOVERY)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> isNoticed(part, killed));
      await("a new process of " + part)
          .atMost(RECOVERY)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .until(() -> moalog.pid(part) != killed);
    }
    await("all healthy").atMost(RECOVERY).until(() -> moalog.run("status").exit() == 0);
    assertGood(moalog.run("demo"));
  }

  @Test
  void theStatusTellsTheTruthAboutAStoppedPart() throws Exception {
    assertGood(moalog.run("stop", "rate-limiter"));
    Moalog.Result status = moalog.run("status");
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.row("rate-limiter")).contains("stopped");
    assertThat(status.row("moalog-server")).contains("healthy");
    assertGood(moalog.run("start", "rate-limiter"));
    assertGood(moalog.run("status"));
  }

  /** Either it is seen while it is down, or a new process runs and the restart is counted. */
  private static boolean isNoticed(String part, long killed) throws Exception {
    Moalog.Result status = moalog.run("status");
    List<String> row = status.row(part);
    boolean isBack = !row.contains(Long.toString(killed)) && !row.getLast().equals("0");
    return status.exit() == 1 ? !row.contains("healthy") || isBack : isBack;
  }

  @Test
  void theDataSurvivesDownAndUp() throws Exception {
    assertGood(moalog.run("demo"));
    assertGood(moalog.run("seed"));
    Visitor before = Visitor.loggedIn(moalog, "loadtest@moalog.me");
    String room = before.createRoom();
    long captures = Visitor.captures(moalog);
    assertThat(captures).isPositive();

    assertGood(moalog.run("down"));
    assertGood(moalog.run("up"));

    Visitor after = Visitor.loggedIn(moalog, "loadtest@moalog.me");
    assertThat(after.rooms()).contains(room);
    assertThat(before.rooms()).as("with the session from before").contains(room);
    assertThat(Visitor.captures(moalog)).isEqualTo(captures);
    assertGood(moalog.run("demo"));
  }

  @Test
  void upTakesOverWhatAKilledSupervisorLeft() throws Exception {
    moalog.kill("launcher");
    await()
        .atMost(RECOVERY)
        .until(() -> moalog.run("status").lines().getFirst().startsWith("The supervisor is dead"));
    assertGood(moalog.run("up"));
    assertGood(moalog.run("status"));
  }

  @Test
  void allPartsTogetherStayWithinTheMemoryBudget() throws Exception {
    String memory =
        moalog.run("status").lines().stream()
            .filter(line -> line.startsWith("Memory (PSS): "))
            .findFirst()
            .orElseThrow();
    String[] words = memory.split(" ", -1);
    assertThat(Integer.parseInt(words[2])).isBetween(300, 1_638);
  }

  private static void assertGood(Moalog.Result result) {
    assertThat(result.exit()).as(String.join("\n", result.lines())).isZero();
  }
}
