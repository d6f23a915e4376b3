-- What the AI has cost each room, by months of the Korean calendar. Twelve decimals hold the price of
-- a single token exactly.

CREATE TABLE IF NOT EXISTS ai_spend (
  retrospect_room_id BIGINT NOT NULL,
  period CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  calls BIGINT NOT NULL,
  prompt_tokens BIGINT NOT NULL,
  completion_tokens BIGINT NOT NULL,
  dollars DECIMAL(24, 12) NOT NULL,
  PRIMARY KEY (retrospect_room_id, period),
  CONSTRAINT fk_ai_spend_room
    FOREIGN KEY (retrospect_room_id) REFERENCES retro_room (retrospect_room_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
