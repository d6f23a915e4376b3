CREATE TABLE credits (
  tenant_id       VARCHAR(50)   NOT NULL,
  user_id         VARCHAR(100)  NOT NULL,
  currency        VARCHAR(3)    NOT NULL CHECK (currency IN ('KRW', 'USD', 'EUR', 'JPY')),
  balance         NUMERIC(19,4) NOT NULL DEFAULT 0,
  reserved_amount NUMERIC(19,4) NOT NULL DEFAULT 0,
  version         BIGINT        NOT NULL DEFAULT 0,
  event_seq       BIGINT        NOT NULL DEFAULT 0,
  created_at      TIMESTAMPTZ   NOT NULL,
  updated_at      TIMESTAMPTZ   NOT NULL,
  PRIMARY KEY (tenant_id, user_id, currency),
  CONSTRAINT credits_never_overdrawn CHECK (reserved_amount >= 0 AND reserved_amount <= balance)
);

CREATE TABLE credit_reservations (
  reservation_id   VARCHAR(50)   PRIMARY KEY,
  tenant_id        VARCHAR(50)   NOT NULL,
  user_id          VARCHAR(100)  NOT NULL,
  currency         VARCHAR(3)    NOT NULL,
  amount           NUMERIC(19,4) NOT NULL CHECK (amount > 0),
  confirmed_amount NUMERIC(19,4) NOT NULL DEFAULT 0,
  refunded_amount  NUMERIC(19,4) NOT NULL DEFAULT 0,
  status           VARCHAR(20)   NOT NULL CHECK (status IN ('RESERVED', 'CONFIRMED', 'CANCELLED', 'EXPIRED')),
  reference_id     VARCHAR(100)  NOT NULL,
  expires_at       TIMESTAMPTZ   NOT NULL,
  created_at       TIMESTAMPTZ   NOT NULL,
  updated_at       TIMESTAMPTZ   NOT NULL,
  UNIQUE (tenant_id, user_id, reference_id),
  CONSTRAINT credit_reservations_amounts
    CHECK (0 <= refunded_amount AND refunded_amount <= confirmed_amount AND confirmed_amount <= amount)
);
CREATE INDEX credit_reservations_expiry ON credit_reservations (tenant_id, status, expires_at);

CREATE TABLE credit_ledger (
  sequence         BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
  ledger_id        UUID          PRIMARY KEY,
  tenant_id        VARCHAR(50)   NOT NULL,
  user_id          VARCHAR(100)  NOT NULL,
  currency         VARCHAR(3)    NOT NULL,
  transaction_type VARCHAR(20)   NOT NULL
    CHECK (transaction_type IN ('CHARGE', 'RESERVE', 'CONFIRM', 'CANCEL', 'REFUND', 'EXPIRE', 'ADJUST')),
  amount           NUMERIC(19,4) NOT NULL,
  balance_after    NUMERIC(19,4) NOT NULL CHECK (balance_after >= 0),
  reference_type   VARCHAR(30)   NOT NULL,
  reference_id     VARCHAR(100)  NOT NULL,
  reservation_id   VARCHAR(50),
  description      VARCHAR(255),
  created_at       TIMESTAMPTZ   NOT NULL,
  UNIQUE (tenant_id, transaction_type, reference_type, reference_id)
);
CREATE INDEX credit_ledger_user ON credit_ledger (tenant_id, user_id, sequence DESC);

CREATE TABLE credit_postings (
  posting_id   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id    VARCHAR(50)   NOT NULL,
  ledger_id    UUID          NOT NULL REFERENCES credit_ledger (ledger_id),
  account_code VARCHAR(200)  NOT NULL,
  amount       NUMERIC(19,4) NOT NULL CHECK (amount <> 0),
  created_at   TIMESTAMPTZ   NOT NULL
);
CREATE INDEX credit_postings_account ON credit_postings (tenant_id, account_code, posting_id);
CREATE INDEX credit_postings_ledger ON credit_postings (ledger_id);

-- At commit each entry has at least two postings and they sum up to zero, whoever wrote them.
CREATE FUNCTION require_balanced_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  postings BIGINT;
  total    NUMERIC;
BEGIN
  SELECT count(*), COALESCE(sum(amount), 0) INTO postings, total
  FROM credit_postings WHERE ledger_id = NEW.ledger_id;
  IF postings < 2 OR total <> 0 THEN
    RAISE EXCEPTION 'ledger entry % has % postings that sum up to %', NEW.ledger_id, postings, total
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER entry_is_balanced AFTER INSERT ON credit_ledger
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balanced_entry();
CREATE CONSTRAINT TRIGGER postings_are_balanced AFTER INSERT ON credit_postings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balanced_entry();

-- An account's events are keyed by user and currency, which is longer than a UUID.
ALTER TABLE outbox_events ALTER COLUMN aggregate_id TYPE VARCHAR(110);
ALTER TABLE outbox_events ALTER COLUMN partition_key TYPE VARCHAR(170);

DO $$
DECLARE
  tenant_table TEXT;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['credits', 'credit_reservations', 'credit_ledger', 'credit_postings']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant_rows ON %I FOR ALL TO ${appUser}
         USING (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), ''''))
         WITH CHECK (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), ''''))', tenant_table);
  END LOOP;
END
$$;
GRANT SELECT, INSERT, UPDATE ON credits, credit_reservations TO ${appUser};
GRANT SELECT, INSERT ON credit_ledger, credit_postings TO ${appUser};
