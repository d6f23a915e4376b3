-- What may exist only once, said to the database: a lost race is then a refused insert. Each key is
-- added only when it is missing, so that the step can be repeated after a server died half-way.

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE member ADD UNIQUE KEY uq_member_email_social (email, social_type)',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'member' AND index_name = 'uq_member_email_social');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT 'DO 0' FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'member' AND non_unique = 0
    AND column_name = 'nickname'
  LIMIT 1);
SET @statement =
  COALESCE(@statement, 'ALTER TABLE member ADD UNIQUE KEY uq_member_nickname (nickname)');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE retro_room
      ADD UNIQUE KEY uq_retro_room_invite (invition_url),
      ADD UNIQUE KEY uq_retro_room_owner_title (owner_member_id, title)',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'retro_room' AND index_name = 'uq_retro_room_invite');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE member_retro_room
      ADD UNIQUE KEY uq_member_retro_room (member_id, retrospect_room_id)',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'member_retro_room' AND index_name = 'uq_member_retro_room');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE member_response
      ADD UNIQUE KEY uq_member_response_response (response_id)',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'member_response' AND index_name = 'uq_member_response_response');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE member_retro ADD UNIQUE KEY uq_member_retro (member_id, retrospect_id)',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'member_retro' AND index_name = 'uq_member_retro');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE member_subscription
      ADD UNIQUE KEY uq_subscription_active ((CASE WHEN status = ''ACTIVE'' THEN member_id END)),
      ADD UNIQUE KEY uq_subscription_pending ((CASE WHEN status = ''PENDING'' THEN member_id END))',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'member_subscription' AND index_name = 'uq_subscription_active');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;
