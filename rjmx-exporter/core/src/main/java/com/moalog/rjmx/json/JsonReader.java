package com.moalog.rjmx.json;

import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.DecimalReader;
import com.moalog.rjmx.text.Utf8;

/**
 * Reads one JSON text (RFC 8259) piece by piece. Holds one token at a time; strings are cut at
 * {@link #STRING_LIMIT} bytes, deeper nesting than {@link #DEPTH_LIMIT} and longer numbers and
 * names are refused. Not thread-safe.
 */
public final class JsonReader {

  /** Containers in containers. */
  public static final int DEPTH_LIMIT = 64;

  /** Bytes of a string that are kept. */
  public static final int STRING_LIMIT = 16 * 1024;

  private static final int NUMBER_LIMIT = 1024;

  private enum Expect {
    VALUE,
    VALUE_OR_END,
    NAME,
    NAME_OR_END,
    COLON,
    COMMA_OR_END,
    END_OF_TEXT
  }

  private enum Token {
    NONE,
    STRING,
    ESCAPE,
    UNICODE,
    NUMBER,
    LITERAL
  }

  private final JsonHandler handler;
  private final NameCache names = new NameCache();
  private final boolean[] inObject = new boolean[DEPTH_LIMIT];
  private Expect expect = Expect.VALUE;
  private Token token = Token.NONE;
  private boolean tokenIsName;
  private Bytes buffer = new Bytes(256);
  private int unicode;
  private int unicodeDigits;
  private int highSurrogate;
  private int depth;
  private long position;

  public JsonReader(JsonHandler handler) {
    this.handler = handler;
  }

  /** Forgets everything, for the next text. */
  public void reset() {
    expect = Expect.VALUE;
    token = Token.NONE;
    depth = 0;
    position = 0;
    highSurrogate = 0;
    buffer = new Bytes(256);
  }

  /**
   * Reads the next piece.
   *
   * @throws JsonException when it cannot belong to a JSON text
   */
  public void read(byte[] bytes, int offset, int count) throws JsonException {
    for (int i = offset; i < offset + count; i++) {
      byte next = bytes[i];
      position++;
      switch (token) {
        case NONE -> between(next);
        case STRING -> inString(next);
        case ESCAPE -> escape(next);
        case UNICODE -> unicode(next);
        case NUMBER -> {
          if (isNumberPart(next)) {
            keepNumber(next);
          } else {
            endNumber();
            between(next);
          }
        }
        case LITERAL -> {
          if (next >= 'a' && next <= 'z') {
            keepNumber(next);
          } else {
            endLiteral();
            between(next);
          }
        }
      }
    }
  }

  /**
   * The input has ended.
   *
   * @throws JsonException when the text is not whole
   */
  public void end() throws JsonException {
    if (token == Token.NUMBER) {
      endNumber();
    } else if (token == Token.LITERAL) {
      endLiteral();
    }
    if (expect != Expect.END_OF_TEXT || token != Token.NONE) {
      throw fault("the text ends too early");
    }
  }

  private void between(byte next) throws JsonException {
    switch (next) {
      case ' ', '\t', '\n', '\r' -> {}
      case '"' -> startString();
      case '{' -> {
        open(true);
        handler.startObject();
        expect = Expect.NAME_OR_END;
      }
      case '[' -> {
        open(false);
        handler.startArray();
        expect = Expect.VALUE_OR_END;
      }
      case '}' -> close(true);
      case ']' -> close(false);
      case ':' -> {
        require(expect == Expect.COLON);
        expect = Expect.VALUE;
      }
      case ',' -> {
        require(expect == Expect.COMMA_OR_END);
        expect = inObject[depth - 1] ? Expect.NAME : Expect.VALUE;
      }
      default -> {
        requireValue();
        token = next >= 'a' && next <= 'z' ? Token.LITERAL : Token.NUMBER;
        require(token == Token.LITERAL || isNumberPart(next));
        buffer.clear();
        keepNumber(next);
      }
    }
  }

  private void startString() throws JsonException {
    tokenIsName = expect == Expect.NAME || expect == Expect.NAME_OR_END;
    if (!tokenIsName) {
      requireValue();
    }
    token = Token.STRING;
    buffer.clear();
  }

