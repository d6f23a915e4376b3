package com.moalog.rjmx.scrape;

import com.moalog.rjmx.jolokia.AttributeDescription;
import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.objectname.ObjectNameException;
import java.util.HashMap;
import java.util.Map;

/** What is known about attributes beyond their values. Bounded; not thread-safe. */
final class AttributeTypes {

  /** Attributes that are remembered. */
  static final int LIMIT = 20_000;

  private final Map<String, Map<String, Type>> byBean = new HashMap<>();
  private String lastName = "";
  private String lastCanonical = "";
  private int size;

  /** How a value has to be read. */
  enum Kind {
    PLAIN,
    DATE,
    TABLE
  }

  /**
   * Of one attribute.
   *
   * @param description empty when it says no more than the name
   */
  record Type(Kind kind, String description) {
    static final Type UNKNOWN = new Type(Kind.PLAIN, "");
  }

  /** Adds what matters; most attributes are plain and describe themselves by their name. */
  void add(String objectName, AttributeDescription attribute) {
    Kind kind =
        switch (attribute.type()) {
          case "java.util.Date" -> Kind.DATE;
          case "javax.management.openmbean.TabularData" -> Kind.TABLE;
          default -> Kind.PLAIN;
        };
    String description = attribute.text().equals(attribute.name()) ? "" : attribute.text();
    if ((kind == Kind.PLAIN && description.isEmpty()) || size >= LIMIT) {
      return;
    }
    Map<String, Type> types =
        byBean.computeIfAbsent(canonical(objectName), name -> new HashMap<>(4));
    if (types.put(attribute.name(), new Type(kind, description)) == null) {
      size++;
    }
  }

  private String canonical(String objectName) {
    if (!objectName.equals(lastName)) {
      lastName = objectName;
      try {
        lastCanonical = ObjectName.parse(objectName).canonical().toString();
      } catch (ObjectNameException malformed) {
        lastCanonical = "";
      }
    }
    return lastCanonical;
  }

  /** The types of the attributes of an MBean that are not plain. */
  Map<String, Type> of(ObjectName name) {
    return size == 0 ? Map.of() : byBean.getOrDefault(name.canonical().toString(), Map.of());
  }

  void forget() {
    byBean.clear();
    size = 0;
  }
}
