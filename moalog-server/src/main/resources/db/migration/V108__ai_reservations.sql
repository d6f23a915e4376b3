-- Units of the AI that are reserved for work under way. What is left of a server that died is given
-- back after the lease.

CREATE TABLE IF NOT EXISTS ai_reservation (
  ai_reservation_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  scope_type ENUM('MEMBER_ASSISTANT', 'ROOM_ANALYSIS') NOT NULL,
  scope_id BIGINT NOT NULL,
  period CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  lease_until DATETIME NOT NULL,
  KEY idx_ai_reservation_counter (scope_type, scope_id, period)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
