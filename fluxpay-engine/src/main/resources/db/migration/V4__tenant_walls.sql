-- Every tenant table is under forced row-level security. Without a tenant the policy's expression is
-- NULL: no row is visible and no row can be written. Partitions are fenced as well; they have no
-- policy and no grants, so they are reached through their parent alone.
DO $$
DECLARE
  tenant_table TEXT;
BEGIN
  FOR tenant_table IN
    SELECT c.relname
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'tenants'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
  END LOOP;
  FOREACH tenant_table IN ARRAY ARRAY['orders', 'order_line_items', 'payments', 'payment_attempts',
    'idempotency_keys', 'outbox_events', 'scheduled_tasks', 'webhooks', 'webhook_secrets', 'audit_log']
  LOOP
    EXECUTE format(
      'CREATE POLICY tenant_rows ON %I FOR ALL TO ${appUser}
         USING (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), ''''))
         WITH CHECK (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), ''''))', tenant_table);
  END LOOP;
END
$$;

GRANT SELECT, INSERT, UPDATE ON orders, order_line_items, payments, payment_attempts, webhooks TO ${appUser};
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys, scheduled_tasks TO ${appUser};
GRANT SELECT, INSERT ON outbox_events, audit_log TO ${appUser};
GRANT SELECT ON webhook_secrets TO ${appUser};

CREATE POLICY worker_rows ON outbox_events FOR ALL TO ${workerUser} USING (true) WITH CHECK (true);
CREATE POLICY worker_rows ON scheduled_tasks FOR ALL TO ${workerUser} USING (true) WITH CHECK (true);
CREATE POLICY worker_sees_expired ON idempotency_keys FOR SELECT TO ${workerUser} USING (expires_at < now());
CREATE POLICY worker_deletes_expired ON idempotency_keys FOR DELETE TO ${workerUser} USING (expires_at < now());
GRANT SELECT, UPDATE, DELETE ON outbox_events TO ${workerUser};
GRANT SELECT, UPDATE, DELETE ON scheduled_tasks TO ${workerUser};
GRANT SELECT, DELETE ON idempotency_keys TO ${workerUser};
GRANT SELECT, UPDATE ON relay_shards TO ${workerUser};

-- The owner takes part in the walls too (FORCE), so it needs a way to store the secret that the
-- environment gives to a tenant.
CREATE POLICY owner_rows ON webhook_secrets FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
