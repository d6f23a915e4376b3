-- What came from another room or server by import: names of people who are no members here, likes
-- and comments of theirs, and which documents were imported.

CREATE TABLE IF NOT EXISTS room_import (
  retrospect_room_id BIGINT NOT NULL,
  document_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  imported_at DATETIME NOT NULL,
  PRIMARY KEY (retrospect_room_id, document_hash),
  CONSTRAINT fk_room_import_room
    FOREIGN KEY (retrospect_room_id) REFERENCES retro_room (retrospect_room_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS imported_participant (
  imported_participant_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  retrospect_id BIGINT NOT NULL,
  name VARCHAR(255) NULL,
  status ENUM('DRAFT', 'SUBMITTED', 'ANALYZED') NOT NULL,
  missions TEXT NULL,
  CONSTRAINT fk_imported_participant_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS imported_answer (
  response_id BIGINT NOT NULL PRIMARY KEY,
  author VARCHAR(255) NULL,
  likes INT NOT NULL,
  CONSTRAINT fk_imported_answer_response
    FOREIGN KEY (response_id) REFERENCES response (response_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS imported_comment (
  imported_comment_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  response_id BIGINT NOT NULL,
  author VARCHAR(255) NULL,
  content VARCHAR(255) NOT NULL,
  created_at DATETIME NOT NULL,
  CONSTRAINT fk_imported_comment_response
    FOREIGN KEY (response_id) REFERENCES response (response_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

SET @statement = (
  SELECT IF(COUNT(*) = 0,
    'ALTER TABLE action_item ADD COLUMN imported_owner VARCHAR(255) NULL',
    'DO 0')
  FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'action_item'
    AND column_name = 'imported_owner');
PREPARE change_schema FROM @statement;
EXECUTE change_schema;
DEALLOCATE PREPARE change_schema;
