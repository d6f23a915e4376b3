-- Roles belong to the whole server, so another database of it may have created them already.
-- Their passwords come from the environment: R__role_passwords.sql.
DO $$
DECLARE
  login TEXT;
BEGIN
  FOREACH login IN ARRAY ARRAY['${appUser}', '${workerUser}'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', login);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      RAISE NOTICE 'role % exists', login;
    END;
  END LOOP;
  BEGIN
    CREATE ROLE fluxpay_admin LOGIN NOSUPERUSER BYPASSRLS;
  EXCEPTION
    WHEN duplicate_object OR unique_violation THEN
      RAISE NOTICE 'role fluxpay_admin exists';
    WHEN insufficient_privilege THEN
      RAISE NOTICE 'only a superuser can create the operators'' role fluxpay_admin';
  END;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${appUser}, ${workerUser}', current_database());
END
$$;

GRANT USAGE ON SCHEMA public TO ${appUser}, ${workerUser};

CREATE TABLE tenants (
  tenant_id            VARCHAR(50) PRIMARY KEY,
  name                 VARCHAR(100) NOT NULL,
  status               VARCHAR(20)  NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SUSPENDED')),
  rate_limit           INT          NOT NULL DEFAULT 100,
  credit_enabled       BOOLEAN      NOT NULL DEFAULT FALSE,
  subscription_enabled BOOLEAN      NOT NULL DEFAULT FALSE,
  webhook_url          VARCHAR(500),
  created_at           TIMESTAMPTZ  NOT NULL DEFAULT now()
);
GRANT SELECT ON tenants TO ${appUser}, ${workerUser};

INSERT INTO tenants (tenant_id, name, rate_limit, credit_enabled) VALUES
  ('__default__', 'Default', 100, FALSE),
  ('moalog', 'Moalog', 100, FALSE),
  ('service-a', 'Service A', 1000, TRUE);
