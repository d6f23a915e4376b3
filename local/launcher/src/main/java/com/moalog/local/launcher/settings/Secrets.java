package com.moalog.local.launcher.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The secrets that nobody chose: made once at random, then kept in a file that only its owner can
 * read, because data that was encrypted or signed with them outlives a restart. Immutable.
 */
public final class Secrets {

  private static final int SECRET_BYTES = 32;

  private final Map<String, String> values;

  private Secrets(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Reads the file of this home and adds what is missing. */
  public static Secrets open(Home home, SecureRandom random) throws IOException, SettingsException {
    Map<String, String> values = new TreeMap<>(EnvFile.read(home.secrets()));
    boolean isNew = false;
    for (String name :
        new String[] {"FLUXPAY_ENCRYPTION_KEY", "FLUXPAY_WEBHOOK_SECRET", "JWT_SECRET"}) {
      isNew |= values.putIfAbsent(name, randomSecret(random)) == null;
    }
    if (isNew) {
      write(home.secrets(), values);
    }
    return new Secrets(values);
  }

  /** The value that the settings choose, else the random one. */
  public String value(Settings settings, String name) {
    String kept = values.get(name);
    if (kept == null) {
      throw new IllegalArgumentException(name + " is not a generated secret");
    }
    return settings.text(name, kept);
  }

  private static String randomSecret(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Writes a new file and moves it into place, so a crash leaves either the old or the new one. */
  private static void write(Path file, Map<String, String> values) throws IOException {
    StringBuilder text = new StringBuilder("# Made at random by ./moalog up.\n");
    values.forEach((name, value) -> text.append(name).append("='").append(value).append("'\n"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
