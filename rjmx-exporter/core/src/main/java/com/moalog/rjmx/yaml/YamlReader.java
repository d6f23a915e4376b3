package com.moalog.rjmx.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one YAML 1.2 document: mappings, lists, all scalars, anchors and aliases, in block and flow
 * form. Refused: tags, complex keys, several documents, a key that stands twice, and texts longer
 * than {@link #LENGTH_LIMIT}.
 */
public final class YamlReader {

  /** Characters of a text. */
  public static final int LENGTH_LIMIT = 1024 * 1024;

  private static final int DEPTH_LIMIT = 64;

  private final Cursor cursor;
  private final Scalars scalars;
  private final Map<String, YamlNode> anchors = new HashMap<>();
  private int depth;

  private YamlReader(String text) {
    cursor = new Cursor(text);
    scalars = new Scalars(cursor);
  }

  /**
   * Reads a document; an empty text is an empty scalar.
   *
   * @throws YamlException at the first thing that is not understood
   */
  public static YamlNode read(String text) throws YamlException {
    if (text.length() > LENGTH_LIMIT) {
      throw new YamlException(new Mark(1, 1), "longer than " + LENGTH_LIMIT + " characters");
    }
    return new YamlReader(text).document();
  }

  private YamlNode document() throws YamlException {
    cursor.skipBlank();
    if (cursor.looksAt("%")) {
      throw cursor.fault("directives are not supported");
    }
    if (cursor.column() == 0 && cursor.looksAt("---") && cursor.blankAt(3)) {
      skip(3);
      cursor.skipBlank();
    }
    YamlNode root = block(-1);
    cursor.skipBlank();
    if (cursor.looksAt("...") && cursor.blankAt(3)) {
      skip(3);
      cursor.skipBlank();
    }
    if (!cursor.atEnd()) {
      throw cursor.fault("unexpected text; is the indentation right?");
    }
    return root;
  }

  private void skip(int characters) {
    for (int i = 0; i < characters; i++) {
      cursor.next();
    }
  }

  /** The node that begins here or on a later line, if it is indented deeper than its parent. */
  private YamlNode block(int parentIndent) throws YamlException {
    if (++depth > DEPTH_LIMIT) {
      throw cursor.fault("nested deeper than " + DEPTH_LIMIT);
    }
    Mark mark = cursor.mark();
    YamlNode node;
    if (cursor.atEnd() || cursor.column() <= parentIndent) {
      node = new YamlNode.Scalar(mark, "", true);
    } else if (isDash()) {
      node = sequence(cursor.column());
    } else if (isKey()) {
      node = mapping(cursor.column());
    } else {
      node = value(parentIndent);
    }
    depth--;
    return node;
  }

  private boolean isDash() {
    return cursor.peek() == '-' && cursor.blankAt(1) && !cursor.atEnd();
  }

  /** Whether this line begins with a key: text, a colon, and a space or the line's end. */
  private boolean isKey() {
    char first = cursor.peek();
    int ahead = 0;
    if (first == '"' || first == '\'') {
      ahead = 1;
      while (cursor.peek(ahead) != first) {
        if (cursor.peek(ahead) == '\n') {
          return false;
        }
        ahead += cursor.peek(ahead) == '\\' && first == '"' ? 2 : 1;
      }
      ahead++;
      while (cursor.peek(ahead) == ' ') {
        ahead++;
      }
      return cursor.peek(ahead) == ':' && cursor.blankAt(ahead + 1);
    }
    if ("[{&*|>!%@`#".indexOf(first) >= 0) {
      return false;
    }
    while (cursor.peek(ahead) != '\n') {
      if (cursor.peek(ahead) == ':' && cursor.blankAt(ahead + 1)) {
        return true;
      }
      if (cursor.peek(ahead) == ' ' && cursor.peek(ahead + 1) == '#') {
        return false;
      }
      ahead++;
    }
    return false;
  }

  private YamlNode mapping(int indent) throws YamlException {
    Mark mark = cursor.mark();
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    while (!cursor.atEnd() && cursor.column() == indent && !isDocumentEnd()) {
      Mark keyMark = cursor.mark();
      if (!isKey()) {
        throw cursor.fault("expected 'key: value'");
      }
      String key = key(false);
      cursor.next();
      put(entries, key, keyMark, entryValue(indent));
      cursor.skipBlank();
    }
    if (!cursor.atEnd() && cursor.column() > indent) {
      throw cursor.fault("wrong indentation");
    }
    return new YamlNode.Mapping(mark, entries);
  }

  private boolean isDocumentEnd() {
    boolean marker = cursor.looksAt("...") || cursor.looksAt("---");
    return cursor.column() == 0 && marker && cursor.blankAt(3);
  }

  private static void put(Map<String, YamlNode> entries, String key, Mark mark, YamlNode value)
      throws YamlException {
    if (entries.put(key, value) != null) {
      throw new YamlException(mark, "the key '" + key + "' stands twice");
    }
  }

  private String key(boolean flow) throws YamlException {
    char first = cursor.peek();
    String key =
        switch (first) {
          case '"' -> scalars.doubleQuoted();
          case '\'' -> scalars.singleQuoted();
          default -> scalars.plain(Integer.MAX_VALUE, flow);
        };
    cursor.skipSpaces();
    if (cursor.peek() != ':') {
      throw cursor.fault("expected ':' behind the key");
    }
    return key;
  }

  private YamlNode entryValue(int indent) throws YamlException {
    cursor.skipSpaces();
    if (!cursor.atLineEnd()) {
      return value(indent);
    }
    cursor.skipBlank();
    boolean listAtSameIndent = cursor.column() == indent && isDash();
    return block(listAtSameIndent ? indent - 1 : indent);
  }

  private YamlNode sequence(int indent) throws YamlException {
    Mark mark = cursor.mark();
    List<YamlNode> items = new ArrayList<>();
    while (!cursor.atEnd() && cursor.column() == indent && isDash()) {
      cursor.next();
      cursor.skipSpaces();
      if (cursor.atLineEnd()) {
        cursor.skipBlank();
      }
      items.add(block(indent));
      cursor.skipBlank();
    }
    if (!cursor.atEnd() && cursor.column() > indent) {
      throw cursor.fault("wrong indentation");
    }
    return new YamlNode.Sequence(mark, items);
  }

  /** A value that begins on this line and is neither a block list nor a block mapping. */
  private YamlNode value(int parentIndent) throws YamlException {
    Mark mark = cursor.mark();
    return switch (cursor.peek()) {
      case '"' -> new YamlNode.Scalar(mark, ended(scalars.doubleQuoted()), false);
      case '\'' -> new YamlNode.Scalar(mark, ended(scalars.singleQuoted()), false);
      case '|', '>' -> new YamlNode.Scalar(mark, scalars.block(parentIndent), false);
      case '[', '{' -> {
        YamlNode flow = flow();
        ended("");
        yield flow;
      }
      case '&' -> anchored(parentIndent);
      case '*' -> alias();
      case '!' -> throw cursor.fault("tags are not supported");
      case '@', '`', '%' -> throw cursor.fault("a text may not begin with this character");
      default -> new YamlNode.Scalar(mark, ended(scalars.plain(parentIndent, false)), true);
    };
  }

  private String ended(String text) throws YamlException {
    cursor.skipSpaces();
    if (!cursor.atLineEnd()) {
      throw cursor.fault("unexpected text behind the value");
    }
    return text;
  }

  private YamlNode anchored(int parentIndent) throws YamlException {
    String name = name();
    cursor.skipSpaces();
    if (cursor.atLineEnd()) {
      cursor.skipBlank();
    }
    YamlNode node = block(parentIndent);
    anchors.put(name, node);
    return node;
  }

  private YamlNode alias() throws YamlException {
    Mark mark = cursor.mark();
    String name = name();
    YamlNode node = anchors.get(name);
    if (node == null) {
      throw new YamlException(mark, "no anchor is called '" + name + "'");
    }
    return node;
  }

  private String name() {
    cursor.next();
    StringBuilder name = new StringBuilder();
    while (!cursor.blankAt(0) && ",]}[{".indexOf(cursor.peek()) < 0) {
      name.append(cursor.next());
    }
    return name.toString();
  }

  private YamlNode flow() throws YamlException {
    if (++depth > DEPTH_LIMIT) {
      throw cursor.fault("nested deeper than " + DEPTH_LIMIT);
    }
    YamlNode node = cursor.peek() == '[' ? flowSequence() : flowMapping();
    depth--;
    return node;
  }

  private YamlNode flowSequence() throws YamlException {
    Mark mark = cursor.mark();
    List<YamlNode> items = new ArrayList<>();
    cursor.next();
    cursor.skipBlank();
    while (cursor.peek() != ']' || cursor.atEnd()) {
      items.add(flowValue());
      comma(']', mark);
    }
    cursor.next();
    return new YamlNode.Sequence(mark, items);
  }

  private YamlNode flowMapping() throws YamlException {
    Mark mark = cursor.mark();
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    cursor.next();
    cursor.skipBlank();
    while (cursor.peek() != '}' || cursor.atEnd()) {
      requireMore(mark);
      Mark keyMark = cursor.mark();
      String key = key(true);
      cursor.next();
      cursor.skipBlank();
      put(entries, key, keyMark, flowValue());
      comma('}', mark);
    }
    cursor.next();
    return new YamlNode.Mapping(mark, entries);
  }

  private void requireMore(Mark opened) throws YamlException {
    if (cursor.atEnd()) {
      throw new YamlException(opened, "a bracket is not closed");
    }
  }

  private void comma(char end, Mark opened) throws YamlException {
    cursor.skipBlank();
    requireMore(opened);
    if (cursor.peek() == ',') {
      cursor.next();
      cursor.skipBlank();
    } else if (cursor.peek() != end) {
      throw cursor.fault("expected ',' or '" + end + "'");
    }
  }

  private YamlNode flowValue() throws YamlException {
    Mark mark = cursor.mark();
    return switch (cursor.peek()) {
      case '[', '{' -> flow();
      case '"' -> new YamlNode.Scalar(mark, scalars.doubleQuoted(), false);
      case '\'' -> new YamlNode.Scalar(mark, scalars.singleQuoted(), false);
      case '*' -> alias();
      default -> new YamlNode.Scalar(mark, scalars.plain(0, true), true);
    };
  }
}
