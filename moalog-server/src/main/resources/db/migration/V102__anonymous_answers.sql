-- Retrospects whose answers nobody can trace back.

CREATE TABLE IF NOT EXISTS anonymous_draft (
  retrospect_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  sealed VARBINARY(32768) NOT NULL,
  PRIMARY KEY (retrospect_id, member_id),
  CONSTRAINT fk_anonymous_draft_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE,
  CONSTRAINT fk_anonymous_draft_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS anonymous_answer (
  response_id BIGINT NOT NULL PRIMARY KEY,
  edit_proof CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  CONSTRAINT fk_anonymous_answer_response
    FOREIGN KEY (response_id) REFERENCES response (response_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
