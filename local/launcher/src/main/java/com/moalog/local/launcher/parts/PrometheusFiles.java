package com.moalog.local.launcher.parts;

import com.moalog.local.servers.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of {@code monitoring/prometheus} with the addresses of this machine in place of those
 * of the containers. Jobs whose target does not run here are left out.
 *
 * @param source the folder {@code monitoring/prometheus}
 * @param targets the address for each job that has a target here
 * @param alertmanager its address
 * @param actuatorPassword opens rate-limiter's metrics
 */
record PrometheusFiles(
    Path source, Map<String, String> targets, String alertmanager, String actuatorPassword)
    implements Configuration {

  private static final String CONTAINER_FOLDER = "/etc/prometheus";
  private static final String PASSWORD_FILE = "actuator-password";

  private static final Pattern JOB_START = Pattern.compile("(?m)^(?=  - job_name: )");
  private static final Pattern JOB_NAME = Pattern.compile("- job_name: (\\S+)");
  private static final Pattern MISSING_JOB = Pattern.compile("or absent\\(up\\{job=\"([^\"]+)\"");
  private static final Pattern TARGETS = Pattern.compile("targets: \\[[^]]*]");

  /** The container's node metrics come out of another program, below a path of its own. */
  private static final Pattern METRICS_PATH_OF_NODE = Pattern.compile(" +metrics_path: .*\\n");

  PrometheusFiles {
    targets = Map.copyOf(targets);
  }

  @Override
  public void writeTo(Path folder) throws IOException {
    for (String file : List.of("alert-rules.yml", "slo-rules.yml")) {
      List<String> rules = Files.readAllLines(source.resolve(file));
      Files.write(folder.resolve(file), rules.stream().filter(this::isOfHere).toList());
    }
    Files.writeString(folder.resolve(PASSWORD_FILE), actuatorPassword);
    Files.writeString(
        folder.resolve("prometheus.yml"),
        localized(Files.readString(source.resolve("prometheus.yml")), folder));
  }

  /** Nobody is to be told that a job without a target here is missing. */
  private boolean isOfHere(String rule) {
    Matcher missing = MISSING_JOB.matcher(rule);
    return !missing.find() || targets.containsKey(missing.group(1));
  }

  private String localized(String configuration, Path folder) {
    List<String> blocks = JOB_START.splitAsStream(configuration).toList();
    StringBuilder local = new StringBuilder(withTarget(blocks.getFirst(), alertmanager));
    blocks.stream().skip(1).map(this::job).forEach(local::append);
    return local
        .toString()
        .replace(CONTAINER_FOLDER + "/secrets/" + PASSWORD_FILE, folder + "/" + PASSWORD_FILE)
        .replace(CONTAINER_FOLDER, folder.toString());
  }

  private String job(String block) {
    Matcher name = JOB_NAME.matcher(block);
    if (!name.find()) {
      return block;
    }
    String target = targets.get(name.group(1));
    if (target == null) {
      return "";
    }
    String local = withTarget(block, target);
    return name.group(1).equals("node")
        ? METRICS_PATH_OF_NODE.matcher(local).replaceFirst("")
        : local;
  }

  private static String withTarget(String block, String target) {
    return TARGETS
        .matcher(block)
        .replaceFirst(Matcher.quoteReplacement("targets: [\"" + target + "\"]"));
  }
}