  private void open(boolean object) throws JsonException {
    requireValue();
    if (depth == DEPTH_LIMIT) {
      throw fault("nested deeper than " + DEPTH_LIMIT);
    }
    inObject[depth++] = object;
  }

  private void close(boolean object) throws JsonException {
    require(depth > 0 && inObject[depth - 1] == object);
    boolean empty = expect == (object ? Expect.NAME_OR_END : Expect.VALUE_OR_END);
    require(empty || expect == Expect.COMMA_OR_END);
    depth--;
    if (object) {
      handler.endObject();
    } else {
      handler.endArray();
    }
    valueRead();
  }

  private void valueRead() {
    token = Token.NONE;
    expect = depth == 0 ? Expect.END_OF_TEXT : Expect.COMMA_OR_END;
  }

  private void inString(byte next) throws JsonException {
    if (next == '"') {
      endString();
    } else if (next == '\\') {
      token = Token.ESCAPE;
    } else if (next >= 0 && next < ' ') {
      throw fault("control character in a string");
    } else {
      endSurrogate();
      keep(next);
    }
  }

  private void endString() throws JsonException {
    endSurrogate();
    token = Token.NONE;
    if (!tokenIsName) {
      handler.string(buffer.text());
      valueRead();
    } else if (buffer.size() >= STRING_LIMIT - 4) {
      throw fault("name too long");
    } else {
      handler.key(names.get(buffer.array(), buffer.size()));
      expect = Expect.COLON;
    }
  }

  private void escape(byte next) throws JsonException {
    token = Token.STRING;
    if (next == 'u') {
      token = Token.UNICODE;
      unicode = 0;
      unicodeDigits = 0;
      return;
    }
    endSurrogate();
    keep(
        switch (next) {
          case '"', '\\', '/' -> next;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> throw fault("unknown escape");
        });
  }

  private void unicode(byte next) throws JsonException {
    int digit = Character.digit((char) next, 16);
    require(digit >= 0);
    unicode = unicode * 16 + digit;
    if (++unicodeDigits < 4) {
      return;
    }
    token = Token.STRING;
    if (unicode >= 0xDC00 && unicode <= 0xDFFF && highSurrogate != 0) {
      keepCodePoint(Utf8.pair(highSurrogate, unicode));
      highSurrogate = 0;
      return;
    }
    endSurrogate();
    if (unicode >= 0xD800 && unicode <= 0xDBFF) {
      highSurrogate = unicode;
    } else {
      keepCodePoint(unicode >= 0xDC00 && unicode <= 0xDFFF ? 0xFFFD : unicode);
    }
  }

  /** Half a pair that is not followed by its other half stands for nothing. */
  private void endSurrogate() {
    if (highSurrogate != 0) {
      highSurrogate = 0;
      keepCodePoint(0xFFFD);
    }
  }

  private void keepCodePoint(int point) {
    if (buffer.size() <= STRING_LIMIT - 4) {
      Utf8.add(point, buffer);
    }
  }

  private void keep(int next) {
    if (buffer.size() < STRING_LIMIT) {
      buffer.add(next);
    }
  }

  private void keepNumber(byte next) throws JsonException {
    if (buffer.size() == NUMBER_LIMIT) {
      throw fault("number too long");
    }
    keep(next);
  }

  private static boolean isNumberPart(byte next) {
    return (next >= '0' && next <= '9')
        || next == '-'
        || next == '+'
        || next == '.'
        || next == 'e'
        || next == 'E';
  }

  private void endNumber() throws JsonException {
    if (!DecimalReader.isDecimal(buffer.array(), 0, buffer.size())) {
      throw fault("malformed number");
    }
    handler.number(DecimalReader.read(buffer.array(), 0, buffer.size()));
    valueRead();
  }

  private void endLiteral() throws JsonException {
    switch (buffer.text()) {
      case "true" -> handler.bool(true);
      case "false" -> handler.bool(false);
      case "null" -> handler.nothing();
      default -> throw fault("unknown word");
    }
    valueRead();
  }

  private void requireValue() throws JsonException {
    require(expect == Expect.VALUE || expect == Expect.VALUE_OR_END);
  }

  private void require(boolean condition) throws JsonException {
    if (!condition) {
      throw fault("unexpected character");
    }
  }

  private JsonException fault(String message) {
    return new JsonException(message, position);
  }
}
