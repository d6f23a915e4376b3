-- The worker counts the sagas that wait for a person; it reads nothing else of them.
CREATE POLICY worker_counts ON saga_instances FOR SELECT TO ${workerUser} USING (true);
GRANT SELECT (status, deadline_at) ON saga_instances TO ${workerUser};
