package com.moalog.server.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is writing: names, or only how many where the retrospect is anonymous.
 *
 * @param writers their names; absent where the retrospect is anonymous
 * @param count how many they are; absent where names say it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Writers(@Nullable List<String> writers, @Nullable Integer count) {

  static final Writers NOBODY = new Writers(List.of(), null);

  Writers {
    writers = writers == null ? null : List.copyOf(writers);
  }

  /** These members. */
  static Writers of(List<String> names, boolean anonymous) {
    return anonymous ? new Writers(null, names.size()) : new Writers(names, null);
  }
}
