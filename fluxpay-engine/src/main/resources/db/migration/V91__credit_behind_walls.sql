-- Credit is summed up tenant by tenant under the login of the requests, so the worker sees none.
DROP POLICY worker_sums ON credits;
REVOKE SELECT (currency, balance) ON credits FROM ${workerUser};
