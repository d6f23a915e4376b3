package com.moalog.local.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/**
 * Runs one broker and controller in this process until it is asked to stop. The only argument is
 * the path of a {@code server.properties}; an empty log directory is formatted first.
 */
public final class KafkaBroker {

  private KafkaBroker() {}

  static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: KafkaBroker SERVER.PROPERTIES");
      System.exit(2);
    }
    Path configuration = Path.of(arguments[0]);
    Properties properties = Utils.loadProps(configuration.toString());
    Path logs = Path.of(properties.getProperty("log.dirs"));
    if (!Files.exists(logs.resolve("meta.properties"))) {
      format(configuration);
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
    server.startup();
    server.awaitShutdown();
  }

  private static void format(Path configuration) {
    String cluster = Uuid.randomUuid().toString();
    int status =
        StorageTool.execute(
            new String[] {"format", "-t", cluster, "-c", configuration.toString()}, System.out);
    if (status != 0) {
      throw new IllegalStateException("formatting failed with status " + status);
    }
  }
}
