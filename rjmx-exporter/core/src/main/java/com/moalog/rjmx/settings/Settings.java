package com.moalog.rjmx.settings;

import com.moalog.rjmx.rule.Naming;
import com.moalog.rjmx.rule.RuleSpec;
import java.util.List;

/**
 * A checked configuration.
 *
 * @param objectNameRules whether a rule's pattern may be an ObjectName
 * @param jmxSelfMetrics whether the metrics that jmx_exporter has about itself are there too
 */
public record Settings(
    ServerSettings server,
    List<TargetSettings> targets,
    ClientSettings client,
    ReadSettings read,
    ScrapeSettings scrape,
    Naming naming,
    boolean objectNameRules,
    List<RuleSpec> rules,
    boolean jmxSelfMetrics) {

  public Settings {
    targets = List.copyOf(targets);
    rules = List.copyOf(rules);
  }
}
