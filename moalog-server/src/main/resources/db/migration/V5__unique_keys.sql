-- What may exist only once, said to the database: a lost race is then a refused insert.

ALTER TABLE member ADD UNIQUE KEY uq_member_email_social (email, social_type);

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

ALTER TABLE retro_room
  ADD UNIQUE KEY uq_retro_room_invite (invition_url),
  ADD UNIQUE KEY uq_retro_room_owner_title (owner_member_id, title);

ALTER TABLE member_retro_room
  ADD UNIQUE KEY uq_member_retro_room (member_id, retrospect_room_id);

ALTER TABLE member_response ADD UNIQUE KEY uq_member_response_response (response_id);

ALTER TABLE member_retro ADD UNIQUE KEY uq_member_retro (member_id, retrospect_id);

ALTER TABLE member_subscription
  ADD UNIQUE KEY uq_subscription_active ((CASE WHEN status = 'ACTIVE' THEN member_id END)),
  ADD UNIQUE KEY uq_subscription_pending ((CASE WHEN status = 'PENDING' THEN member_id END));
