package com.moalog.chaos.scenario;

import com.moalog.chaos.experiment.Expectation;
import com.moalog.chaos.experiment.Fault;
import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Probe;
import com.moalog.chaos.experiment.Probes;
import com.moalog.chaos.experiment.Stage;
import com.moalog.chaos.money.PlanPurchase;
import com.moalog.chaos.network.Scrambler;
import com.moalog.chaos.platform.Ability;
import com.moalog.chaos.platform.Route;
import com.moalog.chaos.traffic.Answer;
import com.moalog.chaos.traffic.Kind;
import com.moalog.chaos.traffic.Members;
import com.moalog.chaos.traffic.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can go wrong where money is. */
final class Payments {

  private static final int BUYERS = 4;
  private static final int MEMBERS = 6;
  private static final Duration ACTIVE_WITHIN = Duration.ofSeconds(30);
  private static final int PSP_CLOCK_JUMP_SECONDS = 660;

  /** Each of them twice: what a provider does to a capture when it is not well. */
  private static final List<String> PSP_FAULTS =
      List.of(
          "\"apply_then_hang\"",
          "\"apply_then_reset\"",
          "\"apply_then_500\"",
          "\"hang\"",
          "\"reset_before\"",
          "\"malformed\"",
          "\"wrong_shape\"",
          "{\"delay\":{\"ms\":4000}}",
          "{\"rate_limit\":{\"retryAfterSeconds\":1}}",
          "{\"error\":{\"http\":500,\"code\":\"FAILED_INTERNAL_SYSTEM_PROCESSING\"}}");

  private Payments() {}

  static List<Fault> all() {
    return List.of(brokerRestart(), disorder(), provider(), providerClock());
  }

  private static Fault brokerRestart() {
    Probe listens = Probes.listens("KAFKA_PORT");
    return Fault.of(
            "kafka-restart",
            "kill -9 Kafka twice while events flow",
            "payments go on, every event arrives once")
        .withBuyers(BUYERS)
        .inject(stage -> stage.platform().kill("fluxpay-kafka"))
        .meanwhile(stage -> {
          boolean isBack = stage.await(Duration.ofMinutes(1), listens);
          stage.note(Finding.of("Kafka comes back by itself", "back: " + isBack, isBack));
          stage.platform().kill("fluxpay-kafka");
        })
        .recovered(listens, Duration.ofMinutes(1))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK));
  }

  private static Fault provider() {
    return Fault.of(
            "psp-faults",
            "the provider hangs, resets, answers 500 or rubbish, before and after it captured",
            "every payment settles, none is taken twice")
        .withBuyers(BUYERS)
        .inject(stage -> {
          for (String then : PSP_FAULTS) {
            sandbox(
                stage,
                "/__admin/rules",
                "{\"match\":{\"operation\":\"confirm\"},\"times\":2,\"then\":" + then + "}");
          }
        })
        .repair(stage -> stage.http().delete(stage.addresses().sandbox().resolve("/__admin/rules")))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK));
  }

  private static Fault providerClock() {
    return Fault.of(
            "psp-clock-jump",
            "the provider's clock jumps 11 minutes ahead and back",
            "sessions end early, both sides agree on every payment")
        .withBuyers(BUYERS)
        .inject(stage ->
            sandbox(stage, "/__admin/clock", "{\"advanceSeconds\":" + PSP_CLOCK_JUMP_SECONDS + "}"))
        .repair(stage -> sandbox(stage, "/__admin/clock", "{\"reset\":true}"))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK));
  }

  private static void sandbox(Stage stage, String path, String body)
      throws IOException, InterruptedException {
    var reply = stage.http().post(stage.addresses().sandbox().resolve(path), Map.of(), body);
    if (!reply.isOk()) {
      throw new IOException("the sandbox refuses " + body + ": " + reply.body());
    }
  }

  private static Fault disorder() {
    return Fault.of(
            "webhook-disorder",
            "every webhook of the engine comes twice and in any order",
            "each plan is active once, paid once")
        .needs(Ability.DETOURS)
        .inject(stage -> {
          int server = stage.addresses().server().getPort();
          Scrambler scrambler = new Scrambler(server, stage.number());
          stage.keep(scrambler, scrambler::close);
          stage.platform().detour(Route.SERVER).leadTo(scrambler.port());
          stage.platform().detour(Route.SERVER).cut();
        })
        .meanwhile(Payments::buyPlans)
        .repair(stage -> {
          stage.platform().detour(Route.SERVER).leadTo(stage.addresses().server().getPort());
          stage.platform().detour(Route.SERVER).cut();
        })
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK));
  }

  private static void buyPlans(Stage stage) throws IOException, InterruptedException {
    Members members = Members.loggedIn(stage.addresses(), stage.http(), MEMBERS);
    List<PlanPurchase> purchases = new ArrayList<>();
    for (int member = 0; member < MEMBERS; member++) {
      purchases.add(
          PlanPurchase.by(
              new PlanPurchase.Buyer(
                  stage.addresses(),
                  stage.http(),
                  members.tokens().get(member),
                  "10.152.0." + (member + 1))));
    }
    List<String> plans = new ArrayList<>();
    boolean areRight = true;
    for (PlanPurchase purchase : purchases) {
      boolean isActive = stage.await(ACTIVE_WITHIN, _ -> purchase.isActive());
      int captures = purchase.captures();
      areRight &= isActive && captures == 1;
      plans.add(purchase.plan() + " captured " + captures);
    }
    stage.note(Finding.of(MEMBERS + " plans active, captured once", plans.toString(), areRight));
    Scrambler scrambler = stage.kept(Scrambler.class);
    stage.note(
        Finding.of(
            "webhooks really came twice",
            scrambler.accepted() + " sent, " + scrambler.delivered() + " delivered",
            scrambler.accepted() >= MEMBERS && scrambler.delivered() > scrambler.accepted()));
  }
}
