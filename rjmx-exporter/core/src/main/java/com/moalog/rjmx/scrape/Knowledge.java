package com.moalog.rjmx.scrape;

import com.moalog.rjmx.jolokia.Part;
import com.moalog.rjmx.jolokia.Question;
import com.moalog.rjmx.jolokia.Read;
import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.rule.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a target has told besides values, and so what the next scrape asks it: names in their
 * declared order, types of attributes, attributes that cannot be read. Not thread-safe.
 */
final class Knowledge {

  /** Types are asked for again at most this often. */
  private static final long TYPES_MILLIS = 60_000;

  /** So long a target is left alone that was asked for types and did not answer in time. */
  private static final long LATE_TYPES_MILLIS = 600_000;

  private final Dialect dialect;
  private final boolean excludesFailed;
  private final AttributeTypes types = new AttributeTypes();
  private final Exclusions exclusions = new Exclusions();
  private final Map<String, ObjectName> declared = new HashMap<>();
  private boolean namesMissing;
  private boolean typesMissing;
  private boolean typesKnown;
  private boolean typesAwaited;
  private boolean changed;
  private long typesAgainMillis;
  private long round;

  Knowledge(Dialect dialect, boolean excludesFailed) {
    this.dialect = dialect;
    this.excludesFailed = excludesFailed;
    this.namesMissing = dialect == Dialect.JMX_EXPORTER;
    this.typesMissing = dialect == Dialect.JMX_EXPORTER;
  }

  AttributeTypes types() {
    return types;
  }

  long round() {
    return round;
  }

  /** Whether an attribute without a known type is known to be plain. */
  boolean knowsTypes() {
    return typesKnown;
  }

  void wantTypes() {
    typesMissing = true;
  }

  /** What a scrape asks, one after the other. */
  List<Question> questions(List<Read> reads, long nowMillis) {
    List<Question> questions = new ArrayList<>();
    typesAwaited = typesMissing && (!typesKnown || nowMillis >= typesAgainMillis);
    if (typesAwaited) {
      typesMissing = false;
      typesKnown = true;
      typesAgainMillis = nowMillis + TYPES_MILLIS;
      types.forget();
      changed = true;
      questions.add(new Question(listings(reads)));
    }
    List<Part> parts = new ArrayList<>();
    if (namesMissing) {
      reads.forEach(read -> parts.add(new Part.Search(read.name())));
      namesMissing = false;
    }
    parts.addAll(excludesFailed ? exclusions.parts(reads, nowMillis) : reads);
    questions.add(new Question(parts));
    return questions;
  }

  private static List<Part> listings(List<Read> reads) {
    Set<Part> domains = new LinkedHashSet<>();
    for (Read read : reads) {
      String domain = read.name().hasDomainPattern() ? "" : read.name().domain();
      domains.add(new Part.Listing(domain));
    }
    Part all = new Part.Listing("");
    return domains.contains(all) ? List.of(all) : List.copyOf(domains);
  }

  /** A scrape begins: whether what was made of earlier answers no longer holds. */
  boolean begin() {
    round++;
    boolean forget = changed;
    if (forget) {
      exclusions.forget();
    }
    changed = false;
    return forget;
  }

  /** A scrape in which attributes could not be read has ended well otherwise. */
  void learnFailures(List<Read> reads, SpotCache cache, long nowMillis) {
    if (excludesFailed) {
      reads.forEach(read -> exclusions.learn(read, cache, round, nowMillis));
    }
  }

  /** The question for types was answered, be it by a refusal. */
  void typesAnswered() {
    typesAwaited = false;
  }

  /**
   * A scrape has failed: what it asked besides values and was not told is still to be asked.
   *
   * @param late whether it was too slow; asking for types again at once might make it so again
   */
  void failed(boolean late, long nowMillis) {
    namesMissing |= dialect == Dialect.JMX_EXPORTER && declared.isEmpty();
    if (typesAwaited) {
      typesMissing = true;
      typesKnown = late;
      typesAgainMillis = late ? nowMillis + LATE_TYPES_MILLIS : nowMillis;
    }
  }

  /** A search has found a name. */
  void found(ObjectName name) {
    exclusions.found(name);
    if (dialect == Dialect.JMX_EXPORTER && declared.size() < SpotCache.LIMIT) {
      declared.put(name.canonical().toString(), name);
    }
  }

  /**
   * A name with its properties in the order in which the target declared them, if that is known.
   */
  ObjectName declared(ObjectName name) {
    if (dialect == Dialect.RJMX) {
      return name;
    }
    ObjectName inOrder = declared.get(name.canonical().toString());
    boolean isNew = inOrder == null && !declared.isEmpty();
    namesMissing |= isNew;
    typesMissing |= isNew;
    return inOrder == null ? name : inOrder;
  }
}
