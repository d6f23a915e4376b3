package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.database.OwnerStep;
import com.moalog.fluxpay.secret.SecretBox;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Gives tenants the address and secret of the environment, at each start until the operators
 * configure others. A tenant without a secret gets one that nobody knows until it is rotated.
 */
final class FirstTarget implements OwnerStep {

  private final List<Given> targets;
  private final SecretBox box;
  private final SecureRandom random;

  FirstTarget(List<Given> targets, SecretBox box, SecureRandom random) {
    this.targets = List.copyOf(targets);
    this.box = box;
    this.random = random;
  }

  /** What the environment gives to a tenant. */
  record Given(String tenant, String url, Optional<String> secret) {}

  @Override
  public void run(Connection owner) throws SQLException {
    for (Given target : targets) {
      address(owner, target);
      secret(owner, target);
    }
  }

  private static void address(Connection owner, Given target) throws SQLException {
    try (PreparedStatement address =
        owner.prepareStatement(
            """
            UPDATE tenants t SET webhook_url = ? WHERE tenant_id = ? AND NOT EXISTS (
              SELECT 1 FROM webhook_secrets s
              WHERE s.tenant_id = t.tenant_id AND s.configured_at IS NOT NULL)
            """)) {
      address.setString(1, target.url());
      address.setString(2, target.tenant());
      address.executeUpdate();
    }
  }

  private void secret(Connection owner, Given target) throws SQLException {
    try (PreparedStatement secret =
        owner.prepareStatement(
            """
            INSERT INTO webhook_secrets AS s (tenant_id, secret_enc) VALUES (?, ?)
            ON CONFLICT (tenant_id) DO UPDATE SET secret_enc = excluded.secret_enc
            WHERE s.configured_at IS NULL AND ?
            """)) {
      secret.setString(1, target.tenant());
      secret.setBytes(
          2, box.seal(target.tenant(), target.secret().orElseGet(() -> Secrets.fresh(random))));
      secret.setBoolean(3, target.secret().isPresent());
      secret.executeUpdate();
    }
  }
}
