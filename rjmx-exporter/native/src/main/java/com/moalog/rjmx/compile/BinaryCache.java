package com.moalog.rjmx.compile;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the binary with a fingerprint of everything it was made from, so an unchanged program costs
 * nothing. Not for two builds of the same folder at once.
 *
 * @param module the folder of this module, where {@code toolchain} is
 * @param target where the C, the binary and the fingerprint are kept
 */
record BinaryCache(Path module, Path target) {

  private static final String MAIN_CLASS = "com.moalog.rjmx.posix.Main";

  /** The binary, made now when it is not there or made from something else. */
  Path binary() throws IOException, InterruptedException, BuildException {
    List<File> classPath = classPath();
    Path compiler = CToBinary.toolchain(module);
    String fingerprint = fingerprint(classPath, compiler);
    Path binary = target.resolve("rjmx-exporter");
    Path mark = target.resolve("fingerprint");
    if (Files.isExecutable(binary)
        && Files.exists(mark)
        && Files.readString(mark).equals(fingerprint)) {
      return binary;
    }
    Files.deleteIfExists(mark);
    make(classPath, compiler, binary);
    Files.writeString(mark, fingerprint);
    return binary;
  }

  private void make(List<File> classPath, Path compiler, Path binary)
      throws IOException, InterruptedException, BuildException {
    Path sources = target.resolve("c");
    deleteAll(sources);
    Files.createDirectories(sources);
    new JavaToC(classPath, MAIN_CLASS).translate(sources);
    for (Repair repair : Repair.ALL) {
      repair.apply(sources);
    }
    List<String> unset = UnsetVariables.in(sources);
    if (!unset.isEmpty()) {
      throw new BuildException(
          "handlers of exceptions would read variables without value: " + unset);
    }
    Path fresh = target.resolve("rjmx-exporter.new");
    new CToBinary(compiler, CToBinary.SMALL_AND_STATIC).compile(sources.resolve("all.c"), fresh);
    Files.move(fresh, binary, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What this program runs on is also what it translates. */
  private static List<File> classPath() {
    List<File> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      entries.add(new File(entry));
    }
    return entries;
  }

  private static String fingerprint(List<File> classPath, Path compiler) throws IOException {
    MessageDigest digest = sha256();
    digest.update(compiler.toString().getBytes(StandardCharsets.UTF_8));
    for (File entry : classPath) {
      if (entry.isDirectory()) {
        try (Stream<Path> files = Files.walk(entry.toPath())) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            digest.update(Files.readAllBytes(file));
          }
        }
      } else if (entry.exists()) {
        digest.update((entry.getName() + entry.length()).getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
