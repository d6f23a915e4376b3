package com.moalog.deploy;

import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which images may be named by a tag without a digest: those of {@code docs/unpinned.md}. */
public final class Pins {

  private static final Path LIST = Repository.root().resolve("docs/unpinned.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
  private static final Pattern TAGGED = Pattern.compile("[^:@]+:[\\w.-]*\\d[\\w.-]*");
  private static final Pattern DIGEST = Pattern.compile(".+:.+@sha256:[0-9a-f]{64}");

  private Pins() {}

  /** Whether an image can be nothing else tomorrow, or is listed as one that could. */
  public static boolean allow(String image) {
    return DIGEST.matcher(image).matches()
        || (TAGGED.matcher(image).matches()
            && !image.endsWith(":latest")
            && listed().contains(image));
  }

  /** What the document lists. */
  public static Set<String> listed() {
    try {
      return ROW.matcher(Files.readString(LIST))
          .results()
          .map(row -> row.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
