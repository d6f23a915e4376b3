package com.moalog.deploy.kubernetes;

import com.moalog.deploy.Node;
import com.moalog.deploy.Shell;
import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Kustomize tree of {@code deploy/k8s}, rendered by kubectl from a copy of what git holds. */
enum Tree {
  BASE("base"),
  DEV("overlays/dev"),
  PROD("overlays/prod"),
  RESTORE("restore");

  private static final Map<Tree, List<Manifest>> RENDERED = new EnumMap<>(Tree.class);

  private final String folder;

  Tree(String folder) {
    this.folder = folder;
  }

  /** For {@code @EnabledIf}: the trees are rendered by kubectl 1.27 or later. */
  static boolean canBeRendered() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  /** All documents of the tree. */
  List<Manifest> manifests() throws IOException, InterruptedException {
    synchronized (RENDERED) {
      if (!RENDERED.containsKey(this)) {
        RENDERED.put(this, render());
      }
      return RENDERED.getOrDefault(this, List.of());
    }
  }

  private List<Manifest> render() throws IOException, InterruptedException {
    Path clone = Files.createTempDirectory("k8s");
    for (String part : new String[] {"deploy", "monitoring", "rjmx-exporter/config"}) {
      copy(Repository.root().resolve(part), clone.resolve(part));
    }
    if (this == DEV) {
      run(clone, List.of(clone.resolve("deploy/k8s/prepare").toString()));
    }
    return Node.all(run(clone, List.of("kubectl", "kustomize", "deploy/k8s/" + folder))).stream()
        .map(Manifest::new)
        .toList();
  }

  private static String run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Shell.Ended ended = Shell.run(folder, Map.of(), command);
    if (ended.exit() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + ended.err());
    }
    return ended.out();
  }

  /** What git holds: neither what was built nor the secrets that somebody has prepared. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        Path copy = to.resolve(name);
        if (Files.isDirectory(entry)) {
          if (!name.equals("target") && !name.equals("src")) {
            copy(entry, copy);
          }
        } else if (!name.equals("secrets.env")) {
          Files.copy(entry, copy);
        }
      }
    }
  }

  List<Manifest> ofKind(String... kinds) throws IOException, InterruptedException {
    return manifests().stream().filter(one -> List.of(kinds).contains(one.kind())).toList();
  }

  List<Manifest> withPods() throws IOException, InterruptedException {
    return manifests().stream().filter(Manifest::hasPods).toList();
  }
}
