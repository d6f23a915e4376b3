package com.moalog.ratelimiter.core.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The limits of descriptors as a tree: each entry of a descriptor goes one level down, and the
 * limit is the one where the last entry arrives. Immutable and thread-safe.
 *
 * @param name of the domain
 * @param nodes first level of the tree
 */
public record Domain(String name, List<Node> nodes) {

  /** What a place in the tree says of the descriptors that arrive there. */
  public sealed interface Quota {

    /**
     * They are limited, each by itself.
     *
     * @param requests per unit
     */
    record Limited(Rule rule, long requests, LimitUnit unit) implements Quota {}

    /** They are never limited nor counted. */
    record Unlimited() implements Quota {}
  }

  /**
   * A place in the tree.
   *
   * @param key of the entries that it is for
   * @param value of the entries; one that ends in {@code *} stands for all that start so, and null
   *     for every value
   * @param quota null if a descriptor must go further down
   */
  public record Node(
      String key, @Nullable String value, @Nullable Quota quota, List<Node> children) {

    private static final String ANY_END = "*";

    public Node {
      children = List.copyOf(children);
    }

    boolean isFor(Descriptor.Entry entry) {
      return key.equals(entry.key()) && (value == null || isForValue(value, entry.value()));
    }

    /** The longer, the more particular; a whole value is more so than any beginning. */
    int particularity() {
      if (value == null) {
        return -1;
      }
      return value.endsWith(ANY_END) ? value.length() - ANY_END.length() : Integer.MAX_VALUE;
    }

    /** As people read it. */
    public String text() {
      return value == null ? key : key + "=" + value;
    }

    private static boolean isForValue(String wanted, String value) {
      return wanted.endsWith(ANY_END)
          ? value.startsWith(wanted.substring(0, wanted.length() - ANY_END.length()))
          : wanted.equals(value);
    }
  }

  /**
   * A limit and where in the tree it stands.
   *
   * @param path as people read it
   */
  public record Placed(String path, Quota.Limited limited) {}

  public Domain {
    nodes = List.copyOf(nodes);
  }

  /** What the domain says of a descriptor; empty if nothing. */
  public Optional<Quota> quotaOf(Descriptor descriptor) {
    List<Node> level = nodes;
    Optional<Node> node = Optional.empty();
    for (Descriptor.Entry entry : descriptor.entries()) {
      node =
          level.stream()
              .filter(candidate -> candidate.isFor(entry))
              .max(Comparator.comparingInt(Node::particularity));
      if (node.isEmpty()) {
        return Optional.empty();
      }
      level = node.get().children();
    }
    return node.flatMap(found -> Optional.ofNullable(found.quota()));
  }

  /** Every limit of the tree. */
  public List<Placed> limits() {
    List<Placed> limits = new ArrayList<>();
    nodes.forEach(node -> collect(name + ": ", node, limits));
    return limits;
  }

  Stream<Rule> rules() {
    return limits().stream().map(placed -> placed.limited().rule());
  }

  private static void collect(String above, Node node, List<Placed> limits) {
    String path = above + node.text();
    if (node.quota() instanceof Quota.Limited limited) {
      limits.add(new Placed(path, limited));
    }
    node.children().forEach(child -> collect(path + ", ", child, limits));
  }
}
