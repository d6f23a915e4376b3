package com.moalog.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a simulation counted by itself.
 *
 * @param statuses how many answers, by request and status, such as {@code analysis.429}
 * @param paidOrders every order that was paid
 */
record Tally(Map<String, Long> statuses, List<String> paidOrders) {

  private static final String ORDER = "order";
  private static final int SERVER_ERRORS = 500;
  private static final int BAD_GATEWAY = 502;

  Tally {
    statuses = Map.copyOf(statuses);
    paidOrders = List.copyOf(paidOrders);
  }

  /** Nothing, where the simulation counts nothing. */
  static Tally in(Path file) throws IOException {
    Map<String, Long> statuses = new TreeMap<>();
    List<String> orders = new ArrayList<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      int space = line.indexOf(' ');
      String value = line.substring(space + 1);
      if (line.substring(0, space).equals(ORDER)) {
        orders.add(value);
      } else {
        statuses.put(line.substring(0, space), Long.parseLong(value));
      }
    }
    return new Tally(statuses, orders);
  }

  long count(String request, int status) {
    return statuses.getOrDefault(request + "." + status, 0L);
  }

  /** Answers from 500 on, without those that say that the payment engine is away. */
  long serverErrors() {
    return statuses.entrySet().stream()
        .filter(each -> isServerError(each.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static boolean isServerError(String key) {
    int status = Integer.parseInt(key.substring(key.lastIndexOf('.') + 1));
    return status >= SERVER_ERRORS && status != BAD_GATEWAY;
  }

  @Override
  public String toString() {
    return new TreeMap<>(statuses)
        .entrySet().stream()
            .map(each -> each.getValue() + " × " + each.getKey())
            .collect(Collectors.joining(", "));
  }
}
