-- What a team decided to do, followed from one retrospect to the next.

CREATE TABLE IF NOT EXISTS action_item (
  action_item_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  retrospect_room_id BIGINT NOT NULL,
  content VARCHAR(200) NOT NULL,
  status ENUM('OPEN', 'DONE', 'DROPPED') NOT NULL DEFAULT 'OPEN',
  owner_member_id BIGINT NULL,
  due_date DATE NULL,
  retrospect_id BIGINT NULL,
  origin_kind ENUM('ANSWER', 'MISSION', 'RETROSPECT') NULL,
  response_id BIGINT NULL,
  created_by BIGINT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  closed_at DATETIME NULL,
  KEY idx_action_item_room_status (retrospect_room_id, status, action_item_id),
  CONSTRAINT fk_action_item_room
    FOREIGN KEY (retrospect_room_id) REFERENCES retro_room (retrospect_room_id) ON DELETE CASCADE,
  CONSTRAINT fk_action_item_owner
    FOREIGN KEY (owner_member_id) REFERENCES member (member_id) ON DELETE SET NULL,
  CONSTRAINT fk_action_item_retrospect
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE SET NULL,
  CONSTRAINT fk_action_item_response
    FOREIGN KEY (response_id) REFERENCES response (response_id) ON DELETE SET NULL,
  CONSTRAINT fk_action_item_creator
    FOREIGN KEY (created_by) REFERENCES member (member_id) ON DELETE SET NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
