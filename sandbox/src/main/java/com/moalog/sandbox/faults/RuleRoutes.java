package com.moalog.sandbox.faults;

import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Route;
import java.util.List;
import java.util.Map;

/** {@code /__admin/rules}: writes, lists and deletes rules. Thread-safe. */
public final class RuleRoutes {

  private final RuleBook rules;
  private final long seed;

  /**
   * Serves one rule book.
   *
   * @param seed where chance starts again when all rules are deleted
   */
  public RuleRoutes(RuleBook rules, long seed) {
    this.rules = rules;
    this.seed = seed;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            "/__admin/rules",
            (request, _) ->
                Json.reply(201, Map.of("id", rules.add(RuleReader.read(request.body()))))),
        new Route(
            "GET", "/__admin/rules", (_, _) -> Json.reply(200, Map.of("rules", rules.listed()))),
        new Route("DELETE", "/__admin/rules", (_, _) -> removedAll()),
        new Route("DELETE", "/__admin/rules/{id}", (_, path) -> removed(path.getFirst())));
  }

  private Answer removedAll() {
    rules.reset(seed);
    return Json.reply(200, Map.of("rules", List.of()));
  }

  private Answer removed(String id) {
    try {
      rules.remove(Integer.parseInt(id));
    } catch (NumberFormatException notANumber) {
      throw new BadRequestException(400, "the number of a rule is needed, not " + id);
    }
    return Json.reply(200, Map.of("id", id));
  }
}
