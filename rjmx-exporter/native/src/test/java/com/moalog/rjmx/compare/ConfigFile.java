package com.moalog.rjmx.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration files for tests. */
final class ConfigFile {

  /** Longer than a busy machine stands still. */
  static final int PATIENCE_MILLIS = 100_000;

  /** The times of the section {@code jolokia} for what must come through. */
  static final String PATIENT =
      "timeout_ms: " + PATIENCE_MILLIS + ", connect_timeout_ms: " + PATIENCE_MILLIS;

  private ConfigFile() {}

  static Path of(String text) throws IOException {
    Path file =
        Files.createTempFile(Files.createDirectories(Path.of("target/config")), "rjmx", ".yaml");
    return Files.writeString(file, text);
  }

  /** The rules of the platform's manifests for a cluster: ObjectNames, and a slash at the end. */
  static String kubernetesRules(String url) {
    return """
    jolokia:
      url: %s/
    lowercaseOutputName: true
    lowercaseOutputLabelNames: true
    rules:
      - {pattern: "java.lang:type=Memory", attribute: HeapMemoryUsage,
         name: jvm_memory_heap_$1_bytes, type: gauge}
      - {pattern: "java.lang:type=Memory", attribute: NonHeapMemoryUsage,
         name: jvm_memory_nonheap_$1_bytes, type: gauge}
      - {pattern: "java.lang:type=Threading", name: jvm_threads_$1, type: gauge}
      - {pattern: "java.lang:type=GarbageCollector,name=*", attribute: CollectionCount,
         name: jvm_gc_collection_count, type: counter}
      - {pattern: "java.lang:type=GarbageCollector,name=*", attribute: CollectionTime,
         name: jvm_gc_collection_time_ms, type: counter}
    """
        .formatted(url);
  }

  /** Two targets, one rule that shows every attribute. */
  static String two(ScriptedTarget first, ScriptedTarget second) {
    return """
    jolokia: {%s}
    targets:
      - {name: first, url: "%s"}
      - {name: second, url: "%s"}
    whitelistObjectNames: ["a:*"]
    rules:
      - {pattern: '^a<[^>]*><(\\w+)>$', name: a_$1}
    """
        .formatted(PATIENT, first.url(), second.url());
  }

  /** One rule that shows everything, one bean read whole. */
  static String everything(String url) {
    return everything(url, PATIENCE_MILLIS);
  }

  static String everything(String url, int timeoutMillis) {
    return """
    jolokia:
      url: %s
      timeout_ms: %d
      connect_timeout_ms: %d
      max_response_bytes: 8000000
    whitelistObjectNames: ["a:*"]
    rules:
      - pattern: 'a<type=State><(\\w+)>'
        name: state_$1
        states: {UP: 1, DOWN: 0}
      - pattern: 'a<type=Text>'
        name: texts
        states: "*"
      - pattern: '^a<([^>]*)><(.*)$'
        name: a_$2
        labels:
          bean: $1
    """
        .formatted(url, timeoutMillis, timeoutMillis);
  }
}
