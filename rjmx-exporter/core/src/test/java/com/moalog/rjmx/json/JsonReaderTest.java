package com.moalog.rjmx.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {

  /** Writes down what it hears. */
  private static final class Transcript implements JsonHandler {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void startObject() {
      text.append('{');
    }

    @Override
    public void endObject() {
      text.append('}');
    }

    @Override
    public void startArray() {
      text.append('[');
    }

    @Override
    public void endArray() {
      text.append(']');
    }

    @Override
    public void key(String name) {
      text.append(name).append(':');
    }

    @Override
    public void string(String value) {
      text.append('\'').append(value).append('\'');
    }

    @Override
    public void number(double value) {
      text.append(value).append(' ');
    }

    @Override
    public void bool(boolean value) {
      text.append(value).append(' ');
    }

    @Override
    public void nothing() {
      text.append("null ");
    }
  }

  private static String read(byte[] bytes, int pieceLength) throws JsonException {
    Transcript transcript = new Transcript();
    JsonReader reader = new JsonReader(transcript);
    for (int i = 0; i < bytes.length; i += pieceLength) {
      reader.read(bytes, i, Math.min(pieceLength, bytes.length - i));
    }
    reader.end();
    return transcript.text.toString();
  }

  private static String read(String text) throws JsonException {
    return read(text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "01",
        "1.",
        "-",
        "tru",
        "truee",
        "nul",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "1 2",
        "[1}",
        "{]",
        "]",
        ":",
        "[1:2]",
        "{\"a\":1 \"b\":2}",
        "<html>",
        "NaN"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[] | []",
        "{} | {}",
        " [ 1 , -2.5e3 , true , false , null ] | [1.0 -2500.0 true false null ]",
        "{\"a\":{\"b\":[\"x\",{}]}} | {a:{b:['x'{}]}}",
        "\"\\ud83dx\" | '\uFFFDx'",
        "\"\\ude00\" | '\uFFFD'",
        "9223372036854775807 | 9.223372036854776E18",
        "1e999 | Infinity"
      })
  void readsEveryKindOfValue(String text, String heard) throws JsonException {
    assertThat(read(text).strip()).isEqualTo(heard.strip());
  }

  @Test
  void readsEscapes() throws JsonException {
    assertThat(read("\"\\u00e9\\ud83d\\ude00\\n\\/\"")).isEqualTo("'\u00e9\ud83d\ude00\n/'");
  }

  @Test
  void hearsTheSameHoweverTheInputIsCut() throws JsonException {
    String text = "{\"a\\u00e9\":[1.5e3,\"\u00e9\ud83d\ude00\",true,null],\"b\":\"\\\\\"}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String whole = read(bytes, bytes.length);
    for (int length = 1; length < bytes.length; length++) {
      assertThat(read(bytes, length)).isEqualTo(whole);
    }
  }

  @Test
  void replacesBytesThatAreNoText() throws JsonException {
    byte[] bytes = {'"', 'a', (byte) 0xC0, (byte) 0x80, (byte) 0xFF, 'b', '"'};
    assertThat(read(bytes, 2)).isEqualTo("'a\uFFFD\uFFFD\uFFFDb'");
  }

  @Test
  void limitsTheDepth() throws JsonException {
    int limit = JsonReader.DEPTH_LIMIT;
    assertThat(read("[".repeat(limit) + "]".repeat(limit))).hasSize(2 * limit);
    assertThatThrownBy(() -> read("[".repeat(limit + 1) + "]".repeat(limit + 1)))
        .hasMessageContaining("nested deeper");
  }

  @Test
  void cutsLongStringsButRefusesLongNames() throws JsonException {
    String tooLong = "x".repeat(JsonReader.STRING_LIMIT + 10);
    assertThat(read("\"" + tooLong + "\"")).hasSize(JsonReader.STRING_LIMIT + 2);
    assertThatThrownBy(() -> read("{\"" + tooLong + "\":1}")).hasMessageContaining("name too long");
  }

  @Test
  void isReadyAgainAfterAReset() throws JsonException {
    Transcript transcript = new Transcript();
    JsonReader reader = new JsonReader(transcript);
    byte[] broken = {'[', '"', 'x'};
    reader.read(broken, 0, broken.length);
    reader.reset();
    byte[] whole = {'[', ']'};
    reader.read(whole, 0, whole.length);
    reader.end();
    assertThat(transcript.text.toString()).isEqualTo("[[]");
  }
}
