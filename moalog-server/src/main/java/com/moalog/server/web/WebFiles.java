package com.moalog.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of the page, all in memory: together they are smaller than a photograph. Immutable. */
final class WebFiles {

  private static final String FOLDER = "/web";

  /** Written by the build of the page: the path of each file, one in a line. */
  private static final String LIST = FOLDER + "/files.txt";

  private static final Map<String, String> SUFFIXES = Map.of("br", ".br", "gzip", ".gz");

  private final Map<String, WebFile> files;

  private WebFiles(Map<String, WebFile> files) {
    this.files = Map.copyOf(files);
  }

  /** What was built into this server; empty when it was built without the page. */
  static WebFiles ofThisBuild() {
    Map<String, WebFile> files = new HashMap<>();
    byte[] list = read(LIST);
    if (list != null) {
      for (String path : new String(list, StandardCharsets.UTF_8).lines().toList()) {
        files.put(path, file(path));
      }
    }
    return new WebFiles(files);
  }

  Optional<WebFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** The paths of all files. */
  List<String> paths() {
    return files.keySet().stream().sorted().toList();
  }

  private static WebFile file(String path) {
    byte[] plain = read(FOLDER + path);
    if (plain == null) {
      throw new IllegalStateException(LIST + " names " + path + ", which is not there");
    }
    Map<String, byte[]> packed = new HashMap<>();
    SUFFIXES.forEach((coding, suffix) -> {
      byte[] content = read(FOLDER + path + suffix);
      if (content != null) {
        packed.put(coding, content);
      }
    });
    return WebFile.of(path, plain, packed);
  }

  private static byte @Nullable [] read(String resource) {
    try (InputStream in = WebFiles.class.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
