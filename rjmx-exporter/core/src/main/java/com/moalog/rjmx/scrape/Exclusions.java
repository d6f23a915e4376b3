package com.moalog.rjmx.scrape;

import com.moalog.rjmx.jolokia.Part;
import com.moalog.rjmx.jolokia.Read;
import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.scrape.SpotCache.BeanSpot;
import com.moalog.rjmx.scrape.SpotCache.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves attributes that could not be read out of the next questions.
 *
 * <p>A read with a pattern cannot leave out an attribute of one MBean only. Once such a read has
 * brought failures, each MBean that it found is read by itself, and a search beside it tells about
 * new ones: then the whole pattern is read again, as it is every ten minutes. Patterns that find
 * very many MBeans are always read whole. Not thread-safe.
 */
final class Exclusions {

  /** MBeans of one pattern that are read one by one. */
  static final int BEAN_LIMIT = 100;

  static final long RETRY_MILLIS = 600_000;

  private final Map<Read, Learnt> learnt = new HashMap<>();

  /** What one read has brought when it was last asked whole. */
  private record Learnt(long sinceMillis, List<BeanSpot> beans, Set<String> names) {}

  /** A read has been answered whole: remembers it when an attribute failed. */
  void learn(Read read, SpotCache cache, long round, long nowMillis) {
    if (learnt.containsKey(read) || cache.isFull()) {
      return;
    }
    List<BeanSpot> beans = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean failed = false;
    for (BeanSpot spot : cache.all()) {
      boolean brought = spot.round == round && read.equals(spot.read);
      if (brought && spot.bean != null && names.add(spot.bean.name().canonical().toString())) {
        beans.add(spot);
        failed |= spot.failed != null;
      }
    }
    if (failed && beans.size() <= BEAN_LIMIT) {
      beans.sort(Comparator.comparing(Exclusions::name));
      learnt.put(read, new Learnt(nowMillis, beans, names));
    }
  }

  /** A search has found a name. */
  void found(ObjectName name) {
    String canonical = name.canonical().toString();
    learnt
        .entrySet()
        .removeIf(each ->
            each.getKey().name().matches(name) && !each.getValue().names().contains(canonical));
  }

  void forget() {
    learnt.clear();
  }

  /** What to ask instead of these reads. */
  List<Part> parts(List<Read> reads, long nowMillis) {
    List<Part> parts = new ArrayList<>();
    for (Read read : reads) {
      Learnt known = learnt.get(read);
      if (known != null && nowMillis - known.sinceMillis() >= RETRY_MILLIS) {
        known.beans().forEach(spot -> spot.failed = null);
        learnt.remove(read);
        known = null;
      }
      if (known == null) {
        parts.add(read);
      } else {
        if (read.name().isPattern()) {
          parts.add(new Part.Search(read.name()));
        }
        known.beans().forEach(spot -> add(read, spot, parts));
      }
    }
    return parts;
  }

  private static String name(BeanSpot spot) {
    return spot.bean == null ? "" : spot.bean.name().toString();
  }

  private static void add(Read whole, BeanSpot spot, List<Part> parts) {
    if (spot.bean == null) {
      return;
    }
    ObjectName name = spot.bean.name();
    Set<String> failed = spot.failed;
    if (failed == null) {
      parts.add(new Read(name, whole.attributes()));
      return;
    }
    List<String> readable = new ArrayList<>();
    for (Map.Entry<String, Spot> attribute : spot.attributes.entrySet()) {
      if (!attribute.getValue().skipped && !failed.contains(attribute.getKey())) {
        readable.add(attribute.getKey());
      }
    }
    if (!readable.isEmpty()) {
      readable.sort(null);
      parts.add(new Read(name, readable));
    }
  }
}
