-- For each event the relay asks whether its key waits for another try. Few do; without this, a look at
-- a long backlog read the whole of it once for each event.
CREATE INDEX outbox_waiting ON outbox_events (partition_key) WHERE status = 'PENDING' AND retry_count > 0;
