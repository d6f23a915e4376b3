-- Since when money that came after a cancellation waits to be given back.

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE member_subscription
      ADD COLUMN refund_due_at DATETIME NULL,
      ADD KEY idx_member_subscription_refund (refund_due_at)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'member_subscription' AND column_name = 'refund_due_at');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;
