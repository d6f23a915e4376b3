-- The fixed rows of the load tests. Ids are fixed and existing rows stay, so it can run again.
INSERT IGNORE INTO member
  (member_id, email, nickname, insight_count, social_type, created_at, updated_at)
VALUES
  (1, 'loadtest@moalog.me', 'loadtest', 0, 'GOOGLE', UTC_TIMESTAMP(), UTC_TIMESTAMP()),
  (2, 'loadtest2@moalog.me', 'loadtest2', 0, 'KAKAO', UTC_TIMESTAMP(), UTC_TIMESTAMP());

INSERT IGNORE INTO retro_room
  (retrospect_room_id, title, description, invition_url, invite_code_created_at, created_at, updated_at)
VALUES
  (1, 'Load test room 1', 'rows of the load tests', 'INV-LOAD-0001', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP()),
  (2, 'Load test room 2', 'rows of the load tests', 'INV-LOAD-0002', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP()),
  (3, 'Load test room 3', 'rows of the load tests', 'INV-LOAD-0003', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP());

INSERT IGNORE INTO member_retro_room
  (member_retrospect_room_id, member_id, retrospect_room_id, role, order_index, created_at)
VALUES
  (1, 1, 1, 'OWNER', 0, UTC_TIMESTAMP()),
  (2, 1, 2, 'MEMBER', 1, UTC_TIMESTAMP()),
  (3, 1, 3, 'MEMBER', 2, UTC_TIMESTAMP()),
  (4, 2, 1, 'MEMBER', 0, UTC_TIMESTAMP());

INSERT IGNORE INTO retrospects
  (retrospect_id, title, retrospect_method, created_at, updated_at, start_time, retrospect_room_id)
VALUES
  (1, 'Load test retrospect 1', 'KPT', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), 1),
  (2, 'Load test retrospect 2', 'FOUR_L', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), 1),
  (3, 'Load test retrospect 3', 'PMI', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), 2),
  (4, 'Load test retrospect 4', 'KPT', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), 2),
  (5, 'Load test retrospect 5', 'FREE', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), 3);

INSERT IGNORE INTO member_subscription
  (subscription_id, member_id, plan_name, status, started_at, created_at, updated_at)
VALUES
  (1, 1, 'FREE', 'ACTIVE', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP()),
  (2, 2, 'FREE', 'ACTIVE', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP());
