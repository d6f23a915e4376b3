package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.database.OwnerStep;
import com.moalog.fluxpay.secret.SecretBox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Gives tenant {@code moalog} the address and secret of the environment, at each start until the
 * operators configure others.
 */
final class FirstTarget implements OwnerStep {

  private static final String TENANT = "moalog";

  private final Optional<WebhookSettings.Target> target;
  private final SecretBox box;

  FirstTarget(Optional<WebhookSettings.Target> target, SecretBox box) {
    this.target = target;
    this.box = box;
  }

  @Override
  public void run(Connection owner) throws SQLException {
    if (target.isEmpty()) {
      return;
    }
    try (PreparedStatement address =
            owner.prepareStatement(
                """
                UPDATE tenants t SET webhook_url = ? WHERE tenant_id = ? AND NOT EXISTS (
                  SELECT 1 FROM webhook_secrets s
                  WHERE s.tenant_id = t.tenant_id AND s.configured_at IS NOT NULL)
                """);
        PreparedStatement secret =
            owner.prepareStatement(
                """
                INSERT INTO webhook_secrets AS s (tenant_id, secret_enc) VALUES (?, ?)
                ON CONFLICT (tenant_id) DO UPDATE SET secret_enc = excluded.secret_enc
                WHERE s.configured_at IS NULL
                """)) {
      address.setString(1, target.get().url());
      address.setString(2, TENANT);
      address.executeUpdate();
      secret.setString(1, TENANT);
      secret.setBytes(2, box.seal(TENANT, target.get().secret()));
      secret.executeUpdate();
    }
  }
}
