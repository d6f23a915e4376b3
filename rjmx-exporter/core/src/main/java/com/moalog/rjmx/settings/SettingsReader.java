package com.moalog.rjmx.settings;

import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.objectname.ObjectNameException;
import com.moalog.rjmx.rule.Dialect;
import com.moalog.rjmx.rule.Naming;
import com.moalog.rjmx.rule.RuleSpec;
import com.moalog.rjmx.yaml.YamlException;
import com.moalog.rjmx.yaml.YamlNode;
import com.moalog.rjmx.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a configuration from the text of its file, the environment and the flags. */
public final class SettingsReader {

  private final Overrides overrides;
  private final Findings findings = new Findings();
  private final Variables variables;

  public SettingsReader(Overrides overrides) {
    this.overrides = overrides;
    this.variables = new Variables(overrides.environment(), findings);
  }

  /** What was found while reading. */
  public Findings findings() {
    return findings;
  }

  /**
   * Reads the configuration.
   *
   * @param fileName for messages
   * @return empty when there are errors, which {@link #findings} tells
   */
  public Optional<Settings> read(String fileName, String text) {
    YamlNode node;
    try {
      node = YamlReader.read(text);
    } catch (YamlException malformed) {
      findings.error(fileName + ":" + malformed.mark() + ": " + malformed.getMessage());
      return Optional.empty();
    }
    Section root = Section.root(node, findings);
    Settings settings = settings(root);
    root.end();
    return findings.errors().isEmpty() ? Optional.of(settings) : Optional.empty();
  }

  private Settings settings(Section root) {
    String compat = compat(root);
    Dialect dialect = dialect(compat, root);
    TargetSection target = new TargetSection(overrides, variables, findings);
    ClientSettings client = target.client(root);
    List<TargetSettings> targets = target.read(root);
    ServerSettings server = new ServerSection(overrides, variables, findings).read(root);
    List<RuleSpec> rules = new RuleSection(dialect, findings).read(root);
    Section selfMetrics = root.section("selfMetrics");
    boolean jmx = selfMetrics.flag("jmx", dialect == Dialect.JMX_EXPORTER);
    selfMetrics.end();
    ignored(root);
    return new Settings(
        server,
        targets,
        client,
        reading(root),
        scrape(root),
        naming(root, dialect),
        !compat.equals("jmx_exporter"),
        rules,
        jmx);
  }

  private String compat(Section root) {
    root.has("compat");
    String compat =
        overrides.get("compat", "RJMX_COMPAT").orElseGet(() -> root.text("compat", "auto"));
    if (!List.of("auto", "rjmx", "jmx_exporter").contains(compat)) {
      findings.misuse("compat '" + compat + "' is not auto, rjmx or jmx_exporter");
    }
    return compat;
  }

  private static Dialect dialect(String compat, Section root) {
    return switch (compat) {
      case "rjmx" -> Dialect.RJMX;
      case "jmx_exporter" -> Dialect.JMX_EXPORTER;
      default -> root.has("jolokia") || root.has("targets") ? Dialect.RJMX : Dialect.JMX_EXPORTER;
    };
  }

  private Naming naming(Section root, Dialect dialect) {
    root.has("emitOriginalCase");
    root.has("counterSuffix");
    boolean originalCase =
        overrides
            .flag("emit-original-case", "RJMX_EMIT_ORIGINAL_CASE", findings)
            .orElseGet(() -> root.flag("emitOriginalCase", false));
    String suffix =
        overrides
            .get("counter-suffix", "RJMX_COUNTER_SUFFIX")
            .orElseGet(() -> root.text("counterSuffix", "as-is"));
    if (!suffix.equals("as-is") && !suffix.equals("total")) {
      findings.error("counterSuffix '" + suffix + "' is not as-is or total");
    }
    return new Naming(
        dialect,
        root.flag("lowercaseOutputName", false),
        root.flag("lowercaseOutputLabelNames", false),
        originalCase,
        new Naming.Counters(suffix.equals("total"), root.flag("inferCounterTypeFromName", false)));
  }

  private ReadSettings reading(Section root) {
    boolean own = root.has("includeObjectNames");
    List<ObjectName> included =
        names(root, own ? "includeObjectNames" : "whitelistObjectNames", true);
    root.has("whitelistObjectNames");
    boolean exclude = root.has("excludeObjectNames");
    List<ObjectName> excluded =
        names(root, exclude ? "excludeObjectNames" : "blacklistObjectNames", false);
    root.has("blacklistObjectNames");
    return new ReadSettings(
        included,
        excluded,
        attributes(root, "includeObjectNameAttributes"),
        attributes(root, "excludeObjectNameAttributes"),
        root.flag("autoExcludeObjectNameAttributes", true),
        new CustomizerSection(findings).read(root));
  }

  private List<ObjectName> names(Section root, String key, boolean needed) {
    List<ObjectName> names = new ArrayList<>();
    for (String text : root.texts(key)) {
      try {
        names.add(ObjectName.parse(text));
      } catch (ObjectNameException malformed) {
        String message = root.name(key) + ": " + malformed.getMessage();
        if (needed) {
          findings.error(message);
        } else {
          findings.warn(message + "; this entry excludes nothing");
        }
      }
    }
    return names;
  }

  private Map<ObjectName, List<String>> attributes(Section root, String key) {
    Map<ObjectName, List<String>> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> entry : root.listEntries(key).entrySet()) {
      try {
        attributes.put(ObjectName.parse(entry.getKey()), entry.getValue());
      } catch (ObjectNameException malformed) {
        findings.error(root.name(key) + ": " + malformed.getMessage());
      }
    }
    return attributes;
  }

  private ScrapeSettings scrape(Section root) {
    Section scrape = root.section("scrape");
    ScrapeSettings settings =
        new ScrapeSettings(
            scrape.number("min_interval_ms", 0, 0),
            scrape.has("background") && !scrape.text("background", "").equals("false")
                ? scrape.number("background", 0, 1) * 1000L
                : 0,
            root.number("startDelaySeconds", 0, 0) * 1000L,
            root.number("scrapeTimeoutSeconds", 0, 0) * 1000L);
    if (!scrape.flag("single_flight", true)) {
      findings.warn("scrape.single_flight: scrapes of one target always share one request");
    }
    scrape.end();
    return settings;
  }

  private static void ignored(Section root) {
    root.ignore("hostPort", "this exporter reads JMX through Jolokia: use jolokia.url");
    root.ignore("jmxUrl", "this exporter reads JMX through Jolokia: use jolokia.url");
    root.ignore("ssl", "this exporter reads JMX through Jolokia: use an https URL");
    root.ignore("openTelemetry", "not supported; Prometheus can pass the metrics on");
    root.ignore("excludeJvmMetrics", "there are no metrics of this process's own JVM anyway");
  }
}
