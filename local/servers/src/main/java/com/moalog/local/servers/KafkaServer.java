package com.moalog.local.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Kafka 4 broker in KRaft mode that is its own controller. Topics are not created by themselves.
 */
public final class KafkaServer implements LocalServer {

  private static final int API_VERSIONS = 18;
  private static final int CORRELATION = 7;
  private static final String CLIENT = "health";

  private final ServerPlace place;
  private final int controllerPort;
  private final Path program;
  private final Path libraries;

  /**
   * A broker that runs from these files.
   *
   * @param program jar or folder with the classes of {@code local/kafka-broker}
   * @param libraries folder of the jars that it needs
   */
  public KafkaServer(ServerPlace place, int controllerPort, Path program, Path libraries) {
    this.place = place;
    this.controllerPort = controllerPort;
    this.program = program;
    this.libraries = libraries;
  }

  /** A broker that runs from {@code local/kafka-broker/target}: that module has to be built. */
  static KafkaServer ofRepository(ServerPlace place, int controllerPort) {
    Path target = Repository.root().resolve("local/kafka-broker/target");
    return new KafkaServer(place, controllerPort, target.resolve("classes"), target.resolve("lib"));
  }

  @Override
  public String name() {
    return "fluxpay-kafka";
  }

  @Override
  public int port() {
    return place.port();
  }

  @Override
  public void prepare() throws IOException {
    if (!Files.exists(program)) {
      throw new IOException("the Kafka broker is not built: " + program + " is missing");
    }
    Files.createDirectories(place.data());
    Files.writeString(configuration(), properties());
  }

  private Path configuration() {
    return place.directory().resolve("server.properties");
  }

  private String properties() {
    String broker = "127.0.0.1:" + port();
    String controller = "127.0.0.1:" + controllerPort;
    return String.join(
        "\n",
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@" + controller,
        "controller.listener.names=CONTROLLER",
        "listeners=PLAINTEXT://" + broker + ",CONTROLLER://" + controller,
        "advertised.listeners=PLAINTEXT://" + broker,
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "log.dirs=" + place.data(),
        "auto.create.topics.enable=false",
        "offsets.topic.replication.factor=1",
        "offsets.topic.num.partitions=3",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "transaction.state.log.num.partitions=3",
        "share.coordinator.state.topic.replication.factor=1",
        "share.coordinator.state.topic.min.isr=1",
        "group.initial.rebalance.delay.ms=0",
        "log.cleaner.dedupe.buffer.size=2097152",
        "");
  }

  @Override
  public Command command() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new Command(
        List.of(
            java,
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-cp",
            program + ":" + libraries + "/*",
            "com.moalog.local.kafka.KafkaBroker",
            configuration().toString()),
        Map.of(),
        place.directory());
  }

  /** Sends an ApiVersions request, version 0 (Kafka protocol guide), and reads its error code. */
  @Override
  public boolean isHealthy() {
    return Probe.ask(
        port(),
        (in, out) -> {
          byte[] client = CLIENT.getBytes(StandardCharsets.UTF_8);
          out.writeInt(2 + 2 + 4 + 2 + client.length);
          out.writeShort(API_VERSIONS);
          out.writeShort(0);
          out.writeInt(CORRELATION);
          out.writeShort(client.length);
          out.write(client);
          out.flush();
          return in.readInt() > 0 && in.readInt() == CORRELATION && in.readShort() == 0;
        });
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port();
  }
}
