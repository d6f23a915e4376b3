package com.moalog.rjmx.serve;

import com.moalog.rjmx.host.Host;
import com.moalog.rjmx.host.Signal;
import com.moalog.rjmx.http.HttpServer;
import com.moalog.rjmx.http.ServerLimits;
import com.moalog.rjmx.log.Level;
import com.moalog.rjmx.log.Log;
import com.moalog.rjmx.net.Listener;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.net.NetworkException;
import com.moalog.rjmx.rule.RuleSet;
import com.moalog.rjmx.scrape.Targets;
import com.moalog.rjmx.settings.ServerSettings;
import com.moalog.rjmx.settings.Settings;
import com.moalog.rjmx.settings.TargetSettings;
import java.util.Objects;
import java.util.Optional;

/** The running exporter: one loop on one thread. */
public final class Exporter {

  private static final long STOP_MILLIS = 10_000;
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  private final Host host;
  private final Network network;
  private final Log log;
  private final ConfigurationSource source;
  private final Reloads reloads = new Reloads();
  private final TargetLog targetLog;
  private final ProcessMetrics process;
  private final Routes routes = new Routes(this);
  private final HttpServer server;
  private Engine engine;
  private Optional<Ready> pending = Optional.empty();

  /** A configuration that may be used: checked, with its rules made ready. */
  public record Ready(Settings settings, RuleSet rules) {}

  /** Where configurations come from while the exporter runs. */
  public interface ConfigurationSource {

    /**
     * The configuration if it has changed and may be used; faults go to the log.
     *
     * @param asked whether somebody asked for a reload, so that silence would be a surprise
     */
    Reload poll(boolean asked);
  }

  /**
   * What came of looking at the configuration.
   *
   * @param ready the new configuration, empty when nothing changed or it cannot be used
   * @param failed whether there is one that cannot be used
   */
  public record Reload(Optional<Ready> ready, boolean failed) {}

  /** What the exporter works with. */
  public record Surroundings(Host host, Network network, Log log, ConfigurationSource source) {}

  /**
   * Starts to listen.
   *
   * @throws NetworkException when the address is in use or TLS cannot start
   */
  public Exporter(Surroundings surroundings, Ready first) throws NetworkException {
    this.host = surroundings.host();
    this.network = surroundings.network();
    this.log = surroundings.log();
    this.source = surroundings.source();
    this.targetLog = new TargetLog(log);
    this.process = new ProcessMetrics(host);
    ServerSettings settings = first.settings().server();
    this.engine = engine(first, new Guard(settings.auth()));
    this.server = new HttpServer(listen(settings), ServerLimits.DEFAULT, routes);
  }

  private Listener listen(ServerSettings wanted) throws NetworkException {
    return network.listen(wanted.address(), wanted.tls());
  }

  private Engine engine(Ready ready, Guard guard) {
    for (TargetSettings target : ready.settings().targets()) {
      if (target.url().tls() && !network.hasTls()) {
        log.about(target.name(), Level.ERROR, "https needs the JVM build: this binary has no TLS");
      }
    }
    Targets targets = new Targets(ready.settings(), ready.rules(), network);
    return new Engine(
        ready.settings(),
        new Engine.Parts(targets, guard, reloads, process, targetLog),
        nowMillis());
  }

  Engine engine() {
    return engine;
  }

  long nowMillis() {
    return host.monotonicMicros() / 1000;
  }

  SelfMetrics.Connections connections() {
    return new SelfMetrics.Connections(server.activeConnections(), server.idleConnections());
  }

  /** Whether a new configuration waits for the scrapes that go on to end. */
  boolean isAboutToReload() {
    return pending.isPresent();
  }

  /** Runs until a signal says stop, then finishes what is in flight. */
  public void run() {
    long nextPoll = nowMillis() + LONGEST_WAIT_MILLIS;
    while (true) {
      network.await(patience(nextPoll));
      Optional<Signal> signal = host.nextSignal();
      if (signal.isPresent() && signal.get() == Signal.STOP) {
        break;
      }
      boolean asked = signal.isPresent();
      if (asked || nowMillis() >= nextPoll) {
        reload(asked);
        nextPoll = nowMillis() + LONGEST_WAIT_MILLIS;
      }
      takeOver();
      turn();
    }
    stop();
  }

  private void turn() {
    long now = nowMillis();
    server.turn(now);
    engine.turn(now);
    // An answer that is ready goes out now, not after the next wait; making it took its time.
    server.turn(nowMillis());
  }

  private long patience(long notAfterMillis) {
    long next = Math.min(server.nextDeadlineMillis(), engine.nextDeadlineMillis());
    return Math.max(0, Math.min(next, notAfterMillis) - nowMillis());
  }

  private void reload(boolean asked) {
    Reload reload = source.poll(asked);
    if (reload.failed()) {
      reloads.failed();
      return;
    }
    if (reload.ready().isPresent()) {
      pending = reload.ready();
    }
  }

  /**
   * A new configuration takes over when nobody waits for an answer of the old one. Meanwhile no
   * scrape begins, so that is soon; who waits for a password to be checked goes with it.
   */
  private void takeOver() {
    if (pending.isEmpty() || !engine.isIdle()) {
      return;
    }
    Ready next = pending.get();
    pending = Optional.empty();
    try {
      listenAnew(engine.settings().server(), next.settings().server());
      use(next);
    } catch (NetworkException refused) {
      reloads.failed();
      log.error("reload refused: " + refused.getMessage());
    }
    routes.goOn();
  }

  private void use(Ready next) {
    Engine before = engine;
    before.close();
    engine = engine(next, before.guard().with(next.settings().server().auth()));
    before.guard().moveTo(engine.guard());
    reloads.succeeded(host.epochMillis());
    log.info("configuration reloaded: " + next.settings().rules().size() + " rules");
  }

  /** Listens where and how a new configuration says; when that fails, as before. */
  private void listenAnew(ServerSettings before, ServerSettings after) throws NetworkException {
    boolean same =
        before.address().equals(after.address()) && Objects.equals(before.tls(), after.tls());
    if (same && server.isListening()) {
      return;
    }
    if (before.address().port() != after.address().port()) {
      server.replace(listen(after));
      return;
    }
    // A port has one listener: the old one goes first.
    server.closeListener();
    try {
      server.replace(listen(after));
    } catch (NetworkException refused) {
      server.replace(listen(before));
      throw refused;
    }
  }

  private void stop() {
    log.info("stopping");
    pending = Optional.empty();
    routes.goOn();
    server.stop();
    long until = nowMillis() + STOP_MILLIS;
    while (!server.isFinished() && nowMillis() < until) {
      turn();
      if (!server.isFinished()) {
        network.await(Math.max(0, Math.min(patience(until), until - nowMillis())));
      }
    }
    server.close();
    engine.close();
  }
}
