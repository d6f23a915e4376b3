-- How often in a row the task failed; a run without a fault begins anew.
ALTER TABLE scheduled_tasks ADD COLUMN faults INT NOT NULL DEFAULT 0;
CREATE INDEX scheduled_tasks_faulty ON scheduled_tasks (kind) WHERE faults >= 10;
