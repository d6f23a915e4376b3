CREATE TABLE idempotency_keys (
  id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id       VARCHAR(50)  NOT NULL,
  endpoint        VARCHAR(200) NOT NULL,
  idempotency_key VARCHAR(255) NOT NULL,
  payload_hash    VARCHAR(64)  NOT NULL,
  status          VARCHAR(12)  NOT NULL CHECK (status IN ('processing', 'completed')),
  owner_token     UUID         NOT NULL,
  locked_until    TIMESTAMPTZ  NOT NULL,
  attempt         INT          NOT NULL DEFAULT 1,
  resource_type   VARCHAR(30),
  resource_id     VARCHAR(50),
  response        TEXT,
  http_status     INT,
  created_at      TIMESTAMPTZ  NOT NULL,
  expires_at      TIMESTAMPTZ  NOT NULL,
  UNIQUE (tenant_id, endpoint, idempotency_key)
);
CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);

CREATE TABLE outbox_events (
  id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id       VARCHAR(50)  NOT NULL,
  event_id        VARCHAR(50)  NOT NULL UNIQUE,
  aggregate_type  VARCHAR(50)  NOT NULL,
  aggregate_id    VARCHAR(50)  NOT NULL,
  aggregate_seq   BIGINT       NOT NULL,
  shard           SMALLINT     NOT NULL,
  event_type      VARCHAR(100) NOT NULL,
  topic           VARCHAR(100) NOT NULL,
  partition_key   VARCHAR(110) NOT NULL,
  payload         TEXT         NOT NULL,
  headers         TEXT,
  status          VARCHAR(20)  NOT NULL DEFAULT 'PENDING'
    CHECK (status IN ('PENDING', 'PROCESSING', 'PUBLISHED', 'FAILED')),
  retry_count     INT          NOT NULL DEFAULT 0,
  next_attempt_at TIMESTAMPTZ  NOT NULL,
  created_at      TIMESTAMPTZ  NOT NULL,
  published_at    TIMESTAMPTZ,
  error_message   TEXT,
  UNIQUE (tenant_id, aggregate_type, aggregate_id, aggregate_seq)
);
CREATE INDEX outbox_pending ON outbox_events (shard, id) WHERE status = 'PENDING';
CREATE INDEX outbox_failed ON outbox_events (partition_key) WHERE status = 'FAILED';
CREATE INDEX outbox_created ON outbox_events (tenant_id, created_at);
CREATE INDEX outbox_aggregate ON outbox_events (aggregate_type, aggregate_id);

CREATE TABLE relay_shards (
  shard       SMALLINT PRIMARY KEY CHECK (shard BETWEEN 0 AND 15),
  owner       VARCHAR(64),
  epoch       BIGINT NOT NULL DEFAULT 0,
  lease_until TIMESTAMPTZ
);
INSERT INTO relay_shards (shard) SELECT generate_series(0, 15);

CREATE TABLE scheduled_tasks (
  id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id  VARCHAR(50) NOT NULL,
  kind       VARCHAR(40) NOT NULL
    CHECK (kind IN ('SAGA_RESUME', 'PAYMENT_RECONCILE', 'REFUND_RECONCILE', 'WEBHOOK_DELIVER',
                    'WEBHOOK_INBOUND', 'SUBSCRIPTION_CYCLE', 'RESERVATION_EXPIRE',
                    'PAYMENT_EXPIRE', 'ORDER_EXPIRE')),
  ref_id     VARCHAR(64) NOT NULL,
  run_at     TIMESTAMPTZ NOT NULL,
  attempts   INT         NOT NULL DEFAULT 0,
  owner      VARCHAR(64),
  last_error TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, kind, ref_id)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (run_at);

CREATE TABLE webhooks (
  id               BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id        VARCHAR(50)  NOT NULL,
  webhook_id       VARCHAR(50)  NOT NULL UNIQUE,
  event_id         VARCHAR(50)  NOT NULL,
  event_type       VARCHAR(100) NOT NULL,
  payload          TEXT         NOT NULL,
  target_url       VARCHAR(500) NOT NULL,
  status           VARCHAR(20)  NOT NULL
    CHECK (status IN ('PENDING', 'SENDING', 'DELIVERED', 'FAILED', 'RETRYING')),
  retry_count      INT          NOT NULL DEFAULT 0,
  next_retry_at    TIMESTAMPTZ,
  last_attempt_at  TIMESTAMPTZ,
  delivered_at     TIMESTAMPTZ,
  last_http_status INT,
  error_message    TEXT,
  created_at       TIMESTAMPTZ  NOT NULL,
  UNIQUE (tenant_id, event_id, target_url)
);
CREATE INDEX webhooks_created ON webhooks (tenant_id, created_at);
-- One notification per order is in flight at a time; this finds the ones that are still on their way.
CREATE INDEX webhooks_undelivered_of_order ON webhooks (tenant_id, ((payload::jsonb ->> 'orderId')), id)
  WHERE status IN ('PENDING', 'SENDING', 'RETRYING');

CREATE TABLE webhook_secrets (
  tenant_id           VARCHAR(50) PRIMARY KEY REFERENCES tenants (tenant_id),
  secret_enc          BYTEA       NOT NULL,
  previous_secret_enc BYTEA,
  created_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  rotated_at          TIMESTAMPTZ
);

CREATE TABLE audit_log (
  id            BIGINT GENERATED ALWAYS AS IDENTITY,
  tenant_id     VARCHAR(50)  NOT NULL,
  occurred_at   TIMESTAMPTZ  NOT NULL,
  actor         VARCHAR(100) NOT NULL,
  action        VARCHAR(60)  NOT NULL,
  resource_type VARCHAR(30)  NOT NULL,
  resource_id   VARCHAR(64)  NOT NULL,
  request_id    VARCHAR(64)  NOT NULL,
  trace_id      VARCHAR(32),
  client_ip     VARCHAR(45),
  before        JSONB,
  after         JSONB,
  PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX audit_log_resource ON audit_log (tenant_id, resource_id, id);

-- Two years of monthly partitions, and one that catches every other time.
DO $$
DECLARE
  month DATE := DATE '2026-11-01';
BEGIN
  WHILE month < DATE '2028-11-01' LOOP
    EXECUTE format('CREATE TABLE %I PARTITION OF audit_log FOR VALUES FROM (%L) TO (%L)',
      'audit_log_' || to_char(month, 'YYYY_MM'),
      month::timestamp AT TIME ZONE 'UTC',
      (month + INTERVAL '1 month')::timestamp AT TIME ZONE 'UTC');
    month := month + INTERVAL '1 month';
  END LOOP;
END
$$;
CREATE TABLE audit_log_other PARTITION OF audit_log DEFAULT;
