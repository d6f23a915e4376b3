-- What no record can decide: a person must.
ALTER TABLE reconciliation_items DROP CONSTRAINT reconciliation_items_kind_check;
ALTER TABLE reconciliation_items ADD CONSTRAINT reconciliation_items_kind_check CHECK (kind IN
  ('MISSING_LOCAL', 'MISSING_PSP', 'AMOUNT_MISMATCH', 'STATUS_MISMATCH', 'LATE_CAPTURE', 'MANUAL'));
