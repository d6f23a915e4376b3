-- The sentences of an insight and the answers that each rests on. Analyses from before have none.

CREATE TABLE IF NOT EXISTS insight_sentence (
  retrospect_id BIGINT NOT NULL,
  position INT NOT NULL,
  content VARCHAR(1000) NOT NULL,
  PRIMARY KEY (retrospect_id, position),
  CONSTRAINT fk_insight_sentence_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS insight_source (
  retrospect_id BIGINT NOT NULL,
  position INT NOT NULL,
  response_id BIGINT NOT NULL,
  PRIMARY KEY (retrospect_id, position, response_id),
  CONSTRAINT fk_insight_source_sentence
    FOREIGN KEY (retrospect_id, position) REFERENCES insight_sentence (retrospect_id, position)
    ON DELETE CASCADE,
  CONSTRAINT fk_insight_source_response
    FOREIGN KEY (response_id) REFERENCES response (response_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
