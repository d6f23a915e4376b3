package com.moalog.rjmx.scrape;

import com.moalog.rjmx.jolokia.AnswerListener;
import com.moalog.rjmx.jolokia.AttributeDescription;
import com.moalog.rjmx.jolokia.Read;
import com.moalog.rjmx.jolokia.Value;
import com.moalog.rjmx.metric.Sample;
import com.moalog.rjmx.metric.Series;
import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.objectname.ObjectNameException;
import com.moalog.rjmx.rule.Bean;
import com.moalog.rjmx.rule.Dialect;
import com.moalog.rjmx.rule.Leaf;
import com.moalog.rjmx.rule.LeafValue;
import com.moalog.rjmx.rule.Outcome;
import com.moalog.rjmx.rule.RuleSet;
import com.moalog.rjmx.scrape.AttributeTypes.Kind;
import com.moalog.rjmx.scrape.SpotCache.BeanSpot;
import com.moalog.rjmx.scrape.SpotCache.Spot;
import com.moalog.rjmx.settings.Customizer;
import com.moalog.rjmx.text.IsoDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes samples of what a target answers. Keeps what it has learnt; one thread. */
final class Collector implements AnswerListener {

  /** Samples of one scrape; what comes behind them is dropped. */
  static final int SAMPLE_LIMIT = 250_000;

  private final RuleSet rules;
  private final BeanFilter filter;
  private final UnaryOperator<Series> labelled;
  private final Knowledge knowledge;
  private final SpotCache cache = new SpotCache();
  private final Tally tally = new Tally();
  private final List<String> path = new ArrayList<>();
  private List<Sample> samples = new ArrayList<>();
  private Map<String, String> beanLabels = Map.of();
  private String description = "";
  private boolean failed;
  private @Nullable BeanSpot spot;
  private @Nullable Witness witness;

  Collector(RuleSet rules, BeanFilter filter, UnaryOperator<Series> labelled) {
    this.rules = rules;
    this.filter = filter;
    this.labelled = labelled;
    this.knowledge = new Knowledge(rules.dialect(), filter.excludesFailed());
  }

  /** Sees every leaf and what became of it. */
  interface Witness {
    void saw(Leaf leaf, Outcome outcome);
  }

  void witness(Witness next) {
    witness = next;
  }

  Tally tally() {
    return tally;
  }

  Knowledge knowledge() {
    return knowledge;
  }

  int cachedBeans() {
    return cache.beans();
  }

  /** A new scrape begins. */
  void begin() {
    samples = new ArrayList<>(Math.max(64, samples.size() + 8));
    spot = null;
    failed = false;
    if (knowledge.begin()) {
      cache.forget();
    }
  }

  /** All answers have come. */
  List<Sample> end(List<Read> answered, long nowMillis) {
    release();
    spot = null;
    if (failed) {
      knowledge.learnFailures(answered, cache, nowMillis);
    }
    return samples;
  }

  @Override
  public void declaredName(String objectName) {
    try {
      knowledge.found(ObjectName.parse(objectName));
    } catch (ObjectNameException malformed) {
      tally.attributeError();
    }
  }

  @Override
  public void described(String objectName, AttributeDescription attribute) {
    knowledge.types().add(objectName, attribute);
  }

  @Override
  public void bean(Read read, String objectName) {
    release();
    BeanSpot next = cache.bean(objectName);
    if (next == null) {
      boolean exact = !read.name().isPattern();
      next = cache.add(objectName, fresh(objectName, exact), exact);
    }
    next.read = read;
    next.round = knowledge.round();
    spot = next;
  }

  private BeanSpot fresh(String objectName, boolean exact) {
    try {
      ObjectName name = ObjectName.parse(objectName);
      if (!filter.accepts(name)) {
        return new BeanSpot(null, Map.of(), null);
      }
      BeanSpot same = cache.sameAs(name, exact);
      if (same != null) {
        return same;
      }
      List<Customizer> customizers = filter.customizers(name);
      return new BeanSpot(
          Bean.of(knowledge.declared(name)),
          knowledge.types().of(name),
          customizers.isEmpty() ? null : new Customized(customizers));
    } catch (ObjectNameException malformed) {
      tally.attributeError();
      return new BeanSpot(null, Map.of(), null);
    }
  }

  @Override
  public void refused(Read read, int status, String error) {
    tally.attributeError();
  }

  @Override
  public void tooLarge(String name) {
    tally.attributeError();
  }

  @Override
  public void attribute(String name, Value value) {
    BeanSpot current = spot;
    if (current == null || current.bean == null) {
      return;
    }
    if (value.failed()) {
      tally.attributeError();
      failed = true;
      current.fail(name);
    } else if (current.customized != null) {
      current.customized.hold(name, value);
    } else {
      take(current, current.bean, name, value);
    }
  }

  /** The last MBean is complete. */
  private void release() {
    BeanSpot current = spot;
    if (current != null && current.bean != null && current.customized != null) {
      Bean bean = current.bean;
      beanLabels = current.customized.labels();
      current.customized.release((name, value, text) -> {
        description = text;
        take(current, bean, name, value);
      });
      beanLabels = Map.of();
    }
  }

