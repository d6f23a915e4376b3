-- Columns and tables that the original does not have, and foreign keys that say what a deletion
-- does. Names of the original's keys are not known, so they are looked up by their columns.
-- MySQL commits each change of the schema by itself, so a server that dies half-way leaves some of
-- them behind: each is made only when it is missing, and the step can be repeated.

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE retro_room
      ADD COLUMN owner_member_id BIGINT NULL,
      ADD CONSTRAINT fk_retro_room_owner
        FOREIGN KEY (owner_member_id) REFERENCES member (member_id) ON DELETE SET NULL',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'retro_room' AND column_name = 'owner_member_id');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE retrospects
      ADD COLUMN created_by BIGINT NULL,
      ADD COLUMN analysis_started_at DATETIME NULL,
      ADD COLUMN analysis_json JSON NULL,
      ADD KEY idx_retrospects_room_start (retrospect_room_id, start_time)',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'retrospects' AND column_name = 'created_by');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE response ADD COLUMN question_no TINYINT NULL',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'response' AND column_name = 'question_no');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE member_subscription ADD KEY idx_member_subscription_order (fluxpay_order_id)',
    'DO 0')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'member_subscription' AND index_name = 'idx_member_subscription_order');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT CONCAT('ALTER TABLE retro_room DROP INDEX `', index_name, '`')
  FROM information_schema.statistics
  WHERE table_schema = DATABASE() AND table_name = 'retro_room'
    AND non_unique = 0 AND index_name <> 'PRIMARY'
  GROUP BY index_name
  HAVING GROUP_CONCAT(column_name) = 'title'
  LIMIT 1);
SET @statement = COALESCE(@statement, 'DO 0');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT CONCAT('ALTER TABLE assistant_usage DROP FOREIGN KEY `', constraint_name, '`')
  FROM information_schema.key_column_usage
  WHERE table_schema = DATABASE() AND table_name = 'assistant_usage'
    AND column_name = 'member_id' AND referenced_table_name = 'member'
  LIMIT 1);
SET @statement = COALESCE(@statement, 'DO 0');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET @statement = (
  SELECT CONCAT('ALTER TABLE assistant_usage DROP FOREIGN KEY `', constraint_name, '`')
  FROM information_schema.key_column_usage
  WHERE table_schema = DATABASE() AND table_name = 'assistant_usage'
    AND column_name = 'retrospect_id' AND referenced_table_name = 'retrospects'
  LIMIT 1);
SET @statement = COALESCE(@statement, 'DO 0');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

ALTER TABLE assistant_usage
  ADD CONSTRAINT fk_usage_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE CASCADE,
  ADD CONSTRAINT fk_usage_retrospect
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE;

SET @statement = (
  SELECT CONCAT('ALTER TABLE member_subscription DROP FOREIGN KEY `', constraint_name, '`')
  FROM information_schema.key_column_usage
  WHERE table_schema = DATABASE() AND table_name = 'member_subscription'
    AND column_name = 'member_id' AND referenced_table_name = 'member'
  LIMIT 1);
SET @statement = COALESCE(@statement, 'DO 0');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

ALTER TABLE member_subscription MODIFY member_id BIGINT NULL;
ALTER TABLE member_subscription
  ADD CONSTRAINT fk_subscription_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE SET NULL;

CREATE TABLE IF NOT EXISTS refresh_token (
  token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  family_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  member_id BIGINT NOT NULL,
  issued_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL,
  rotated_at DATETIME NULL,
  revoked_at DATETIME NULL,
  KEY idx_refresh_token_family (family_id),
  KEY idx_refresh_token_expires (expires_at),
  CONSTRAINT fk_refresh_token_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS idempotency_record (
  member_id BIGINT NOT NULL,
  endpoint VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  idem_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  http_status SMALLINT NULL,
  response_body MEDIUMTEXT NULL,
  state ENUM('IN_PROGRESS', 'COMPLETED') NOT NULL DEFAULT 'IN_PROGRESS',
  expires_at DATETIME NOT NULL,
  PRIMARY KEY (member_id, endpoint, idem_key),
  KEY idx_idempotency_record_expires (expires_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS ai_usage_counter (
  scope_type ENUM('MEMBER_ASSISTANT', 'ROOM_ANALYSIS') NOT NULL,
  scope_id BIGINT NOT NULL,
  period CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  used INT NOT NULL DEFAULT 0,
  PRIMARY KEY (scope_type, scope_id, period)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS webhook_event (
  event_key CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  received_at DATETIME NOT NULL,
  KEY idx_webhook_event_received (received_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
