-- Where the news of a room go, and the notifications that are to be sent or were.

CREATE TABLE IF NOT EXISTS room_hook (
  retrospect_room_id BIGINT NOT NULL PRIMARY KEY,
  url VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  format ENUM('JSON', 'SLACK') NOT NULL,
  events SET('OPENED', 'CLOSED', 'ANALYSED') NOT NULL,
  language ENUM('KO', 'EN') NOT NULL,
  nonce CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  CONSTRAINT fk_room_hook_room
    FOREIGN KEY (retrospect_room_id) REFERENCES retro_room (retrospect_room_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS notification (
  notification_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  retrospect_room_id BIGINT NOT NULL,
  retrospect_id BIGINT NOT NULL,
  event ENUM('OPENED', 'CLOSED', 'ANALYSED') NOT NULL,
  state ENUM('PENDING', 'DELIVERED', 'FAILED') NOT NULL DEFAULT 'PENDING',
  attempts INT NOT NULL DEFAULT 0,
  last_status INT NULL,
  happened_at DATETIME(3) NOT NULL,
  due_at DATETIME(3) NOT NULL,
  UNIQUE KEY uk_notification_retrospect_event (retrospect_id, event),
  KEY idx_notification_state_due (state, due_at),
  KEY idx_notification_room_happened (retrospect_room_id, happened_at),
  CONSTRAINT fk_notification_hook
    FOREIGN KEY (retrospect_room_id) REFERENCES room_hook (retrospect_room_id) ON DELETE CASCADE,
  CONSTRAINT fk_notification_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
