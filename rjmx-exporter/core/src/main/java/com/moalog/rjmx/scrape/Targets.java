package com.moalog.rjmx.scrape;

import com.moalog.rjmx.jolokia.Read;
import com.moalog.rjmx.jolokia.ReadPlan;
import com.moalog.rjmx.metric.Series;
import com.moalog.rjmx.net.Network;
import com.moalog.rjmx.rule.Rule;
import com.moalog.rjmx.rule.RuleException;
import com.moalog.rjmx.rule.RuleSet;
import com.moalog.rjmx.rule.RuleSpec;
import com.moalog.rjmx.settings.Settings;
import com.moalog.rjmx.settings.TargetSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All targets of a configuration, with the rules they share. Not thread-safe. */
public final class Targets {

  private final RuleSet rules;
  private final List<Target> targets = new ArrayList<>();
  private final List<Collector> collectors = new ArrayList<>();

  public Targets(Settings settings, RuleSet rules, Network network) {
    this.rules = rules;
    List<Read> reads = ReadPlan.of(settings);
    BeanFilter filter = new BeanFilter(settings.read());
    boolean several = settings.targets().size() > 1;
    for (TargetSettings target : settings.targets()) {
      Collector collector = new Collector(rules, filter, labels(target, several));
      collectors.add(collector);
      targets.add(
          new Target(target, settings.client(), network, new Target.Collected(collector, reads)));
    }
  }

  /**
   * Makes the rules of a configuration ready.
   *
   * @throws RuleException telling every rule that cannot be used
   */
  public static RuleSet compile(Settings settings) throws RuleException {
    List<Rule> ready = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (RuleSpec spec : settings.rules()) {
      try {
        ready.add(Rule.compile(spec, settings.naming(), settings.objectNameRules()));
      } catch (RuleException unusable) {
        faults.add("Rule " + spec.index() + ": " + unusable.getMessage());
      }
    }
    if (!faults.isEmpty()) {
      throw new RuleException(faults);
    }
    return new RuleSet(settings.naming(), ready);
  }

  private static UnaryOperator<Series> labels(TargetSettings target, boolean several) {
    return series -> {
      Series labelled = series;
      for (Map.Entry<String, String> label : target.labels().entrySet()) {
        labelled = labelled.with(label.getKey(), label.getValue());
      }
      return several ? labelled.with("target", target.name()) : labelled;
    };
  }

  public List<Target> all() {
    return targets;
  }

  /** The target with this name. */
  public Optional<Target> named(String name) {
    return targets.stream().filter(target -> target.settings().name().equals(name)).findFirst();
  }

  public RuleSet rules() {
    return rules;
  }

  /** Values of all targets that were null, over the life of the process. */
  public long nulls() {
    return targets.stream().mapToLong(Target::nulls).sum();
  }

  /** Lets somebody see every leaf of the first target and the rules that matched. */
  public void witness(Witness witness) {
    collectors
        .getFirst()
        .witness((leaf, outcome) -> witness.saw(leaf.candidate(), outcome.rules()));
  }

  /** Sees what targets answer. */
  public interface Witness {

    /** An attribute, and the rules that matched, from 0. */
    void saw(String attribute, List<Integer> rules);
  }

  /** Closes every connection. */
  public void close() {
    targets.forEach(Target::close);
  }
}
