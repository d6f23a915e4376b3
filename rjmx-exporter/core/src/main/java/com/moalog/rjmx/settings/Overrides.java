package com.moalog.rjmx.settings;

import com.moalog.rjmx.text.Letters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the environment and the flags say beside the file: flags before the environment. The keys
 * are those of the flags.
 */
public final class Overrides {

  private final Map<String, String> flags;
  private final Function<String, Optional<String>> environment;

  public Overrides(Map<String, String> flags, Function<String, Optional<String>> environment) {
    this.flags = new HashMap<>(flags);
    this.environment = environment;
  }

  Function<String, Optional<String>> environment() {
    return environment;
  }

  /** The first that is given: the flag, then the variables in their order. */
  Optional<String> get(String flag, String... variables) {
    String given = flags.get(flag);
    if (given != null) {
      return Optional.of(given);
    }
    for (String variable : variables) {
      Optional<String> value = environment.apply(variable);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  /** As {@link #get} for what is true or false; any other word is an error. */
  Optional<Boolean> flag(String flag, String variable, Findings findings) {
    Optional<String> given = get(flag, variable);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    boolean yes = Letters.same(given.get(), "true");
    if (!yes && !Letters.same(given.get(), "false")) {
      String name = flags.containsKey(flag) ? "--" + flag : variable;
      findings.error(name + " '" + given.get() + "' is neither true nor false");
    }
    return Optional.of(yes);
  }
}
