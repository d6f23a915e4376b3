package com.moalog.local.launcher.parts;

import com.moalog.local.launcher.parts.Part.NamedPort;
import com.moalog.local.launcher.parts.Part.Tier;
import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.servers.KafkaServer;
import com.moalog.local.servers.LocalServer;
import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.ProgramCache;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.ServerPlace;
import java.util.List;
import java.util.stream.Stream;

/** The four data stores of the platform on this machine. */
final class Stores {

  private final Home home;
  private final Settings settings;
  private final ProgramCache programs;

  Stores(Home home, Settings settings) {
    this.home = home;
    this.settings = settings;
    this.programs = new ProgramCache(home.programs());
  }

  Part redis() {
    return part(
        new RedisServer(place("redis", "REDIS_PORT"), settings.text("REDIS_PASSWORD")),
        "REDIS_PORT");
  }

  Part mysql() {
    return part(
        new MySqlServer(place("mysql", "MYSQL_PORT"), settings.text("MYSQL_ROOT_PASSWORD")),
        "MYSQL_PORT");
  }

  Part postgres() {
    return part(
        new PostgresServer(
            place("fluxpay-postgres", "FLUXPAY_POSTGRES_PORT"),
            settings.text("FLUXPAY_DB_PASSWORD")),
        "FLUXPAY_POSTGRES_PORT");
  }

  Part kafka() {
    StagedJar jar =
        new StagedJar(
            home.root().resolve("local/kafka-broker/target/local-kafka-broker.jar"),
            home.applications().resolve("fluxpay-kafka"));
    KafkaServer server =
        new KafkaServer(
            place("fluxpay-kafka", "KAFKA_PORT"),
            settings.port("KAFKA_CONTROLLER_PORT"),
            jar.staged(),
            jar.directory().resolve("lib"));
    return part(new StagedBroker(server, jar), "KAFKA_PORT", "KAFKA_CONTROLLER_PORT");
  }

  /** What a server reports while it prepares itself goes to the supervisor's log. */
  private ServerPlace place(String name, String portVariable) {
    return new ServerPlace(
        programs, home.data().resolve(name), settings.port(portVariable), System.out::println);
  }

  private Part part(LocalServer server, String... portVariables) {
    List<NamedPort> ports =
        Stream.of(portVariables)
            .map(variable -> new NamedPort(settings.port(variable), variable))
            .toList();
    return new Part(server, Tier.STORE, List.of(), ports, "localhost:" + server.port());
  }
}
