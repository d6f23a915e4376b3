package com.moalog.chaos.scenario;

import com.moalog.chaos.experiment.Expectation;
import com.moalog.chaos.experiment.Fault;
import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Probe;
import com.moalog.chaos.experiment.Stage;
import com.moalog.chaos.money.Audit;
import com.moalog.chaos.money.Purchases;
import com.moalog.chaos.network.Certificates;
import com.moalog.chaos.network.Detour;
import com.moalog.chaos.network.TlsFront;
import com.moalog.chaos.platform.Ability;
import com.moalog.chaos.platform.Twin;
import com.moalog.chaos.traffic.Answer;
import com.moalog.chaos.traffic.Kind;
import com.moalog.chaos.traffic.Phase;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What operators do or forget to do. */
final class Deployments {

  private static final String SERVER = "moalog-server";
  private static final Duration STARTED_WITHIN = Duration.ofSeconds(90);
  private static final Duration DRAIN = Duration.ofMillis(500);
  private static final int BUYERS = 2;

  private Deployments() {}

  static List<Fault> all() {
    return List.of(rollingRestart(), expiredCertificate());
  }

  private static Fault rollingRestart() {
    return Fault.of(
            "rolling-restart",
            "two servers behind a balancer are restarted one after the other",
            "not one request fails")
        .needs(Ability.PROCESSES)
        .prepare(stage -> {
          Twin twin = twin(stage, SERVER, Map.of(), List.of());
          stage.keep(twin, twin::close);
          require(stage, twin, "/health");
          Detour balancer =
              new Detour(TestServers.freePort(), stage.addresses().server().getPort());
          stage.keep(balancer, balancer::close);
          stage.reroute(stage.addresses().withServer(balancer.port()));
        })
        .meanwhile(stage -> {
          Detour balancer = stage.kept(Detour.class);
          balancer.leadTo(stage.kept(Twin.class).port());
          Thread.sleep(DRAIN);
          stage.platform().stop(SERVER);
          stage.platform().start(SERVER);
          balancer.leadTo(stage.platform().addresses().server().getPort());
          Thread.sleep(DRAIN);
          stage.kept(Twin.class).retire();
        })
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK))
        .expect(Expectation.share(1, Phase.BROKEN, Kind.HEALTH, Answer.OK))
        .expect(Expectation.share(1, Phase.AFTER, Kind.READ, Answer.OK));
  }

  private static Twin twin(
      Stage stage, String part, Map<String, String> changes, List<String> flags)
      throws IOException {
    Map<String, String> all = new HashMap<>(changes);
    all.put("SERVER_PORT", Integer.toString(TestServers.freePort()));
    return Twin.of(stage.platform().pid(part), all, flags);
  }

  private static void require(Stage stage, Twin twin, String health)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + twin.port());
    Probe isUp = at -> at.get(address, health).isOk();
    if (!stage.await(STARTED_WITHIN, isUp)) {
      throw new IOException("the second instance does not start");
    }
  }

  /** The two faces of the provider: with the certificate in order, and with the forgotten one. */
  private record Fronts(TlsFront valid, TlsFront expired) {

    void close() {
      valid.close();
      expired.close();
    }
  }

  private static Fault expiredCertificate() {
    return Fault.of(
            "expired-certificate",
            "the provider's certificate runs out under a second engine that speaks TLS to it",
            "no money moves meanwhile, every payment settles after the renewal")
        .needs(Ability.PROCESSES)
        .prepare(Deployments::speakTls)
        .inject(stage -> {
          long earlier = captures(stage);
          Running running = new Running(Purchases.start(stage.addresses(), BUYERS));
          stage.keep(running, running.purchases::stop);
          Thread.sleep(Duration.ofSeconds(3));
          running.before = captures(stage) - earlier;
          face(stage, stage.kept(Fronts.class).expired());
          Thread.sleep(Duration.ofSeconds(1));
          running.atStart = captures(stage);
        })
        .meanwhile(stage -> {
          Running running = stage.kept(Running.class);
          long now = captures(stage);
          stage.note(
              Finding.of(
                  "captures by TLS before, none while the certificate is bad",
                  "%d before, %d while".formatted(running.before, now - running.atStart),
                  running.before > 0 && now == running.atStart));
        })
        .repair(stage -> face(stage, stage.kept(Fronts.class).valid()))
        .afterwards(stage -> {
          Audit audit = Audit.of(stage.kept(Running.class).purchases.end(), stage.addresses());
          stage.note(Finding.of("every payment settled once", audit.toString(), audit.isClean()));
        })
        .expect(Expectation.share(1, Phase.BROKEN, Kind.READ, Answer.OK));
  }

  /** Buyers at the second engine, and what the provider had captured at some moments. */
  private static final class Running {

    private final Purchases purchases;
    private long before;
    private long atStart;

    Running(Purchases purchases) {
      this.purchases = purchases;
    }
  }

  private static void speakTls(Stage stage) throws IOException, InterruptedException {
    Path folder = Path.of(stage.platform().setting("MOALOG_STATE_DIR"), "certificates");
    Certificates certificates = Certificates.make(folder);
    int sandbox = stage.addresses().sandbox().getPort();
    Fronts fronts =
        new Fronts(
            new TlsFront(sandbox, certificates.valid(), Certificates.PASSWORD),
            new TlsFront(sandbox, certificates.expired(), Certificates.PASSWORD));
    stage.keep(fronts, fronts::close);
    Detour provider = new Detour(TestServers.freePort(), fronts.valid().port());
    stage.keep(provider, provider::close);
    Twin twin =
        twin(
            stage,
            "fluxpay-engine",
            Map.of("TOSS_API_URL", "https://localhost:" + provider.port() + "/v1"),
            List.of(
                "-Djavax.net.ssl.trustStore=" + certificates.trusted(),
                "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD));
    stage.keep(twin, twin::close);
    require(stage, twin, "/api/v1/health");
    stage.reroute(stage.addresses().withFluxpay(twin.port()));
  }

  private static void face(Stage stage, TlsFront front) {
    Detour provider = stage.kept(Detour.class);
    provider.leadTo(front.port());
    provider.cut();
  }

  private static long captures(Stage stage) throws InterruptedException {
    return stage
        .get(stage.addresses().sandbox(), "/__admin/effects")
        .json()
        .at("/total/captures")
        .asLong(0);
  }
}
