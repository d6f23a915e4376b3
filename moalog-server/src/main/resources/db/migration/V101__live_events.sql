-- What happened in a retrospect, numbered without gaps in the order of the commits, so that a reader
-- can go on exactly where it stopped. The row of live_cursor is locked until the commit. Texts and
-- names are not copied here: a deleted answer or member leaves no trace.

CREATE TABLE IF NOT EXISTS live_cursor (
  retrospect_id BIGINT NOT NULL PRIMARY KEY,
  last_seq BIGINT NOT NULL,
  CONSTRAINT fk_live_cursor_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS live_event (
  retrospect_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  name VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  data VARCHAR(255) NOT NULL,
  created_at DATETIME NOT NULL,
  PRIMARY KEY (retrospect_id, seq),
  KEY idx_live_event_created (created_at),
  CONSTRAINT fk_live_event_cursor
    FOREIGN KEY (retrospect_id) REFERENCES live_cursor (retrospect_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS live_presence (
  retrospect_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  expires_at DATETIME NOT NULL,
  PRIMARY KEY (retrospect_id, member_id),
  KEY idx_live_presence_expires (expires_at),
  CONSTRAINT fk_live_presence_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE,
  CONSTRAINT fk_live_presence_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Whether nobody may know who wrote what; chosen when the retrospect is created. The new column makes
-- MySQL build the index of pairs of characters anew, which has to stay without words to leave out (V8).
SET SESSION innodb_ft_enable_stopword = OFF;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE retrospects ADD COLUMN anonymous BOOLEAN NOT NULL DEFAULT FALSE',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'retrospects' AND column_name = 'anonymous');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;

SET SESSION innodb_ft_enable_stopword = ON;
