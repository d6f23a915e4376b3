CREATE TABLE orders (
  id           UUID PRIMARY KEY,
  tenant_id    VARCHAR(50)   NOT NULL,
  user_id      VARCHAR(100)  NOT NULL,
  status       VARCHAR(20)   NOT NULL DEFAULT 'PENDING'
    CHECK (status IN ('PENDING', 'PAID', 'COMPLETED', 'CANCELLED', 'FAILED')),
  total_amount NUMERIC(19,4) NOT NULL CHECK (total_amount >= 0),
  currency     VARCHAR(3)    NOT NULL CHECK (currency IN ('KRW', 'USD', 'EUR', 'JPY')),
  metadata     JSONB,
  fulfilment   VARCHAR(30)   NOT NULL DEFAULT 'EXTERNAL',
  created_at   TIMESTAMPTZ   NOT NULL,
  updated_at   TIMESTAMPTZ   NOT NULL,
  paid_at      TIMESTAMPTZ,
  completed_at TIMESTAMPTZ,
  version      BIGINT        NOT NULL DEFAULT 0,
  event_seq    BIGINT        NOT NULL DEFAULT 0
);
CREATE INDEX orders_user ON orders (tenant_id, user_id, created_at DESC);
CREATE INDEX orders_status ON orders (tenant_id, status);
CREATE INDEX orders_created ON orders (tenant_id, created_at);

CREATE TABLE order_line_items (
  id           UUID PRIMARY KEY,
  tenant_id    VARCHAR(50)   NOT NULL,
  order_id     UUID          NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  product_id   VARCHAR(100)  NOT NULL,
  product_name VARCHAR(255)  NOT NULL,
  quantity     INT           NOT NULL CHECK (quantity > 0),
  unit_price   NUMERIC(19,4) NOT NULL CHECK (unit_price >= 0),
  total_price  NUMERIC(19,4) NOT NULL CHECK (total_price >= 0),
  currency     VARCHAR(3)    NOT NULL,
  created_at   TIMESTAMPTZ   NOT NULL
);
CREATE INDEX order_line_items_order ON order_line_items (tenant_id, order_id);

CREATE TABLE payments (
  id                          UUID PRIMARY KEY,
  tenant_id                   VARCHAR(50)   NOT NULL,
  order_id                    UUID          NOT NULL REFERENCES orders (id) ON DELETE RESTRICT,
  amount                      NUMERIC(19,4) NOT NULL CHECK (amount > 0),
  currency                    VARCHAR(3)    NOT NULL CHECK (currency IN ('KRW', 'USD', 'EUR', 'JPY')),
  status                      VARCHAR(20)   NOT NULL DEFAULT 'READY'
    CHECK (status IN ('READY', 'PROCESSING', 'APPROVED', 'CONFIRMING', 'CONFIRMED',
                      'PARTIALLY_REFUNDED', 'FAILED', 'REFUNDED', 'UNKNOWN')),
  kind                        VARCHAR(20)   NOT NULL DEFAULT 'ONE_OFF' CHECK (kind IN ('ONE_OFF', 'BILLING')),
  payment_method_type         VARCHAR(30),
  payment_method_display_name VARCHAR(100),
  pg_transaction_id           VARCHAR(100),
  pg_payment_key              VARCHAR(200),
  failure_code                VARCHAR(100),
  failure_reason              TEXT,
  refunded_amount             NUMERIC(19,4) NOT NULL DEFAULT 0 CHECK (refunded_amount >= 0),
  pending_refund_amount       NUMERIC(19,4) NOT NULL DEFAULT 0 CHECK (pending_refund_amount >= 0),
  receipt_url                 TEXT,
  approved_at                 TIMESTAMPTZ,
  confirmed_at                TIMESTAMPTZ,
  failed_at                   TIMESTAMPTZ,
  created_at                  TIMESTAMPTZ   NOT NULL,
  updated_at                  TIMESTAMPTZ   NOT NULL,
  version                     BIGINT        NOT NULL DEFAULT 0,
  event_seq                   BIGINT        NOT NULL DEFAULT 0,
  CONSTRAINT payments_refunds_within_amount CHECK (refunded_amount + pending_refund_amount <= amount)
);
CREATE UNIQUE INDEX payments_one_live_per_order ON payments (order_id) WHERE status <> 'FAILED';
CREATE UNIQUE INDEX payments_provider_key ON payments (pg_payment_key) WHERE pg_payment_key IS NOT NULL;
CREATE INDEX payments_status ON payments (tenant_id, status);
CREATE INDEX payments_created ON payments (tenant_id, created_at);
CREATE INDEX payments_order ON payments (tenant_id, order_id, created_at DESC);

CREATE TABLE payment_attempts (
  id                  BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id           VARCHAR(50)  NOT NULL,
  payment_id          UUID         NOT NULL REFERENCES payments (id),
  operation           VARCHAR(20)  NOT NULL
    CHECK (operation IN ('VERIFY', 'CONFIRM', 'CANCEL', 'BILLING', 'LOOKUP')),
  psp_idempotency_key VARCHAR(300),
  request_hash        VARCHAR(64)  NOT NULL,
  status              VARCHAR(20)  NOT NULL
    CHECK (status IN ('REQUESTED', 'SUCCEEDED', 'DECLINED', 'UNKNOWN')),
  http_status         INT,
  psp_code            VARCHAR(100),
  psp_trace_id        VARCHAR(100),
  response            JSONB,
  started_at          TIMESTAMPTZ  NOT NULL,
  finished_at         TIMESTAMPTZ
);
CREATE INDEX payment_attempts_payment ON payment_attempts (tenant_id, payment_id, id);
