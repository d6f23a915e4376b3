package com.moalog.local.launcher.supervise;

import com.moalog.local.launcher.process.PidFile;
import com.moalog.local.launcher.process.Stop;
import com.moalog.local.launcher.settings.Home;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Processes that still run although their supervisor died. Stateless. */
public final class Orphans {

  /** The name under which the supervisor remembers itself. */
  static final String SUPERVISOR = "launcher";

  private Orphans() {}

  /** The orphans of a home by the name of their part; meant for when no supervisor answers. */
  public static Map<String, PidFile.Running> find(Home home) throws IOException {
    return PidFile.runningIn(home.run());
  }

  /**
   * Stops them: a supervisor that does not answer first, then applications, then stores. Returns
   * the names of those that would not end.
   */
  public static List<String> stop(Home home) throws InterruptedException, IOException {
    List<String> left = new ArrayList<>();
    Collection<Map<String, PidFile.Running>> tiers =
        find(home).entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.getValue().order(),
                    TreeMap::new,
                    Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
            .values();
    for (Map<String, PidFile.Running> tier : tiers) {
      for (PidFile.Running running : tier.values()) {
        Stop.signal(running.process(), running.signal());
      }
      for (Map.Entry<String, PidFile.Running> entry : tier.entrySet()) {
        if (Stop.awaitEnd(entry.getValue().process())) {
          new PidFile(home.run(), entry.getKey()).delete();
        } else {
          left.add(entry.getKey());
        }
      }
    }
    return left;
  }
}
