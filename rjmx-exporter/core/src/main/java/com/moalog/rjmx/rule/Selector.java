package com.moalog.rjmx.rule;

import com.moalog.rjmx.metric.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a rule chooses its attributes. */
interface Selector {

  /**
   * What was found.
   *
   * @param captures what the templates may refer to, or null when the leaf is not meant
   * @param seesValue whether another value could give another answer
   * @param exhausted whether the search took too many steps
   */
  record Selection(@Nullable Captures captures, boolean seesValue, boolean exhausted) {

    static final Selection NONE = new Selection(null, false, false);
  }

  Selection select(Leaf leaf);

  /** Labels that every series of the rule gets unless it sets them itself. */
  default List<Label> labels(Leaf leaf) {
    return List.of();
  }
}
