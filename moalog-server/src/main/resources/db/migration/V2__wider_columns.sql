-- The original made every plain text VARCHAR(255), although answers have up to 1000 characters and
-- links up to 2048 bytes.

ALTER TABLE retrospects MODIFY insight TEXT NULL;
ALTER TABLE response MODIFY response TEXT NOT NULL;
ALTER TABLE member_retro MODIFY personal_insight TEXT NULL;
ALTER TABLE retro_reference
  MODIFY title VARCHAR(2048) NOT NULL,
  MODIFY url VARCHAR(2048) NOT NULL;
