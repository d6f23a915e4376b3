-- How often in a row the task failed; a run without a fault begins anew.
ALTER TABLE scheduled_tasks ADD COLUMN faults INT NOT NULL DEFAULT 0;
CREATE INDEX scheduled_tasks_faulty ON scheduled_tasks (kind) WHERE faults >= 10;

-- The worker counts the payments whose outcome is not known; it reads nothing else of them.
CREATE POLICY worker_counts ON payments FOR SELECT TO ${workerUser} USING (status = 'UNKNOWN');
GRANT SELECT (status) ON payments TO ${workerUser};
CREATE INDEX payments_unknown ON payments (tenant_id) WHERE status = 'UNKNOWN';
