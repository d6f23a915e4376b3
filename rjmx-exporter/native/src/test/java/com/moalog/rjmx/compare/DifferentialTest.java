package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The native binary and the JVM build say the same to the last character, whatever comes. */
final class DifferentialTest {

  /** Answers given to both; {@code -Drjmx.answers=3000 -Drjmx.seed=77} for the whole look. */
  private static final int ANSWERS = Integer.getInteger("rjmx.answers", 600);

  private static final long SEED = Long.getLong("rjmx.seed", 11);

  @Test
  void bothBuildsSayTheSameToRandomAndBrokenAnswers() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body("[]"));
        ExecutorService both = Executors.newFixedThreadPool(2)) {
      Path config =
          ConfigFile.of(
              // A script knows one answer; questions that learn would want others.
              "autoExcludeObjectNameAttributes: false\n" + ConfigFile.everything(target.url()));
      try (RunningExporter binary = RunningExporter.start(Build.NATIVE, config, Map.of());
          RunningExporter jvm = RunningExporter.start(Build.JVM, config, Map.of())) {
        int samples = 0;
        for (int i = 0; i < ANSWERS; i++) {
          ScriptedTarget.Script script = script(random.split());
          target.script(script);
          List<Callable<String>> calls = List.of(() -> seen(binary), () -> seen(jvm));
          List<Future<String>> texts = both.invokeAll(calls);
          String expected = texts.get(1).get();
          assertThat(texts.get(0).get()).as("answer %d of seed %d", i, SEED).isEqualTo(expected);
          samples += expected.split("\na_", -1).length - 1;
        }
        assertThat(samples).as("samples compared").isGreaterThan(ANSWERS * 2);
      }
    }
  }

  /** What came of the target, without what differs from process to process. */
  private static String seen(RunningExporter exporter) throws IOException, InterruptedException {
    StringBuilder kept = new StringBuilder();
    String text = exporter.metrics();
    StrictFormat.check(text);
    for (String line : text.split("\n", -1)) {
      String name = line.replaceFirst("# (TYPE|HELP) ", "");
      boolean own =
          name.startsWith("process_")
              || name.contains("duration_seconds")
              || name.contains("http_");
      if (!own) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  private static ScriptedTarget.Script script(SplittableRandom random) {
    byte[] body = ("[" + answer(random) + "]").getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(14)) {
      case 0 -> truncated(body, random.nextInt(body.length));
      case 1 -> {
        byte[] flipped = body.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        yield whole(flipped);
      }
      case 2 -> ScriptedTarget.status(500, "oops");
      case 3 -> whole(new byte[0]);
      case 4 -> ScriptedTarget.body("<html>".repeat(random.nextInt(1, 50)));
      case 5 -> whole("[".repeat(random.nextInt(1, 90)).getBytes(StandardCharsets.US_ASCII));
      case 6 -> chunked(body, random.nextInt(1, 40));
      case 7 -> {
        byte[] doubled = new byte[body.length * 2];
        System.arraycopy(body, 0, doubled, 0, body.length);
        System.arraycopy(body, 0, doubled, body.length, body.length);
        yield whole(doubled);
      }
      default -> whole(body);
    };
  }

  private static ScriptedTarget.Script whole(byte[] body) {
    return (request, out) -> {
      out.write(ScriptedTarget.head(200, body.length));
      out.write(body);
      return true;
    };
  }

  private static ScriptedTarget.Script truncated(byte[] body, int length) {
    return (request, out) -> {
      out.write(ScriptedTarget.head(200, body.length));
      out.write(body, 0, length);
      return false;
    };
  }

  private static ScriptedTarget.Script chunked(byte[] body, int size) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    framed.writeBytes(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < body.length; i += size) {
      int count = Math.min(size, body.length - i);
      framed.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      framed.write(body, i, count);
      framed.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    framed.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return (request, out) -> {
      out.write(framed.toByteArray());
      return true;
    };
  }

  private static String answer(SplittableRandom random) {
    StringBuilder beans = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      beans.append(beans.isEmpty() ? "" : ",").append('"').append(name(random)).append("\":");
      beans.append(object(random, 3));
    }
    String status = random.nextInt(12) == 0 ? "500,\"error\":\"no\"" : "200";
    return "{\"value\":{" + beans + "},\"status\":" + status + ",\"timestamp\":1}";
  }

  private static String name(SplittableRandom random) {
    String[] names = {
      "a:type=X,name=Y",
      "a:name=Z,type=W",
      "a:type=State",
      "a:type=Text",
      "a:type=Q,name=\\\"q,=:*\\\\n\\\"",
      "b:type=X",
      "not a name",
      "a:type=\u00e9\ud83d\ude00",
      "a:type=K,name=<b>"
    };
    return names[random.nextInt(names.length)];
  }

  private static String object(SplittableRandom random, int depth) {
    StringBuilder object = new StringBuilder("{");
    for (int i = random.nextInt(7); i > 0; i--) {
      object.append(object.length() == 1 ? "" : ",");
      object.append('"').append(key(random)).append("\":").append(value(random, depth));
    }
    return object.append('}').toString();
  }

  private static String key(SplittableRandom random) {
    String[] keys = {
      "Count", "used", "max", "a b", "\u00fc", "key", "value", ".error", "X$1", "9lives", ""
    };
    return keys[random.nextInt(keys.length)] + (random.nextBoolean() ? random.nextInt(50) : "");
  }

  private static String value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 12 : 16)) {
      case 0 ->
          Double.toString(Double.longBitsToDouble(random.nextLong()))
              .replace("NaN", "null")
              .replace("Infinity", "1e999")
              .replace("-1e999", "-1e999");
      case 1, 2 -> Long.toString(random.nextLong());
      case 3, 4 -> Integer.toString(random.nextInt(2000));
      case 5, 6 -> Double.toString(random.nextDouble());
      case 7 -> "true";
      case 8 -> "null";
      case 9 -> "\"UP\"";
      case 10 -> "\"t\\u00e9xt \\ud83d\\ude00 \\\" \\\\ \\n" + random.nextInt(9) + "\"";
      case 11 -> random.nextInt(1000) + "e" + random.nextInt(-330, 320);
      case 12 -> "[1,{\"x\":2},[3]]";
      case 13 -> "{\"error_type\":\"x\",\"error\":\"y\",\".error\":true}";
      default -> object(random, depth - 1);
    };
  }
}
