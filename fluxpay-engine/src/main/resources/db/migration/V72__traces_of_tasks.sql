-- A task goes on with the trace of what made it necessary.
ALTER TABLE scheduled_tasks ADD COLUMN trace_parent VARCHAR(55);
