package com.moalog.bench.faults;

import com.moalog.bench.postgres.Observer;
import com.moalog.bench.postgres.Passage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows whose commit or call passes between the engine and the world. Thread-safe. */
final class Wires implements Observer {

  /** What the engine does for every tenant in its own time is no step of a schedule. */
  private static final List<String> ELSEWHERE =
      List.of("+audit_seals", "+reconciliation_runs", "reconciliation_runs");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{16,}");
  private static final Pattern FENCE =
      Pattern.compile("owner_token = (\\$\\d+) AND status = 'processing'");

  private final Map<String, Mishaps> byTenant = new ConcurrentHashMap<>();
  private final Map<String, String> tenants = new ConcurrentHashMap<>();

  Mishaps open(String tenant) {
    return byTenant.computeIfAbsent(tenant, _ -> new Mishaps());
  }

  /** The provider calls something of this merchant so. */
  void know(String name, String tenant) {
    tenants.put(name, tenant);
  }

  void close(String tenant) {
    byTenant.remove(tenant);
    tenants.values().removeIf(tenant::equals);
  }

  /** Whose call to the provider this is; empty for a stranger's. */
  Optional<String> owner(String text) {
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      String tenant = tenants.get(name.group());
      if (tenant != null) {
        return Optional.of(tenant);
      }
    }
    return Optional.empty();
  }

  Optional<Mishaps> of(String tenant) {
    return Optional.ofNullable(byTenant.get(tenant));
  }

  @Override
  public Passage commits(Transaction transaction) {
    boolean isElsewhere = transaction.tables().stream().anyMatch(ELSEWHERE::contains);
    return isElsewhere
        ? Passage.FREE
        : of(transaction.tenant()).map(Mishaps::reach).orElse(Passage.FREE);
  }

  /** Here the check is skipped for those merchants for whom that mistake is made. */
  @Override
  public String prepares(String sql) {
    if (!sql.contains("SET status = 'completed', response")) {
      return sql;
    }
    return FENCE
        .matcher(sql)
        .replaceAll(fence ->
            Matcher.quoteReplacement(
                "(%s OR tenant_id LIKE '%s%%')".formatted(fence.group(), Bug.NO_FENCING.prefix())));
  }
}