  private void take(BeanSpot current, Bean bean, String name, Value value) {
    Spot place = cache.spot(current.attributes, name);
    int round = (int) knowledge.round();
    if (place.round == round) {
      // Two reads have brought the same MBean; the first counts.
      return;
    }
    place.round = round;
    if (place.outcome == null && place.below.isEmpty() && !place.skipped) {
      place.skipped = !filter.accepts(bean.name(), name);
    }
    if (place.skipped) {
      return;
    }
    AttributeTypes.Type type = current.types.getOrDefault(name, AttributeTypes.Type.UNKNOWN);
    description = type.description().isEmpty() ? description : type.description();
    path.clear();
    path.add(name);
    if (type.kind() == Kind.TABLE && value instanceof Value.Composite rows) {
      table(bean, place, rows);
    } else {
      walk(bean, place, type.kind() == Kind.DATE ? dated(value) : undated(value));
    }
    description = "";
  }

  private static Value dated(Value value) {
    if (value instanceof Value.Simple simple && simple.value() instanceof LeafValue.Text date) {
      double seconds = IsoDate.epochSeconds(date.text());
      return Double.isNaN(seconds) ? value : new Value.Simple(new LeafValue.Numeric(seconds));
    }
    return value;
  }

  /** A text that looks like a date may be one: the types will tell. */
  private Value undated(Value value) {
    if (!knowledge.knowsTypes()
        && value instanceof Value.Simple simple
        && simple.value() instanceof LeafValue.Text text
        && !Double.isNaN(IsoDate.epochSeconds(text.text()))) {
      knowledge.wantTypes();
    }
    return value;
  }

  private void table(Bean bean, Spot place, Value.Composite rows) {
    for (Table.Row row : Table.of(rows).rows()) {
      Bean indexed = bean;
      Spot below = place;
      for (Table.Cell cell : row.index()) {
        indexed = indexed.with(cell.column(), cell.text());
        below = cache.spot(below.below, cell.text());
      }
      for (Table.Cell cell : row.cells()) {
        Spot column = cache.spot(below.below, cell.column());
        if (cell.isNamedValue()) {
          walk(indexed, column, cell.value());
        } else {
          path.add(cell.column());
          walk(indexed, column, cell.value());
          path.removeLast();
        }
      }
    }
  }

  private void walk(Bean bean, Spot place, Value value) {
    switch (value) {
      case Value.Simple simple -> leaf(bean, place, simple.value());
      case Value.Null ignored -> tally.nothing();
      case Value.Items ignored -> {}
      case Value.Composite composite -> composite(bean, place, composite);
    }
  }

  private void composite(Bean bean, Spot place, Value.Composite composite) {
    boolean map = rules.dialect() == Dialect.JMX_EXPORTER && composite.isMap();
    for (int i = 0; i < composite.keys().size(); i++) {
      String key = composite.keys().get(i);
      Value value = composite.values().get(i);
      Spot below = cache.spot(place.below, key);
      if (map) {
        walk(bean.with("key", key), below, value);
      } else if (value instanceof Value.Composite row && row.isRow(key)) {
        walk(bean.with("key", key), below, row.values().get(row.keys().indexOf("value")));
      } else {
        path.add(key);
        walk(bean, below, value);
        path.removeLast();
      }
    }
  }

  private void leaf(Bean bean, Spot place, LeafValue value) {
    boolean text = value instanceof LeafValue.Text;
    boolean numericText = text && path.size() > 1 && rules.dialect() == Dialect.RJMX;
    if (text && !numericText && !rules.readsTexts()) {
      return;
    }
    Outcome outcome = place.outcome;
    // What a number made is remembered for numbers: a text may mean something else to the rules.
    if (outcome == null || text || witness != null) {
      Leaf leaf = new Leaf(bean, path, value.text(), path.size() == 1 ? description : "");
      outcome = labelled(rules.apply(leaf, value));
      if (!text) {
        place.outcome = outcome.lasting() ? outcome : null;
      }
      if (witness != null) {
        witness.saw(leaf, outcome);
      }
    }
    rules.count(outcome);
    for (Outcome.Produced produced : outcome.produced()) {
      double number = produced.value(value, numericText);
      boolean counts = !Double.isNaN(number) || value instanceof LeafValue.Numeric;
      if (counts && samples.size() < SAMPLE_LIMIT) {
        samples.add(new Sample(ofBean(produced.series()), number));
      }
    }
  }

  private Series ofBean(Series series) {
    Series all = series;
    for (Map.Entry<String, String> label : beanLabels.entrySet()) {
      all = all.with(rules.labelName(label.getKey()), label.getValue());
    }
    return all;
  }

  private Outcome labelled(Outcome outcome) {
    List<Outcome.Produced> produced = new ArrayList<>(outcome.produced().size());
    for (Outcome.Produced one : outcome.produced()) {
      produced.add(new Outcome.Produced(labelled.apply(one.series()), one.factor(), one.fixed()));
    }
    return new Outcome(produced, outcome.rules(), outcome.lasting());
  }
}
