package com.moalog.bench.crash;

import com.moalog.bench.postgres.Observer;
import com.moalog.bench.postgres.Passage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows which scenario a commit or a call to the provider belongs to: each scenario has a tenant
 * and the provider's names of its own. Thread-safe.
 */
final class Traps implements Observer {

  private static final Pattern NAME =
      Pattern.compile("\"(?:orderId|paymentKey)\"\\s*:\\s*\"([^\"]+)\"");

  /** A request that takes long keeps its key now and then; that is no step of it. */
  private static final List<String> RENEWAL = List.of("idempotency_keys");

  /** What the engine does for every tenant in its own time is no step of a flow either. */
  private static final Set<String> ELSEWHERE =
      Set.of("+audit_seals", "+reconciliation_runs", "reconciliation_runs");

  private final Map<String, Trap> byTenant = new ConcurrentHashMap<>();
  private final Map<String, Trap> byWord = new ConcurrentHashMap<>();

  void set(String tenant, Trap trap) {
    byTenant.put(tenant, trap);
  }

  /** Calls of the provider that contain the word belong to this scenario. */
  void know(String word, Trap trap) {
    byWord.put(word, trap);
  }

  @Override
  public Passage commits(Transaction transaction) {
    Trap trap = byTenant.get(transaction.tenant());
    return trap == null
            || transaction.tables().equals(RENEWAL)
            || transaction.tables().stream().anyMatch(ELSEWHERE::contains)
        ? Passage.FREE
        : trap.reach("COMMIT " + String.join(", ", transaction.tables()));
  }

  /** Whose call of the provider this is; a stranger's trap is not set. */
  Trap owner(String text) {
    return byWord.entrySet().stream()
        .filter(known -> text.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(Trap::unset);
  }

  /** The provider's names in the text are by which it will be asked about this scenario later. */
  void learn(String text, Trap trap) {
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      know(name.group(1), trap);
    }
  }
}
