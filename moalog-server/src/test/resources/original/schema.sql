CREATE TABLE `member` (
  `member_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `email` varchar(255) NOT NULL,
  `nickname` varchar(255) NULL,
  `insight_count` int NOT NULL DEFAULT 0,
  `social_type` ENUM('KAKAO', 'GOOGLE') NOT NULL DEFAULT 'KAKAO',
  `refresh_token` varchar(500) NULL,
  `refresh_token_expires_at` datetime NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL
);

CREATE TABLE `retro_room` (
  `retrospect_room_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `title` varchar(20) NOT NULL UNIQUE,
  `description` varchar(50) NULL,
  `invition_url` varchar(255) NOT NULL,
  `invite_code_created_at` datetime NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL
);

CREATE TABLE `retrospects` (
  `retrospect_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `title` varchar(255) NOT NULL,
  `insight` varchar(255) NULL,
  `retrospect_method` ENUM('KPT', 'FOUR_L', 'FIVE_F', 'PMI', 'FREE') NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  `start_time` datetime NOT NULL,
  `retrospect_room_id` bigint NOT NULL,
  CONSTRAINT `fk-retrospects-retrospect_room_id` FOREIGN KEY (`retrospect_room_id`)
    REFERENCES `retro_room` (`retrospect_room_id`) ON DELETE CASCADE
);

CREATE TABLE `member_retro_room` (
  `member_retrospect_room_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `member_id` bigint NULL,
  `retrospect_room_id` bigint NOT NULL,
  `role` ENUM('OWNER', 'MEMBER') NOT NULL,
  `order_index` int NOT NULL DEFAULT 1,
  `created_at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT `fk-member_retro_room-member_id` FOREIGN KEY (`member_id`)
    REFERENCES `member` (`member_id`) ON DELETE SET NULL,
  CONSTRAINT `fk-member_retro_room-retrospect_room_id` FOREIGN KEY (`retrospect_room_id`)
    REFERENCES `retro_room` (`retrospect_room_id`) ON DELETE CASCADE
);

CREATE TABLE `response` (
  `response_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `question` varchar(255) NOT NULL,
  `response` varchar(255) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  `retrospect_id` bigint NOT NULL,
  CONSTRAINT `fk-response-retrospect_id` FOREIGN KEY (`retrospect_id`)
    REFERENCES `retrospects` (`retrospect_id`) ON DELETE CASCADE
);

CREATE TABLE `member_response` (
  `member_response_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `member_id` bigint NULL,
  `response_id` bigint NOT NULL,
  CONSTRAINT `fk-member_response-member_id` FOREIGN KEY (`member_id`)
    REFERENCES `member` (`member_id`) ON DELETE SET NULL,
  CONSTRAINT `fk-member_response-response_id` FOREIGN KEY (`response_id`)
    REFERENCES `response` (`response_id`) ON DELETE CASCADE
);

CREATE TABLE `member_retro` (
  `member_retro_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `personal_insight` varchar(255) NULL,
  `member_id` bigint NULL,
  `retrospect_id` bigint NOT NULL,
  `status` ENUM('DRAFT', 'SUBMITTED', 'ANALYZED') NOT NULL DEFAULT 'DRAFT',
  `submitted_at` datetime NULL,
  CONSTRAINT `fk-member_retro-member_id` FOREIGN KEY (`member_id`)
    REFERENCES `member` (`member_id`) ON DELETE SET NULL,
  CONSTRAINT `fk-member_retro-retrospect_id` FOREIGN KEY (`retrospect_id`)
    REFERENCES `retrospects` (`retrospect_id`) ON DELETE CASCADE
);

CREATE TABLE `retro_reference` (
  `retro_reference_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `title` varchar(255) NOT NULL,
  `url` varchar(255) NOT NULL,
  `retrospect_id` bigint NOT NULL,
  CONSTRAINT `fk-retro_reference-retrospect_id` FOREIGN KEY (`retrospect_id`)
    REFERENCES `retrospects` (`retrospect_id`) ON DELETE CASCADE
);

CREATE TABLE `response_comment` (
  `response_comment_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `content` varchar(255) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  `response_id` bigint NOT NULL,
  `member_id` bigint NOT NULL,
  CONSTRAINT `fk-response_comment-response_id` FOREIGN KEY (`response_id`)
    REFERENCES `response` (`response_id`) ON DELETE CASCADE,
  CONSTRAINT `fk-response_comment-member_id` FOREIGN KEY (`member_id`)
    REFERENCES `member` (`member_id`) ON DELETE CASCADE
);

CREATE TABLE `response_like` (
  `response_like_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `member_id` bigint NOT NULL,
  `response_id` bigint NOT NULL,
  CONSTRAINT `fk-response_like-member_id` FOREIGN KEY (`member_id`)
    REFERENCES `member` (`member_id`) ON DELETE CASCADE,
  CONSTRAINT `fk-response_like-response_id` FOREIGN KEY (`response_id`)
    REFERENCES `response` (`response_id`) ON DELETE CASCADE
);

CREATE UNIQUE INDEX `uq_response_like_member_response` ON `response_like` (`member_id`, `response_id`);

CREATE TABLE `assistant_usage` (
  `assistant_usage_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `member_id` bigint NOT NULL,
  `retrospect_id` bigint NOT NULL,
  `question_id` int NOT NULL,
  `created_at` datetime NOT NULL,
  CONSTRAINT `fk-assistant_usage-member_id` FOREIGN KEY (`member_id`)
    REFERENCES `member` (`member_id`),
  CONSTRAINT `fk-assistant_usage-retrospect_id` FOREIGN KEY (`retrospect_id`)
    REFERENCES `retrospects` (`retrospect_id`)
);

CREATE INDEX `idx_assistant_usage_member_created` ON `assistant_usage` (`member_id`, `created_at`);

CREATE TABLE `member_subscription` (
  `subscription_id` bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `member_id` bigint NOT NULL,
  `plan_name` ENUM('FREE', 'PRO', 'TEAM') NOT NULL,
  `status` ENUM('ACTIVE', 'CANCELLED', 'EXPIRED', 'PENDING') NOT NULL,
  `fluxpay_order_id` varchar(255) NULL,
  `fluxpay_payment_id` varchar(255) NULL,
  `started_at` datetime NOT NULL,
  `expires_at` datetime NULL,
  `cancelled_at` datetime NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  CONSTRAINT `fk-member_subscription-member_id` FOREIGN KEY (`member_id`)
    REFERENCES `member` (`member_id`)
);

CREATE INDEX `idx_member_subscription_member_status` ON `member_subscription` (`member_id`, `status`);
