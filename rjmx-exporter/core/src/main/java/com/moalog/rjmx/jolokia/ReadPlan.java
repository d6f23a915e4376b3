package com.moalog.rjmx.jolokia;

import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.objectname.ObjectNameException;
import com.moalog.rjmx.rule.Dialect;
import com.moalog.rjmx.rule.Reach;
import com.moalog.rjmx.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what to ask a target for: as little as the rules can use. */
public final class ReadPlan {

  private static final List<String> DEFAULTS =
      List.of(
          "java.lang:type=Memory",
          "java.lang:type=Threading",
          "java.lang:type=ClassLoading",
          "java.lang:type=OperatingSystem",
          "java.lang:type=Runtime",
          "java.lang:type=GarbageCollector,*");

  private ReadPlan() {}

  /** The reads of a configuration. */
  public static List<Read> of(Settings settings) {
    List<ObjectName> included = settings.read().included();
    List<Reach> reaches = new ArrayList<>();
    boolean known = true;
    for (var rule : settings.rules()) {
      Optional<Reach> reach = Reach.of(rule, settings.objectNameRules());
      known &= reach.isPresent();
      reach.ifPresent(reaches::add);
    }
    // A customized MBean is needed whole: any of its attributes may become a label.
    known &= settings.read().customizers().isEmpty();
    boolean own = settings.naming().dialect() == Dialect.RJMX;
    if (own && known && !reaches.isEmpty() && staysInside(reaches, included)) {
      return merged(reaches);
    }
    Map<String, Read> reads = new LinkedHashMap<>();
    for (ObjectName name : included.isEmpty() ? defaults(own) : included) {
      reads.putIfAbsent(name.toString(), new Read(name, List.of()));
    }
    if (own && included.isEmpty()) {
      for (Read read : merged(reaches)) {
        reads.putIfAbsent(read.name().toString(), new Read(read.name(), List.of()));
      }
    }
    return List.copyOf(reads.values());
  }

  private static List<ObjectName> defaults(boolean own) {
    List<ObjectName> names = new ArrayList<>();
    for (String text : own ? DEFAULTS : List.of("*:*")) {
      addTo(names, text);
    }
    return names;
  }

  private static void addTo(List<ObjectName> names, String text) {
    try {
      names.add(ObjectName.parse(text));
    } catch (ObjectNameException impossible) {
      throw new IllegalStateException(text, impossible);
    }
  }

  /**
   * Whether no MBean that is to be read can be meant by a rule but those of the rule's reach. A
   * pattern is searched for, so {@code lang<type=Memory>} means those of {@code java.lang} too.
   */
  private static boolean staysInside(List<Reach> reaches, List<ObjectName> included) {
    List<ObjectName> read = included.isEmpty() ? defaults(true) : included;
    for (Reach reach : reaches) {
      String domain = reach.name().domain();
      for (ObjectName name : read) {
        boolean sure =
            name.domain().indexOf('*') < 0
                && name.domain().indexOf('?') < 0
                && (name.domain().equals(domain) || !name.domain().endsWith(domain));
        if (!sure && reach.isSearched()) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<Read> merged(List<Reach> reaches) {
    Map<String, ObjectName> names = new LinkedHashMap<>();
    Map<String, Set<String>> attributes = new LinkedHashMap<>();
    Set<String> whole = new LinkedHashSet<>();
    for (Reach reach : reaches) {
      String name = reach.name().canonical().toString();
      names.putIfAbsent(name, reach.name());
      Set<String> wanted = attributes.computeIfAbsent(name, key -> new LinkedHashSet<>());
      if (reach.attribute().isEmpty()) {
        whole.add(name);
      } else {
        wanted.add(reach.attribute());
      }
    }
    List<Read> reads = new ArrayList<>();
    for (Map.Entry<String, ObjectName> entry : names.entrySet()) {
      Set<String> wanted = attributes.getOrDefault(entry.getKey(), Set.of());
      boolean all = whole.contains(entry.getKey());
      reads.add(new Read(entry.getValue(), all ? List.of() : List.copyOf(wanted)));
    }
    return reads;
  }
}
