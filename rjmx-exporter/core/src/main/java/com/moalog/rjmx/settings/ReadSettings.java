package com.moalog.rjmx.settings;

import com.moalog.rjmx.objectname.ObjectName;
import java.util.List;
import java.util.Map;

/**
 * What is read from a target.
 *
 * @param included ObjectName patterns; empty when the dialect decides
 * @param excluded ObjectName patterns of MBeans to leave out
 * @param includedAttributes of MBeans: only these attributes
 * @param excludedAttributes of MBeans: not these attributes
 * @param autoExclude leave out attributes that failed, for a while
 * @param customizers changes to all metrics of some MBeans
 */
public record ReadSettings(
    List<ObjectName> included,
    List<ObjectName> excluded,
    Map<ObjectName, List<String>> includedAttributes,
    Map<ObjectName, List<String>> excludedAttributes,
    boolean autoExclude,
    List<Customizer> customizers) {

  public ReadSettings {
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
    includedAttributes = Map.copyOf(includedAttributes);
    excludedAttributes = Map.copyOf(excludedAttributes);
    customizers = List.copyOf(customizers);
  }
}
