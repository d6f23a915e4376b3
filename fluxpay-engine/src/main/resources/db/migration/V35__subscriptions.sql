-- The provider's name of a stored card is a secret that can be charged: it is encrypted, and the
-- psp_refs row of subject BILLING_KEY holds its hash alone.
CREATE TABLE billing_keys (
  id              UUID PRIMARY KEY,
  tenant_id       VARCHAR(50)  NOT NULL,
  user_id         VARCHAR(100) NOT NULL,
  customer_key    VARCHAR(300) NOT NULL,
  billing_key_enc BYTEA        NOT NULL,
  card_company    VARCHAR(50),
  masked_number   VARCHAR(30),
  status          VARCHAR(20)  NOT NULL CHECK (status IN ('ACTIVE', 'REVOKED')),
  created_at      TIMESTAMPTZ  NOT NULL
);
CREATE UNIQUE INDEX billing_keys_one_per_customer ON billing_keys (tenant_id, customer_key) WHERE status = 'ACTIVE';

CREATE TABLE subscription_plans (
  tenant_id        VARCHAR(50)   NOT NULL,
  plan_id          VARCHAR(50)   NOT NULL,
  name             VARCHAR(100)  NOT NULL,
  amount           NUMERIC(19,4) NOT NULL CHECK (amount > 0),
  currency         VARCHAR(3)    NOT NULL CHECK (currency IN ('KRW', 'USD', 'EUR', 'JPY')),
  billing_interval VARCHAR(10)   NOT NULL CHECK (billing_interval IN ('MONTH', 'YEAR')),
  interval_count   INT           NOT NULL CHECK (interval_count >= 1),
  trial_days       INT           NOT NULL CHECK (trial_days >= 0),
  active           BOOLEAN       NOT NULL,
  PRIMARY KEY (tenant_id, plan_id)
);

CREATE TABLE subscriptions (
  id                   UUID PRIMARY KEY,
  tenant_id            VARCHAR(50)  NOT NULL,
  user_id              VARCHAR(100) NOT NULL,
  plan_id              VARCHAR(50)  NOT NULL,
  pending_plan_id      VARCHAR(50),
  status               VARCHAR(20)  NOT NULL
    CHECK (status IN ('CREATED', 'TRIAL', 'ACTIVE', 'PAST_DUE', 'PAUSED', 'CANCELLED', 'EXPIRED')),
  billing_key_id       UUID REFERENCES billing_keys (id),
  anchor_day           INT          NOT NULL CHECK (anchor_day BETWEEN 1 AND 31),
  current_period_start TIMESTAMPTZ  NOT NULL,
  current_period_end   TIMESTAMPTZ  NOT NULL,
  next_billing_at      TIMESTAMPTZ,
  trial_end_at         TIMESTAMPTZ,
  cancel_at_period_end BOOLEAN      NOT NULL DEFAULT FALSE,
  end_announced        BOOLEAN      NOT NULL DEFAULT FALSE,
  retry_count          INT          NOT NULL DEFAULT 0,
  paused_at            TIMESTAMPTZ,
  cancelled_at         TIMESTAMPTZ,
  metadata             JSONB        NOT NULL DEFAULT '{}',
  created_at           TIMESTAMPTZ  NOT NULL,
  updated_at           TIMESTAMPTZ  NOT NULL,
  version              BIGINT       NOT NULL DEFAULT 0,
  event_seq            BIGINT       NOT NULL DEFAULT 0,
  FOREIGN KEY (tenant_id, plan_id) REFERENCES subscription_plans (tenant_id, plan_id),
  CONSTRAINT subscriptions_period CHECK (current_period_start < current_period_end)
);
CREATE UNIQUE INDEX subscriptions_one_live ON subscriptions (tenant_id, user_id, plan_id)
  WHERE status NOT IN ('CANCELLED', 'EXPIRED');
CREATE INDEX subscriptions_user ON subscriptions (tenant_id, user_id, created_at DESC);
CREATE INDEX subscriptions_due ON subscriptions (next_billing_at) WHERE status IN ('TRIAL', 'ACTIVE', 'PAST_DUE');

CREATE TABLE subscription_invoices (
  id              UUID PRIMARY KEY,
  tenant_id       VARCHAR(50)   NOT NULL,
  subscription_id UUID          NOT NULL REFERENCES subscriptions (id),
  period_start    TIMESTAMPTZ   NOT NULL,
  period_end      TIMESTAMPTZ   NOT NULL,
  plan_id         VARCHAR(50)   NOT NULL,
  amount          NUMERIC(19,4) NOT NULL CHECK (amount > 0),
  currency        VARCHAR(3)    NOT NULL,
  order_id        UUID REFERENCES orders (id),
  payment_id      UUID REFERENCES payments (id),
  status          VARCHAR(20)   NOT NULL CHECK (status IN ('OPEN', 'PAID', 'UNCOLLECTIBLE', 'VOID')),
  attempt         INT           NOT NULL DEFAULT 0,
  created_at      TIMESTAMPTZ   NOT NULL,
  UNIQUE (subscription_id, period_start)
);
CREATE INDEX subscription_invoices_subscription ON subscription_invoices (tenant_id, subscription_id, created_at DESC);

DO $$
DECLARE
  tenant_table TEXT;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['billing_keys', 'subscription_plans', 'subscriptions', 'subscription_invoices']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant_rows ON %I FOR ALL TO ${appUser}
         USING (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), ''''))
         WITH CHECK (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), ''''))', tenant_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO ${appUser}', tenant_table);
  END LOOP;
END
$$;
