package com.moalog.ratelimiter.core.rules;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Domain;
import com.moalog.ratelimiter.core.model.Domain.Node;
import com.moalog.ratelimiter.core.model.Domain.Quota;
import com.moalog.ratelimiter.core.model.LimitUnit;
import com.moalog.ratelimiter.core.model.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * One domain as a file writes it: in the words of Envoy's reference rate limit service, with a few
 * of ours beside them. Every fault is an {@link IllegalArgumentException} that names the place.
 */
final class DomainEntry {

  /** Deepest tree, and so longest descriptor that can have a limit. */
  static final int MAX_DEPTH = 16;

  private static final Set<String> DOMAIN_KEYS = Set.of("domain", "descriptors", "algorithm");
  // detailed_metric is taken and changes nothing: each limit has a metric, and values never do.
  private static final Set<String> DESCRIPTOR_KEYS =
      Set.of("key", "value", "rate_limit", "descriptors", "shadow_mode", "detailed_metric");
  private static final Set<String> LIMIT_KEYS =
      Set.of(
          "name",
          "unit",
          "requests_per_unit",
          "unlimited",
          "algorithm",
          "burst",
          "mode",
          "lease_max",
          "fail_mode");
  private static final int MAX_NAME = 63;

  private final String domain;
  private final Map<?, ?> entry;

  DomainEntry(Map<?, ?> entry) {
    this.entry = entry;
    Object name = entry.get("domain");
    if (!(name instanceof String text) || text.isBlank()) {
      throw new IllegalArgumentException("a domain needs its name, got: " + name);
    }
    this.domain = text;
  }

  Domain toDomain() {
    refuseOthers(entry, DOMAIN_KEYS, domain);
    return new Domain(domain, nodes(entry, domain, 1));
  }

  private List<Node> nodes(Map<?, ?> parent, String path, int depth) {
    Object children = parent.get("descriptors");
    if (children == null) {
      return List.of();
    }
    if (!(children instanceof List<?> list)) {
      throw fault(path, "descriptors must be a list");
    }
    if (depth > MAX_DEPTH) {
      throw fault(path, "descriptors go deeper than " + MAX_DEPTH);
    }
    List<Node> nodes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Object child : list) {
      if (!(child instanceof Map<?, ?> map)) {
        throw fault(path, "each descriptor must be a map of keys, got: " + child);
      }
      Node node = node(map, path, depth);
      if (!seen.add(node.text())) {
        throw fault(path, "descriptor is there twice: " + node.text());
      }
      nodes.add(node);
    }
    return nodes;
  }

  private Node node(Map<?, ?> map, String above, int depth) {
    String key =
        text(map, "key", above).orElseThrow(() -> fault(above, "a descriptor needs a key"));
    Optional<String> value = text(map, "value", above).filter(text -> !text.isEmpty());
    String path = above + " " + key + value.map(text -> "=" + text).orElse("");
    refuseOthers(map, DESCRIPTOR_KEYS, path);
    return new Node(
        key, value.orElse(null), quota(map, path).orElse(null), nodes(map, path, depth + 1));
  }

  private Optional<Quota> quota(Map<?, ?> descriptor, String path) {
    Object limit = descriptor.get("rate_limit");
    if (limit == null) {
      return Optional.empty();
    }
    if (!(limit instanceof Map<?, ?> map)) {
      throw fault(path, "rate_limit must be a map of keys");
    }
    refuseOthers(map, LIMIT_KEYS, path + " rate_limit");
    return Boolean.TRUE.equals(map.get("unlimited"))
        ? Optional.of(new Quota.Unlimited())
        : Optional.of(limited(map, Boolean.TRUE.equals(descriptor.get("shadow_mode")), path));
  }

  private Quota.Limited limited(Map<?, ?> limit, boolean shadow, String path) {
    String unitName = text(limit, "unit", path).orElse("");
    LimitUnit unit =
        LimitUnit.named(unitName)
            .orElseThrow(
                () -> fault(path, "unit must be second, minute, hour, day, week, month or year"));
    if (!(limit.get("requests_per_unit") instanceof Number number)
        || number.doubleValue() != number.longValue()) {
      throw fault(path, "requests_per_unit must be a whole number");
    }
    long requests = number.longValue();
    try {
      Rule rule =
          new RuleEntry(rule(limit, requests, unit, path, shadow)).toRule(Algorithm.FIXED_WINDOW);
      return new Quota.Limited(rule, requests, unit);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** The same limit in the words of a rule. */
  private Map<String, Object> rule(
      Map<?, ?> limit, long requests, LimitUnit unit, String path, boolean shadow) {
    Map<String, Object> rule = new HashMap<>();
    rule.put("name", text(limit, "name", path).orElseGet(() -> nameOf(path)));
    rule.put("shadow", shadow);
    String algorithm =
        text(limit, "algorithm", path)
            .or(() -> text(entry, "algorithm", domain))
            .orElse(Algorithm.FIXED_WINDOW.name());
    rule.put("algorithm", algorithm);
    if (isBucket(algorithm)) {
      if (unit.seconds() > LimitUnit.DAY.seconds()) {
        throw fault(path, "a bucket refills by the second, minute, hour or day");
      }
      rule.put("rate", requests + "/" + unit.name().toLowerCase(Locale.ROOT).charAt(0));
      rule.put("burst", limit.get("burst") == null ? requests : limit.get("burst"));
    } else {
      rule.put("limit", requests);
      rule.put("window", unit.seconds());
      copy(limit, "burst", rule, "burst");
    }
    copy(limit, "mode", rule, "mode");
    copy(limit, "lease_max", rule, "lease-max");
    copy(limit, "fail_mode", rule, "fail-mode");
    return rule;
  }

  private static void copy(Map<?, ?> from, String name, Map<String, Object> to, String newName) {
    Object value = from.get(name);
    if (value != null) {
      to.put(newName, value);
    }
  }

  private static boolean isBucket(String algorithm) {
    return Algorithm.named(algorithm)
        .filter(known -> known == Algorithm.TOKEN_BUCKET || known == Algorithm.LEAKY_BUCKET)
        .isPresent();
  }

  /** A name for the metrics, made of the path; a digest keeps a long one apart from others. */
  private static String nameOf(String path) {
    String name = path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-").replaceAll("-$", "");
    if (name.length() <= MAX_NAME) {
      return name;
    }
    CRC32 digest = new CRC32();
    digest.update(path.getBytes(StandardCharsets.UTF_8));
    String hex = HexFormat.of().toHexDigits((int) digest.getValue());
    return name.substring(0, MAX_NAME - 1 - hex.length()) + "-" + hex;
  }

  private static Optional<String> text(Map<?, ?> map, String key, String path) {
    Object value = map.get(key);
    if (value instanceof Map || value instanceof Iterable) {
      throw fault(path, key + " must be a single value");
    }
    return Optional.ofNullable(value).map(Object::toString);
  }

  private static void refuseOthers(Map<?, ?> map, Set<String> known, String path) {
    for (Object key : map.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw fault(path, "unknown key: " + key);
      }
    }
  }

  private static IllegalArgumentException fault(String path, String reason) {
    return new IllegalArgumentException("domain " + path + ": " + reason);
  }
}
