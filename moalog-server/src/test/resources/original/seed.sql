INSERT IGNORE INTO member (member_id, email, nickname, insight_count, social_type, created_at, updated_at) VALUES
  (1, 'loadtest@moalog.me', 'load-tester', 0, 'GOOGLE', NOW(), NOW()),
  (2, 'loadtest2@moalog.me', 'load-tester-2', 0, 'KAKAO', NOW(), NOW());
INSERT IGNORE INTO retro_room (retrospect_room_id, title, description, invition_url, invite_code_created_at, created_at, updated_at) VALUES
  (1, 'Load test room 1', 'first', 'https://moalog.me/invite/load1', NOW(), NOW(), NOW()),
  (2, 'Load test room 2', NULL, 'https://moalog.me/invite/load2', NOW(), NOW(), NOW()),
  (3, 'Load test room 3', NULL, 'https://moalog.me/invite/load3', NOW(), NOW(), NOW());
INSERT IGNORE INTO member_retro_room (member_retrospect_room_id, member_id, retrospect_room_id, role, order_index, created_at) VALUES
  (1, 1, 1, 'OWNER', 1, NOW()),
  (2, 1, 2, 'MEMBER', 2, NOW()),
  (3, 1, 3, 'MEMBER', 3, NOW()),
  (4, 2, 1, 'MEMBER', 1, NOW());
INSERT IGNORE INTO retrospects (retrospect_id, title, retrospect_method, created_at, updated_at, start_time, retrospect_room_id) VALUES
  (1, 'Sprint 1', 'KPT', NOW(), NOW(), NOW(), 1),
  (2, 'Sprint 2', 'FOUR_L', NOW(), NOW(), NOW(), 1),
  (3, 'Sprint 3', 'PMI', NOW(), NOW(), NOW(), 2),
  (4, 'Sprint 4', 'KPT', NOW(), NOW(), NOW(), 2),
  (5, 'Sprint 5', 'FREE', NOW(), NOW(), NOW(), 3);
INSERT IGNORE INTO member_subscription (subscription_id, member_id, plan_name, status, started_at, created_at, updated_at) VALUES
  (1, 1, 'FREE', 'ACTIVE', NOW(), NOW(), NOW()),
  (2, 2, 'FREE', 'ACTIVE', NOW(), NOW(), NOW());
