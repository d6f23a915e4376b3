package com.moalog.rjmx.scrape;

import com.moalog.rjmx.objectname.ObjectName;
import com.moalog.rjmx.settings.Customizer;
import com.moalog.rjmx.settings.ReadSettings;
import java.util.List;
import java.util.Map;

/** Which MBeans and attributes of an answer count. Immutable. */
final class BeanFilter {

  private static final List<String> LONG_RUNTIME_TEXTS =
      List.of("SystemProperties", "ClassPath", "BootClassPath", "LibraryPath");

  private final ReadSettings settings;

  BeanFilter(ReadSettings settings) {
    this.settings = settings;
  }

  /** Whether attributes that failed are left out of the next questions. */
  boolean excludesFailed() {
    return settings.autoExclude();
  }

  /** What is changed about the metrics of an MBean. */
  List<Customizer> customizers(ObjectName name) {
    return settings.customizers().stream().filter(each -> each.isAbout(name)).toList();
  }

  boolean accepts(ObjectName name) {
    for (ObjectName excluded : settings.excluded()) {
      if (excluded.matches(name)) {
        return false;
      }
    }
    boolean flightRecorder =
        name.domain().equals("jdk.management.jfr")
            && name.value("type").orElse("").equals("FlightRecorder");
    if (flightRecorder && settings.included().stream().noneMatch(name::equals)) {
      return false;
    }
    return settings.included().isEmpty()
        || settings.included().stream().anyMatch(included -> included.matches(name));
  }

  boolean accepts(ObjectName name, String attribute) {
    boolean runtime =
        name.domain().equals("java.lang")
            && name.value("type").orElse("").equals("Runtime")
            && LONG_RUNTIME_TEXTS.contains(attribute);
    boolean listed = false;
    boolean mustBeListed = false;
    for (Map.Entry<ObjectName, List<String>> entry : settings.includedAttributes().entrySet()) {
      if (entry.getKey().matches(name)) {
        mustBeListed = true;
        listed |= entry.getValue().contains(attribute);
      }
    }
    for (Map.Entry<ObjectName, List<String>> entry : settings.excludedAttributes().entrySet()) {
      if (entry.getKey().matches(name) && entry.getValue().contains(attribute)) {
        return false;
      }
    }
    return mustBeListed ? listed : !runtime;
  }
}
