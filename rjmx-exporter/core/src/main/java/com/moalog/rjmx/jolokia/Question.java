package com.moalog.rjmx.jolokia;

import com.moalog.rjmx.text.JsonText;
import java.util.List;

/**
 * All that is asked of a target at once.
 *
 * @param searches ask for the names in their declared order first
 */
public record Question(List<Read> reads, boolean searches) {

  private static final String READ_OPTIONS =
      "\"config\":{\"ignoreErrors\":true,\"includeStackTrace\":false,\"canonicalNaming\":false,"
          + "\"includeRequest\":false,\"maxDepth\":6}}";
  private static final String SEARCH_OPTIONS =
      "\"config\":{\"canonicalNaming\":false,\"includeRequest\":false}}";

  public Question {
    reads = List.copyOf(reads);
  }

  /** The part that asks only for some of the reads. */
  public Question part(int from, int to) {
    return new Question(reads.subList(from, to), false);
  }

  /** The number of answers. */
  public int size() {
    return (searches ? 2 : 1) * reads.size();
  }

  /** Whether the answer with this index is to a search. */
  boolean isSearch(int index) {
    return searches && index < reads.size();
  }

  Read read(int index) {
    return reads.get(searches ? index - reads.size() : index);
  }

  /** The array of JSON that is posted. */
  public String json() {
    StringBuilder json = new StringBuilder("[");
    if (searches) {
      for (Read read : reads) {
        open(json, "search", read).append(',').append(SEARCH_OPTIONS);
      }
    }
    for (Read read : reads) {
      open(json, "read", read);
      if (!read.attributes().isEmpty()) {
        json.append(",\"attribute\":[");
        for (int i = 0; i < read.attributes().size(); i++) {
          JsonText.quote(read.attributes().get(i), json.append(i == 0 ? "" : ","));
        }
        json.append(']');
      }
      json.append(',').append(READ_OPTIONS);
    }
    return json.append(']').toString();
  }

  private static StringBuilder open(StringBuilder json, String type, Read read) {
    json.append(json.length() == 1 ? "" : ",").append("{\"type\":\"").append(type);
    return JsonText.quote(read.name().toString(), json.append("\",\"mbean\":"));
  }
}
