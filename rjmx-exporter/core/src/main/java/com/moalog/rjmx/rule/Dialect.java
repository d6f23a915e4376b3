package com.moalog.rjmx.rule;

/** How a rule file is read. */
public enum Dialect {
  /** Patterns are searched for; several spellings of an attribute are tried. */
  RJMX,
  /** As jmx_exporter does: one spelling, the last possible match in it. */
  JMX_EXPORTER
}
