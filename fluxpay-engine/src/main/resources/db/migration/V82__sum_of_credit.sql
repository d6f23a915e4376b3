-- The worker sums up the credit of all tenants for a metric; it sees amounts, not whose they are.
CREATE POLICY worker_sums ON credits FOR SELECT TO ${workerUser} USING (true);
GRANT SELECT (currency, balance) ON credits TO ${workerUser};
