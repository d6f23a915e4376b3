-- What the sweeper looks for every few minutes: the pending ones by age.

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE member_subscription
      ADD KEY idx_member_subscription_status_created (status, created_at)',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'member_subscription'
    AND index_name = 'idx_member_subscription_status_created');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;
