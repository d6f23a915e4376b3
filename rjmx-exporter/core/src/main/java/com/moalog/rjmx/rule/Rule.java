package com.moalog.rjmx.rule;

import com.moalog.rjmx.metric.Label;
import com.moalog.rjmx.metric.MetricType;
import com.moalog.rjmx.metric.Series;
import com.moalog.rjmx.objectname.Property;
import com.moalog.rjmx.regex.Regex;
import com.moalog.rjmx.rule.Selector.Selection;
import com.moalog.rjmx.text.DecimalReader;
import com.moalog.rjmx.text.Letters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rule, ready to be used. Immutable. */
public final class Rule {

  private final RuleSpec spec;
  private final Naming naming;
  private final Selector selector;
  private final MetricType type;
  private final @Nullable Template name;
  private final @Nullable Template help;
  private final @Nullable Template value;
  private final Map<Template, Template> labels;

  private Rule(RuleSpec spec, Naming naming, Selector selector) throws RuleException {
    this.spec = spec;
    this.naming = naming;
    this.selector = selector;
    this.type = type(spec.type());
    this.name = optional(spec.name());
    this.help = optional(spec.help());
    this.value = optional(spec.value());
    this.labels = new LinkedHashMap<>();
    for (Map.Entry<String, String> label : spec.labels().entrySet()) {
      labels.put(template(label.getKey()), template(label.getValue()));
    }
  }

  /**
   * Makes a rule ready.
   *
   * @param objectNames whether a pattern may be an ObjectName
   * @throws RuleException naming the part that cannot be used
   */
  public static Rule compile(RuleSpec spec, Naming naming, boolean objectNames)
      throws RuleException {
    return new Rule(spec, naming, selector(spec, naming.dialect(), objectNames));
  }

  private static Selector selector(RuleSpec spec, Dialect dialect, boolean objectNames)
      throws RuleException {
    if (objectNames && spec.isObjectName()) {
      return ObjectNameSelector.parse(spec.pattern(), spec.attribute());
    }
    return PatternSelector.compile(spec.pattern(), dialect, spec.cache());
  }

  private static MetricType type(String written) throws RuleException {
    return switch (Letters.lower(written)) {
      case "gauge" -> MetricType.GAUGE;
      case "counter" -> MetricType.COUNTER;
      case "", "untyped", "unknown" -> MetricType.UNTYPED;
      default -> throw new RuleException("type '" + written + "' is not gauge, counter or untyped");
    };
  }

  private @Nullable Template optional(String source) throws RuleException {
    return source.isEmpty() ? null : template(source);
  }

  private Template template(String source) throws RuleException {
    if (naming.dialect() == Dialect.RJMX || !(selector instanceof PatternSelector pattern)) {
      return Template.lenient(source);
    }
    return Template.strict(source, pattern.regex());
  }

  public RuleSpec spec() {
    return spec;
  }

  Selector selector() {
    return selector;
  }

  /** The pattern's regular expression, when it is one. */
  Optional<Regex> regex() {
    return selector instanceof PatternSelector pattern
        ? Optional.of(pattern.regex())
        : Optional.empty();
  }

  List<Template> templates() {
    List<Template> all = new ArrayList<>();
    for (Template template : new Template[] {name, help, value}) {
      if (template != null) {
        all.add(template);
      }
    }
    labels.forEach((label, text) -> {
      all.add(label);
      all.add(text);
    });
    return all;
  }

  /** Whether texts can become numbers through this rule. */
  boolean readsTexts() {
    return value != null || !(spec.states() instanceof States.None);
  }

  Selection select(Leaf leaf) {
    return selector.select(spec.snakeCase() ? leaf.inSnakeCase() : leaf);
  }

  /** What this rule makes of a leaf it has selected. */
  List<Outcome.Produced> produce(Leaf leaf, LeafValue found, Captures captures) {
    Leaf named = spec.snakeCase() ? leaf.inSnakeCase() : leaf;
    double fixed = Double.NaN;
    if (value != null) {
      String rendered = value.render(captures);
      fixed = DecimalReader.read(rendered.strip()) * spec.valueFactor();
      if (Double.isNaN(fixed)) {
        return List.of();
      }
    }
    List<Label> stated = new ArrayList<>();
    if (found instanceof LeafValue.Text text) {
      switch (spec.states()) {
        case States.None() -> {}
        case States.Table(Map<String, Double> numbers) ->
            fixed = numbers.getOrDefault(text.text(), Double.NaN);
        case States.Each() -> {
          fixed = 1;
          stated.add(new Label("state", text.text()));
        }
      }
    }
    Extra extra = new Extra(stated, fixed, defaultHelp(leaf));
    return name == null
        ? defaultFormat(named, extra)
        : named(named, captures, name.render(captures), extra);
  }

  /** What a series has that its templates do not tell: labels of states, a value, a help text. */
  private record Extra(List<Label> labels, double fixed, String help) {}

  private List<Outcome.Produced> named(Leaf leaf, Captures captures, String raw, Extra extra) {
    List<Label> all = new ArrayList<>();
    for (Map.Entry<Template, Template> label : labels.entrySet()) {
      String key = naming.label(label.getKey().render(captures));
      String text = label.getValue().render(captures);
      if (!key.isEmpty() && !text.isEmpty()) {
        all.add(new Label(key, text));
      }
    }
    for (Label automatic : selector.labels(leaf)) {
      boolean used = labels.values().stream().anyMatch(text -> text.refersTo(automatic.name()));
      if (!used) {
        all.add(new Label(naming.label(automatic.name()), automatic.value()));
      }
    }
    all.addAll(extra.labels());
    String text = help == null ? extra.help() : help.render(captures);
    return series(leaf, raw, new Described(text, all), extra.fixed());
  }

  /** What a series has besides its name. */
  private record Described(String help, List<Label> labels) {}

  private List<Outcome.Produced> series(Leaf leaf, String raw, Described described, double fixed) {
    List<Outcome.Produced> produced = new ArrayList<>();
    MetricType real = naming.type(type, raw);
    for (String metric : naming.metric(raw, real)) {
      String origin = Candidates.joined(leaf, Bean.Order.DECLARED, ", ");
      produced.add(
          new Outcome.Produced(
              Series.of(metric, real, described.help(), described.labels(), origin),
              spec.valueFactor(),
              fixed));
    }
    return produced;
  }

  private String defaultHelp(Leaf leaf) {
    if (naming.dialect() == Dialect.RJMX) {
      return "";
    }
    Bean bean = leaf.bean();
    String description = leaf.description().isEmpty() ? "" : leaf.description() + " ";
    return description
        + bean.domain()
        + ":name="
        + bean.value("name")
        + ",type="
        + bean.value("type")
        + ",attribute="
        + leaf.last();
  }

  /** The format of a rule without a name: the domain, the first value, the path. */
  private List<Outcome.Produced> defaultFormat(Leaf leaf, Extra extra) {
    List<Property> properties = leaf.bean().properties();
    StringBuilder raw = new StringBuilder(leaf.bean().domain());
    if (!properties.isEmpty()) {
      raw.append('_').append(properties.getFirst().value());
    }
    for (String key : leaf.path()) {
      raw.append('_').append(key);
    }
    List<Label> rest = new ArrayList<>();
    for (int i = 1; i < properties.size(); i++) {
      rest.add(new Label(naming.label(properties.get(i).key()), properties.get(i).value()));
    }
    rest.addAll(extra.labels());
    return series(leaf, raw.toString(), new Described(extra.help(), rest), extra.fixed());
  }
}
