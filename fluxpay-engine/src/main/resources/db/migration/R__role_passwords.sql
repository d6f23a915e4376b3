-- Runs again whenever a password in the environment changes.
DO $$
BEGIN
  EXECUTE format('ALTER ROLE %I PASSWORD %L', '${appUser}', '${appPassword}');
  EXECUTE format('ALTER ROLE %I PASSWORD %L', '${workerUser}', '${workerPassword}');
END
$$;
