package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.database.OwnerStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Adds the tenants of the file, and sets what it says of those that exist; never removes one. */
final class SeedTenants implements OwnerStep {

  private final List<TenantSeed> seeds;

  SeedTenants(List<TenantSeed> seeds) {
    this.seeds = List.copyOf(seeds);
  }

  @Override
  public void run(Connection owner) throws SQLException {
    for (TenantSeed seed : seeds) {
      try (PreparedStatement row =
          owner.prepareStatement(
              """
              WITH seed (id, rate, credit, subscription) AS (
                VALUES (?, CAST(? AS int), CAST(? AS boolean), CAST(? AS boolean))),
              changed AS (
                UPDATE tenants SET rate_limit = COALESCE(rate, rate_limit),
                  credit_enabled = COALESCE(credit, credit_enabled),
                  subscription_enabled = COALESCE(subscription, subscription_enabled)
                FROM seed WHERE tenant_id = id RETURNING tenant_id)
              INSERT INTO tenants (tenant_id, name, rate_limit, credit_enabled,
                subscription_enabled)
              SELECT id, id, COALESCE(rate, 100), COALESCE(credit, false),
                COALESCE(subscription, false)
              FROM seed WHERE NOT EXISTS (SELECT 1 FROM changed)
              ON CONFLICT (tenant_id) DO NOTHING
              """)) {
        row.setString(1, seed.id().value());
        row.setObject(2, seed.rateLimit().orElse(null), Types.INTEGER);
        row.setObject(3, seed.creditEnabled().orElse(null), Types.BOOLEAN);
        row.setObject(4, seed.subscriptionEnabled().orElse(null), Types.BOOLEAN);
        row.executeUpdate();
      }
    }
  }
}
