package com.moalog.deploy.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.documents.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at every file of the repository for what looks like somebody's key. */
class SecretScanTest {

  private static final long LARGEST = 2_000_000;

  private static final Map<String, Pattern> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put(
        "private key",
        Pattern.compile("-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\\s+[A-Za-z0-9+/]{40}"));
    SHAPES.put("AWS key", Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"));
    SHAPES.put("GitHub token", Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36}\\b"));
    SHAPES.put("Slack token", Pattern.compile("\\bxox[abpr]-[0-9A-Za-z-]{20,}"));
    SHAPES.put(
        "Slack webhook",
        Pattern.compile("hooks\\.slack\\.com/services/T[0-9A-Z]{8,}/B[0-9A-Z]{8,}/\\w{20,}"));
    SHAPES.put("OpenAI key", Pattern.compile("\\bsk-(?:proj-)?[A-Za-z0-9]{32,}\\b"));
    SHAPES.put("Google key", Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}\\b"));
    SHAPES.put("Toss live key", Pattern.compile("\\blive_g?sk_[A-Za-z0-9]{20,}\\b"));
    SHAPES.put(
        "signed token",
        Pattern.compile("\\beyJ[A-Za-z0-9_-]{20,}\\.eyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{30,}"));
  }

  private static List<String> found(String text) {
    List<String> found = new ArrayList<>();
    SHAPES.forEach((name, shape) -> {
      if (shape.matcher(text).find()) {
        found.add(name);
      }
    });
    return found;
  }

  @Test
  void theRepositoryHoldsNoSecret() throws Exception {
    List<String> faults = new ArrayList<>();
    Documents.eachFile(file -> found(text(file)).forEach(name -> faults.add(file + ": " + name)));
    assertThat(faults).isEmpty();
  }

  private static String text(Path file) {
    try {
      return Files.size(file) > LARGEST
          ? ""
          : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Put together here, so that the scan does not find its own examples. */
  @ParameterizedTest
  @CsvSource({
    "AWS key, AKIA, ABCDEFGHIJKLMNOP",
    "GitHub token, ghp_, 0123456789abcdef0123456789abcdef0123",
    "OpenAI key, sk-, 0123456789abcdef0123456789abcdef0123456789ab",
    "Slack token, xoxb-, 0123456789-0123456789-abcdef",
    "Toss live key, live_, sk_0123456789abcdef0123456789",
    "signed token, eyJhbGciOiJIUzI1NiIsInR5cCI, 6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI.abcdefghijklmnopqrstuvwxyz0123456789"
  })
  void finds(String name, String start, String end) {
    assertThat(found("some text " + start + end + " and more")).containsExactly(name);
  }
}
