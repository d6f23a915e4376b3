package com.moalog.local.launcher.parts;

import com.moalog.local.launcher.process.StopSignal;
import com.moalog.local.servers.LocalServer;
import java.io.IOException;
import java.util.List;

/**
 * One part of the platform that runs on this machine.
 *
 * @param server how it is prepared, started and asked for its health
 * @param tier when it is stopped: applications first
 * @param needs what has to happen before it is started
 * @param ports every port it listens on, the one of its clients first
 * @param address what a person types to reach it
 */
public record Part(
    LocalServer server, Tier tier, List<Need> needs, List<NamedPort> ports, String address) {

  public Part {
    needs = List.copyOf(needs);
    ports = List.copyOf(ports);
  }

  /** The name of its Compose service. */
  public String name() {
    return server.name();
  }

  public StopSignal stopSignal() {
    return name().equals("fluxpay-postgres") ? StopSignal.INT : StopSignal.TERM;
  }

  /** Whether a newer build of it exists than the one that runs. */
  public boolean isOutdated() throws IOException {
    return switch (server) {
      case JavaService service -> !service.jar().isCurrent();
      case StagedBroker broker -> !broker.jar().isCurrent();
      default -> false;
    };
  }

  /** Whether it runs only when somebody asks for it. */
  public boolean isOptional() {
    return tier == Tier.MONITORING;
  }

  /** What watches is stopped before what it watches, applications before the stores they use. */
  public enum Tier {
    MONITORING(0),
    APPLICATION(1),
    STORE(2);

    private final int stopOrder;

    Tier(int stopOrder) {
      this.stopOrder = stopOrder;
    }

    /** Lower numbers are stopped first. */
    public int stopOrder() {
      return stopOrder;
    }
  }

  /**
   * Another part that has to be there first.
   *
   * @param healthy whether it has to be healthy; otherwise an attempt to start it is enough, so
   *     that a part that is broken for good delays nobody
   */
  public record Need(String part, boolean healthy) {

    static Need healthy(String part) {
      return new Need(part, true);
    }

    static Need started(String part) {
      return new Need(part, false);
    }
  }

  /**
   * A port that the user can change.
   *
   * @param variable the variable of {@code .env} that changes the port
   */
  public record NamedPort(int port, String variable) {}
}
