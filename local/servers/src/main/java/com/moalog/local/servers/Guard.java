package com.moalog.local.servers;

import java.io.IOException;

/**
 * Kills a child when this JVM is gone, whatever ended it: the guard is a small process that waits
 * for the end of the pipe from this JVM. It ends with the child. A pid may belong to another
 * process by then, so it compares the time of the start too (proc(5), field 22 of {@code stat}).
 */
final class Guard {

  private static final String SCRIPT =
      """
      started() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }
      first=$(started "$1")
      cat >/dev/null
      [ -z "$first" ] || [ "$(started "$1")" != "$first" ] || kill -9 "$1"
      """;

  private Guard() {}

  static void of(Process child) throws IOException {
    Process guard =
        new ProcessBuilder("sh", "-c", SCRIPT, "guard", Long.toString(child.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var _ = child.onExit().thenRun(guard::destroyForcibly);
  }
}
