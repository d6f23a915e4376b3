package com.moalog.rjmx.scrape;

import com.moalog.rjmx.jolokia.AnswerListener;
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
import com.moalog.rjmx.scrape.SpotCache.BeanSpot;
import com.moalog.rjmx.scrape.SpotCache.Spot;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Tally tally;
  private final UnaryOperator<Series> labelled;
  private final SpotCache cache = new SpotCache();
  private final Map<String, ObjectName> declared = new HashMap<>();
  private final List<String> path = new ArrayList<>();
  private List<Sample> samples = new ArrayList<>();
  private @Nullable BeanSpot spot;
  private @Nullable Witness witness;
  private boolean namesMissing;

  Collector(RuleSet rules, BeanFilter filter, Tally tally, UnaryOperator<Series> labelled) {
    this.rules = rules;
    this.filter = filter;
    this.tally = tally;
    this.labelled = labelled;
    this.namesMissing = rules.dialect() == Dialect.JMX_EXPORTER;
  }

  /** Sees every leaf and what became of it. */
  interface Witness {
    void saw(Leaf leaf, Outcome outcome);
  }

  void witness(Witness next) {
    witness = next;
  }

  /** Whether the next question should ask for the declared order of names. */
  boolean wantsNames() {
    return namesMissing;
  }

  int cachedBeans() {
    return cache.beans();
  }

  /** A new answer begins. */
  void begin() {
    samples = new ArrayList<>(Math.max(64, samples.size() + 8));
    spot = null;
    namesMissing &= declared.isEmpty();
  }

  List<Sample> samples() {
    return samples;
  }

  @Override
  public void declaredName(String objectName) {
    try {
      ObjectName name = ObjectName.parse(objectName);
      if (declared.size() < SpotCache.LIMIT) {
        declared.put(name.canonical().toString(), name);
      }
    } catch (ObjectNameException malformed) {
      tally.attributeError();
    }
  }

  @Override
  public void bean(String objectName) {
    spot = cache.bean(objectName);
    if (spot == null) {
      spot = cache.add(objectName, new BeanSpot(accepted(objectName)));
    }
  }

  private @Nullable Bean accepted(String objectName) {
    try {
      ObjectName name = ObjectName.parse(objectName);
      if (!filter.accepts(name)) {
        return null;
      }
      if (rules.dialect() == Dialect.RJMX) {
        return Bean.of(name);
      }
      ObjectName inOrder = declared.get(name.canonical().toString());
      namesMissing |= inOrder == null && !declared.isEmpty();
      return Bean.of(inOrder == null ? name : inOrder);
    } catch (ObjectNameException malformed) {
      tally.attributeError();
      return null;
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
      return;
    }
    Spot place = cache.spot(current.attributes, name);
    if (place.outcome == null && place.below.isEmpty() && !place.skipped) {
      place.skipped = !filter.accepts(current.bean.name(), name);
    }
    if (!place.skipped) {
      path.clear();
      path.add(name);
      walk(current.bean, place, value);
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
    for (int i = 0; i < composite.keys().size(); i++) {
      String key = composite.keys().get(i);
      Value value = composite.values().get(i);
      Spot below = cache.spot(place.below, key);
      if (value instanceof Value.Composite row && row.isRow(key)) {
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
    if (outcome == null || witness != null) {
      Leaf leaf = new Leaf(bean, path, value.text());
      outcome = labelled(rules.apply(leaf, value));
      place.outcome = outcome.lasting() ? outcome : null;
      if (witness != null) {
        witness.saw(leaf, outcome);
      }
    }
    rules.count(outcome);
    for (Outcome.Produced produced : outcome.produced()) {
      double number = produced.value(value, numericText);
      boolean counts = !Double.isNaN(number) || value instanceof LeafValue.Numeric;
      if (counts && samples.size() < SAMPLE_LIMIT) {
        samples.add(new Sample(produced.series(), number));
      }
    }
  }

  private Outcome labelled(Outcome outcome) {
    List<Outcome.Produced> produced = new ArrayList<>(outcome.produced().size());
    for (Outcome.Produced one : outcome.produced()) {
      produced.add(new Outcome.Produced(labelled.apply(one.series()), one.factor(), one.fixed()));
    }
    return new Outcome(produced, outcome.rules(), outcome.lasting());
  }
}
