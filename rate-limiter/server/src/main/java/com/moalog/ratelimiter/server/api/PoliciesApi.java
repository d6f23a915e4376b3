package com.moalog.ratelimiter.server.api;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Counting;
import com.moalog.ratelimiter.core.model.Domain;
import com.moalog.ratelimiter.core.model.FailMode;
import com.moalog.ratelimiter.core.model.KeyPattern;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.server.http.Exchange;
import com.moalog.ratelimiter.server.limiting.RuleBook;
import com.moalog.ratelimiter.server.settings.FallbackSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Shows the operator every rule in force, how closely it is kept and where it comes from. */
final class PoliciesApi {

  private final RuleBook book;
  private final FallbackSettings fallback;
  private final List<Algorithm> enabled;

  PoliciesApi(RuleBook book, FallbackSettings fallback, List<Algorithm> enabled) {
    this.book = book;
    this.fallback = fallback;
    this.enabled = List.copyOf(enabled);
  }

  void list(Exchange exchange) {
    JsonArray policies = new JsonArray();
    book.rules().inOrder().forEach(rule -> policies.add(policy(rule, book.source())));
    for (Domain domain : book.rules().domains()) {
      for (Domain.Placed limit : domain.limits()) {
        policies.add(policy(limit.limited().rule(), book.source()).put("descriptor", limit.path()));
      }
    }
    JsonArray defaults = new JsonArray();
    enabled.forEach(algorithm -> defaults.add(policy(book.defaultOf(algorithm), "settings")));
    exchange.json(200, new JsonObject().put("policies", policies).put("defaults", defaults));
  }

  private JsonObject policy(Rule rule, String source) {
    KeyPattern match = rule.match();
    FailMode failMode = rule.failMode() == null ? fallback.failMode() : rule.failMode();
    JsonObject policy =
        new JsonObject()
            .put("name", rule.name())
            .put("source", source)
            .put("match", match == null ? null : match.text())
            .put("algorithm", rule.limit().algorithm().name())
            .put("limit", rule.limit().permits())
            .put("windowSeconds", rule.limit().windowSeconds())
            .put("permitsMax", rule.permitsMax())
            .put("mode", rule.counting().text())
            .put("failMode", failMode.text())
            .put("shadow", rule.shadow())
            .put(
                "exceedsAtMostBy",
                rule.counting().overshoot(rule.limit(), fallback.sharePermille()).text());
    if (rule.counting() instanceof Counting.Leased(long most)) {
      policy.put("leaseMax", most);
    }
    return policy;
  }
}
