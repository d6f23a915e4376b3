package com.moalog.rjmx.jolokia;

import com.moalog.rjmx.text.JsonText;
import java.util.ArrayList;
import java.util.List;

/** All that is asked of a target at once. */
public record Question(List<Part> parts) {

  private static final String READ_OPTIONS =
      "\"config\":{\"ignoreErrors\":true,\"includeStackTrace\":false,\"canonicalNaming\":false,"
          + "\"includeRequest\":false,\"maxDepth\":6}}";
  private static final String NAME_OPTIONS =
      "\"config\":{\"canonicalNaming\":false,\"includeRequest\":false}}";

  public Question {
    parts = List.copyOf(parts);
  }

  /** The reads alone. */
  public List<Read> reads() {
    List<Read> reads = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Read read) {
        reads.add(read);
      }
    }
    return reads;
  }

  /** Whether a scrape goes on without an answer to this. */
  public boolean isOptional() {
    return parts.stream().allMatch(part -> part instanceof Part.Listing);
  }

  /** The number of answers. */
  int size() {
    return parts.size();
  }

  Part part(int index) {
    return parts.get(index);
  }

  /** The array of JSON that is posted. */
  public String json() {
    StringBuilder json = new StringBuilder("[");
    for (Part part : parts) {
      json.append(json.length() == 1 ? "" : ",").append("{\"type\":\"");
      switch (part) {
        case Part.Search search -> {
          JsonText.quote(search.name().toString(), json.append("search\",\"mbean\":"));
          json.append(',').append(NAME_OPTIONS);
        }
        case Part.Listing listing -> {
          json.append("list\",");
          if (!listing.domain().isEmpty()) {
            JsonText.quote(escaped(listing.domain()), json.append("\"path\":")).append(',');
          }
          json.append(NAME_OPTIONS);
        }
        case Read read -> {
          JsonText.quote(read.name().toString(), json.append("read\",\"mbean\":"));
          attributes(read, json);
          json.append(',').append(READ_OPTIONS);
        }
      }
    }
    return json.append(']').toString();
  }

  private static void attributes(Read read, StringBuilder json) {
    if (read.attributes().isEmpty()) {
      return;
    }
    json.append(",\"attribute\":[");
    for (int i = 0; i < read.attributes().size(); i++) {
      JsonText.quote(read.attributes().get(i), json.append(i == 0 ? "" : ","));
    }
    json.append(']');
  }

  /** In paths of Jolokia a slash parts and an exclamation mark escapes. */
  private static String escaped(String domain) {
    return domain.replace("!", "!!").replace("/", "!/");
  }
}
