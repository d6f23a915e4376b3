package com.moalog.rjmx.cli;

import com.moalog.rjmx.log.Log;
import com.moalog.rjmx.serve.Exporter;
import java.util.Optional;

/** Looks whether the configuration has changed while the exporter runs. Not thread-safe. */
final class ConfigurationFile implements Exporter.ConfigurationSource {

  private final Configuration configuration;
  private final Log log;
  private String lastContent;

  ConfigurationFile(Configuration configuration, Log log, String content) {
    this.configuration = configuration;
    this.log = log;
    this.lastContent = content;
  }

  @Override
  public Exporter.Reload poll(boolean asked) {
    Configuration.Loaded loaded = configuration.load();
    if (!asked && loaded.content().equals(lastContent)) {
      return new Exporter.Reload(Optional.empty(), false);
    }
    lastContent = loaded.content();
    if (loaded.ready().isEmpty()) {
      loaded.errors().forEach(error -> log.error("the old configuration stays: " + error));
      return new Exporter.Reload(Optional.empty(), true);
    }
    loaded.warnings().forEach(log::warn);
    return new Exporter.Reload(loaded.ready(), false);
  }
}
