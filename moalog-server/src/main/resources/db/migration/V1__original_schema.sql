-- The schema as the original server generated it. A database that was created by it already has
-- every table, so nothing happens there.

CREATE TABLE IF NOT EXISTS member (
  member_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  email VARCHAR(255) NOT NULL,
  nickname VARCHAR(255) NULL,
  insight_count INT NOT NULL DEFAULT 0,
  social_type ENUM('KAKAO', 'GOOGLE') NOT NULL DEFAULT 'KAKAO',
  refresh_token VARCHAR(500) NULL,
  refresh_token_expires_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS retro_room (
  retrospect_room_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title VARCHAR(20) NOT NULL,
  description VARCHAR(50) NULL,
  invition_url VARCHAR(255) NOT NULL,
  invite_code_created_at DATETIME NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  UNIQUE KEY title (title)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS member_retro_room (
  member_retrospect_room_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  member_id BIGINT NULL,
  retrospect_room_id BIGINT NOT NULL,
  role ENUM('OWNER', 'MEMBER') NOT NULL,
  order_index INT NOT NULL DEFAULT 1,
  created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT fk_member_retro_room_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE SET NULL,
  CONSTRAINT fk_member_retro_room_room
    FOREIGN KEY (retrospect_room_id) REFERENCES retro_room (retrospect_room_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS retrospects (
  retrospect_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title VARCHAR(255) NOT NULL,
  insight VARCHAR(255) NULL,
  retrospect_method ENUM('KPT', 'FOUR_L', 'FIVE_F', 'PMI', 'FREE') NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  start_time DATETIME NOT NULL,
  retrospect_room_id BIGINT NOT NULL,
  CONSTRAINT fk_retrospects_room
    FOREIGN KEY (retrospect_room_id) REFERENCES retro_room (retrospect_room_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS response (
  response_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  question VARCHAR(255) NOT NULL,
  response VARCHAR(255) NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  retrospect_id BIGINT NOT NULL,
  CONSTRAINT fk_response_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS member_response (
  member_response_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  member_id BIGINT NULL,
  response_id BIGINT NOT NULL,
  CONSTRAINT fk_member_response_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE SET NULL,
  CONSTRAINT fk_member_response_response
    FOREIGN KEY (response_id) REFERENCES response (response_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS member_retro (
  member_retro_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  personal_insight VARCHAR(255) NULL,
  member_id BIGINT NULL,
  retrospect_id BIGINT NOT NULL,
  status ENUM('DRAFT', 'SUBMITTED', 'ANALYZED') NOT NULL DEFAULT 'DRAFT',
  submitted_at DATETIME NULL,
  CONSTRAINT fk_member_retro_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE SET NULL,
  CONSTRAINT fk_member_retro_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS retro_reference (
  retro_reference_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title VARCHAR(255) NOT NULL,
  url VARCHAR(255) NOT NULL,
  retrospect_id BIGINT NOT NULL,
  CONSTRAINT fk_retro_reference_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS response_comment (
  response_comment_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  content VARCHAR(255) NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  response_id BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  CONSTRAINT fk_response_comment_response
    FOREIGN KEY (response_id) REFERENCES response (response_id) ON DELETE CASCADE,
  CONSTRAINT fk_response_comment_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS response_like (
  response_like_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  response_id BIGINT NOT NULL,
  UNIQUE KEY uq_response_like_member_response (member_id, response_id),
  CONSTRAINT fk_response_like_member
    FOREIGN KEY (member_id) REFERENCES member (member_id) ON DELETE CASCADE,
  CONSTRAINT fk_response_like_response
    FOREIGN KEY (response_id) REFERENCES response (response_id) ON DELETE CASCADE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS assistant_usage (
  assistant_usage_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  retrospect_id BIGINT NOT NULL,
  question_id INT NOT NULL,
  created_at DATETIME NOT NULL,
  KEY idx_assistant_usage_member_created (member_id, created_at),
  CONSTRAINT fk_assistant_usage_member FOREIGN KEY (member_id) REFERENCES member (member_id),
  CONSTRAINT fk_assistant_usage_retrospects
    FOREIGN KEY (retrospect_id) REFERENCES retrospects (retrospect_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS member_subscription (
  subscription_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  member_id BIGINT NOT NULL,
  plan_name ENUM('FREE', 'PRO', 'TEAM') NOT NULL,
  status ENUM('ACTIVE', 'CANCELLED', 'EXPIRED', 'PENDING') NOT NULL,
  fluxpay_order_id VARCHAR(255) NULL,
  fluxpay_payment_id VARCHAR(255) NULL,
  started_at DATETIME NOT NULL,
  expires_at DATETIME NULL,
  cancelled_at DATETIME NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  KEY idx_member_subscription_member_status (member_id, status),
  CONSTRAINT fk_member_subscription_member FOREIGN KEY (member_id) REFERENCES member (member_id)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
