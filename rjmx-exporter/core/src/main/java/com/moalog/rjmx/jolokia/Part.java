package com.moalog.rjmx.jolokia;

import com.moalog.rjmx.objectname.ObjectName;

/** One of the things that a question asks for. */
public sealed interface Part permits Read, Part.Search, Part.Listing {

  /** The names that fit a pattern, their properties in the order that the target declared. */
  record Search(ObjectName name) implements Part {}

  /**
   * Types and descriptions of attributes.
   *
   * @param domain whose MBeans, or empty for all
   */
  record Listing(String domain) implements Part {}
}
