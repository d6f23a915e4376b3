-- An operator sends a refused event again, or lets the events of its key go on without it.
ALTER TABLE outbox_events DROP CONSTRAINT outbox_events_status_check;
ALTER TABLE outbox_events ADD CONSTRAINT outbox_events_status_check
  CHECK (status IN ('PENDING', 'PROCESSING', 'PUBLISHED', 'FAILED', 'SKIPPED'));
GRANT UPDATE (status, retry_count, next_attempt_at, error_message) ON outbox_events TO ${appUser};
