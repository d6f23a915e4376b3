package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /__admin/transactions}: makes the settlement list say something else than what happened,
 * for tests of those who compare it with their books. The money oracle is not touched. Thread-safe.
 */
final class FeedScript {

  static final int MAX_ALTERATIONS = 1_000;

  private static final String PATH = "/__admin/transactions";
  private static final List<String> NAMES = List.of("transactionKey", "paymentKey", "orderId");

  private final List<Alteration> alterations = new ArrayList<>();
  private final List<ObjectNode> added = new ArrayList<>();

  /** What becomes of the rows that match. */
  private record Alteration(Map<String, String> match, Change change) {

    boolean concerns(JsonNode row) {
      return match.entrySet().stream()
          .allMatch(wanted -> row.path(wanted.getKey()).asString("").equals(wanted.getValue()));
    }
  }

  /** What a row becomes. */
  private sealed interface Change {

    record Dropped() implements Change {}

    record Doubled() implements Change {}

    record Different(@Nullable BigDecimal amount, @Nullable String status) implements Change {}
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", PATH, (request, _) -> add(request)),
        new Route(
            "DELETE",
            PATH,
            (_, _) -> {
              clear();
              return Json.reply(200, Map.of("alterations", 0));
            }));
  }

  private synchronized Answer add(Request request) {
    if (alterations.size() + added.size() >= MAX_ALTERATIONS) {
      throw new BadRequestException(409, "there are " + MAX_ALTERATIONS + " alterations already");
    }
    ObjectNode script = Json.parseObject(request.body());
    if (script.path("add") instanceof ObjectNode row) {
      added.add(complete(row));
    } else {
      alterations.add(new Alteration(match(script.path("match")), change(script.path("then"))));
    }
    return Json.reply(201, Map.of("alterations", alterations.size() + added.size()));
  }

  private static ObjectNode complete(ObjectNode row) {
    for (String name : List.of("transactionKey", "paymentKey", "orderId", "transactionAt")) {
      if (!row.path(name).isString()) {
        throw Fields.refused("add." + name + " is needed");
      }
    }
    if (!row.path("amount").isNumber()) {
      throw Fields.refused("add.amount is a number, below 0 for money that went back");
    }
    ObjectNode whole = Json.object().put("status", "DONE").put("currency", "KRW");
    whole.setAll(row);
    return whole;
  }

  private static Map<String, String> match(JsonNode match) {
    Map<String, String> wanted = new HashMap<>();
    for (String name : NAMES) {
      if (match.path(name).isString()) {
        wanted.put(name, match.path(name).stringValue());
      }
    }
    return wanted;
  }

  private static Change change(JsonNode then) {
    return switch (then.asString("")) {
      case "drop" -> new Change.Dropped();
      case "double" -> new Change.Doubled();
      default -> {
        if (!then.path("amount").isNumber() && !then.path("status").isString()) {
          throw Fields.refused("then is \"drop\", \"double\" or {\"amount\", \"status\"}");
        }
        yield new Change.Different(
            then.path("amount").isNumber() ? then.path("amount").decimalValue() : null,
            then.path("status").isString() ? then.path("status").stringValue() : null);
      }
    };
  }

  /** The rows as the list shows them; the first alteration that concerns a row decides. */
  synchronized List<ObjectNode> applied(List<ObjectNode> rows) {
    List<ObjectNode> shown = new ArrayList<>();
    rows.forEach(row -> shown.addAll(applied(row)));
    shown.addAll(added);
    return shown;
  }

  private List<ObjectNode> applied(ObjectNode row) {
    for (Alteration alteration : alterations) {
      if (alteration.concerns(row)) {
        return switch (alteration.change()) {
          case Change.Dropped() -> List.of();
          case Change.Doubled() -> List.of(row, row);
          case Change.Different(BigDecimal amount, String status) -> {
            ObjectNode different = row.deepCopy();
            if (amount != null) {
              different.put("amount", amount);
            }
            if (status != null) {
              different.put("status", status);
            }
            yield List.of(different);
          }
        };
      }
    }
    return List.of(row);
  }

  synchronized void clear() {
    alterations.clear();
    added.clear();
  }
}
