INSERT INTO member (member_id, email, nickname, social_type, created_at, updated_at) VALUES
  (1, 'twin@example.com', 'same', 'KAKAO', NOW(), NOW()),
  (2, 'other@example.com', 'same', 'KAKAO', NOW(), NOW()),
  (3, 'twin@example.com', NULL, 'KAKAO', NOW(), NOW());
INSERT INTO retro_room (retrospect_room_id, title, invition_url, invite_code_created_at, created_at, updated_at) VALUES
  (1, 'Room one', 'INV-1234-5678', NOW(), NOW(), NOW()),
  (2, 'Room two', 'INV-1234-5678', NOW(), NOW(), NOW());
INSERT INTO member_retro_room (member_id, retrospect_room_id, role) VALUES
  (1, 1, 'OWNER'),
  (3, 1, 'MEMBER'),
  (2, 2, 'OWNER'),
  (2, 2, 'OWNER');
INSERT INTO retrospects (retrospect_id, title, insight, retrospect_method, created_at, updated_at, start_time, retrospect_room_id) VALUES
  (1, 'Project', NULL, 'KPT', NOW(), NOW(), NOW(), 1);
INSERT INTO response (response_id, question, response, created_at, updated_at, retrospect_id) VALUES
  (1, 'orphan', '', NOW(), NOW(), 1),
  (2, 'first', 'kept', NOW(), NOW(), 1),
  (3, 'second', '', NOW(), NOW(), 1),
  (4, 'third', '', NOW(), NOW(), 1);
INSERT INTO member_response (member_id, response_id) VALUES
  (1, 2),
  (1, 3),
  (1, 4);
INSERT INTO member_retro (member_id, retrospect_id, status) VALUES
  (1, 1, 'DRAFT'),
  (3, 1, 'DRAFT');
INSERT INTO response_comment (content, created_at, updated_at, response_id, member_id) VALUES
  ('of the twin', NOW(), NOW(), 2, 3);
INSERT INTO response_like (member_id, response_id) VALUES
  (1, 2),
  (3, 2);
INSERT INTO member_subscription (subscription_id, member_id, plan_name, status, started_at, created_at, updated_at) VALUES
  (1, 1, 'FREE', 'ACTIVE', NOW(), NOW(), NOW()),
  (2, 3, 'PRO', 'ACTIVE', NOW(), NOW(), NOW());

INSERT INTO assistant_usage (member_id, retrospect_id, question_id, created_at) VALUES
  (3, 1, 1, NOW());
