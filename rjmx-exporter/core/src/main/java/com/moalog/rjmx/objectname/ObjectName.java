package com.moalog.rjmx.objectname;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The name of an MBean, or a pattern of such names.
 *
 * @param properties in the order in which they stand in the name
 * @param open whether further properties may follow: the name ends in {@code *}
 */
public record ObjectName(String domain, List<Property> properties, boolean open) {

  private static final int LENGTH_LIMIT = 4096;

  /** What may follow a backslash in a quoted value. */
  private static final String ESCAPED = "\\\"*?n";

  public ObjectName {
    properties = List.copyOf(properties);
  }

  /**
   * Reads a name.
   *
   * @throws ObjectNameException when JMX would not accept it
   */
  public static ObjectName parse(String text) throws ObjectNameException {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new ObjectNameException("it has no ':'", text);
    }
    if (text.length() > LENGTH_LIMIT) {
      throw new ObjectNameException("it is too long", text.substring(0, 100));
    }
    String domain = text.substring(0, colon);
    if (domain.indexOf('\n') >= 0) {
      throw new ObjectNameException("its domain has a line break", text);
    }
    List<Property> properties = new ArrayList<>();
    boolean open = readProperties(text, colon + 1, properties);
    if (properties.isEmpty() && !open) {
      throw new ObjectNameException("it has no properties", text);
    }
    for (int i = 0; i < properties.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (properties.get(i).key().equals(properties.get(j).key())) {
          throw new ObjectNameException("a property stands twice", text);
        }
      }
    }
    return new ObjectName(domain, properties, open);
  }

  private static boolean readProperties(String text, int from, List<Property> properties)
      throws ObjectNameException {
    boolean open = false;
    int next = from;
    while (next < text.length()) {
      if (text.charAt(next) == '*' && (next + 1 == text.length() || text.charAt(next + 1) == ',')) {
        if (open) {
          throw new ObjectNameException("it has two stars", text);
        }
        open = true;
        next += 2;
        if (next == text.length()) {
          throw new ObjectNameException("it ends with a comma", text);
        }
        continue;
      }
      int equals = text.indexOf('=', next);
      if (equals <= next || hasAny(text, next, equals, ",:*?\n")) {
        throw new ObjectNameException("a property has no key", text);
      }
      int end = valueEnd(text, equals + 1);
      properties.add(new Property(text.substring(next, equals), text.substring(equals + 1, end)));
      next = end + 1;
      if (next == text.length()) {
        throw new ObjectNameException("it ends with a comma", text);
      }
    }
    return open;
  }

  private static int valueEnd(String text, int from) throws ObjectNameException {
    if (text.startsWith("\"", from)) {
      return quotedEnd(text, from);
    }
    int comma = text.indexOf(',', from);
    int end = comma < 0 ? text.length() : comma;
    if (hasAny(text, from, end, "=:\"\n")) {
      throw new ObjectNameException("a property has no proper value", text);
    }
    return end;
  }

  private static int quotedEnd(String text, int from) throws ObjectNameException {
    for (int i = from + 1; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '\n') {
        throw new ObjectNameException("a quoted value has a line break", text);
      } else if (next == '\\') {
        i++;
        if (i < text.length() && ESCAPED.indexOf(text.charAt(i)) < 0) {
          throw new ObjectNameException("a quoted value has an unknown escape", text);
        }
      } else if (next == '"') {
        if (i + 1 < text.length() && text.charAt(i + 1) != ',') {
          throw new ObjectNameException("text follows a quoted value", text);
        }
        return i + 1;
      }
    }
    throw new ObjectNameException("a quoted value has no end", text);
  }

  private static boolean hasAny(String text, int from, int end, String characters) {
    for (int i = from; i < end; i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether this names more than one MBean. */
  public boolean isPattern() {
    return open || Wildcards.has(domain) || properties.stream().anyMatch(Property::isPattern);
  }

  /** Whether the domain alone may be several. */
  public boolean hasDomainPattern() {
    return Wildcards.has(domain);
  }

  /** The value of a property as it stands in the name. */
  public Optional<String> value(String key) {
    for (Property property : properties) {
      if (property.key().equals(key)) {
        return Optional.of(property.value());
      }
    }
    return Optional.empty();
  }

  /** Whether a name fits this pattern; the order of the properties does not matter. */
  public boolean matches(ObjectName name) {
    if (!Wildcards.match(domain, name.domain())
        || name.properties().size() < properties.size()
        || (!open && name.properties().size() > properties.size())) {
      return false;
    }
    for (Property wanted : properties) {
      Optional<String> value = name.value(wanted.key());
      if (value.isEmpty() || !Wildcards.match(wanted.value(), value.get())) {
        return false;
      }
    }
    return true;
  }

  /** The name with its properties in the order of their keys. */
  public ObjectName canonical() {
    List<Property> sorted = new ArrayList<>(properties);
    sorted.sort(Comparator.comparing(Property::key));
    return new ObjectName(domain, sorted, open);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(domain).append(':');
    for (Property property : properties) {
      text.append(text.charAt(text.length() - 1) == ':' ? "" : ",").append(property);
    }
    if (open) {
      text.append(properties.isEmpty() ? "*" : ",*");
    }
    return text.toString();
  }
}
