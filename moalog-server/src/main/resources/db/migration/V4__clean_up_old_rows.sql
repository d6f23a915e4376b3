-- Fills the new columns and takes away what the unique keys of the next step would refuse.

-- Five answers that belong to nobody were inserted with every retrospect.
DELETE response FROM response
  LEFT JOIN member_response ON member_response.response_id = response.response_id
  WHERE member_response.response_id IS NULL AND response.response = '';

-- The same person registered twice: everything moves to the older account.
DROP TEMPORARY TABLE IF EXISTS twin;
CREATE TEMPORARY TABLE twin AS
  SELECT member.member_id AS newer_id, oldest.member_id AS oldest_id
  FROM member
  JOIN (SELECT email, social_type, MIN(member_id) AS member_id
        FROM member GROUP BY email, social_type) oldest
    ON oldest.email = member.email AND oldest.social_type = member.social_type
  WHERE member.member_id <> oldest.member_id;
UPDATE member_retro_room JOIN twin ON member_id = newer_id SET member_id = oldest_id;
UPDATE member_retro JOIN twin ON member_id = newer_id SET member_id = oldest_id;
UPDATE member_response JOIN twin ON member_id = newer_id SET member_id = oldest_id;
UPDATE response_comment JOIN twin ON member_id = newer_id SET member_id = oldest_id;
UPDATE IGNORE response_like JOIN twin ON member_id = newer_id SET member_id = oldest_id;
UPDATE assistant_usage JOIN twin ON member_id = newer_id SET member_id = oldest_id;
UPDATE member_subscription JOIN twin ON member_id = newer_id SET member_id = oldest_id;
DELETE member FROM member JOIN twin ON member_id = newer_id;
DROP TEMPORARY TABLE twin;

-- A nickname that an older account has is taken away; its owner can be told apart by the id.
UPDATE member
  JOIN member older ON older.nickname = member.nickname AND older.member_id < member.member_id
  SET member.nickname = NULL;

-- An invite code that an older room has can no longer be used.
UPDATE retro_room
  JOIN retro_room older ON older.invition_url = retro_room.invition_url
    AND older.retrospect_room_id < retro_room.retrospect_room_id
  SET retro_room.invition_url =
    CONCAT(LEFT(retro_room.invition_url, 230), ' #', retro_room.retrospect_room_id);

-- Memberships and participations that exist twice: the oldest stays.
DELETE newer FROM member_retro_room newer
  JOIN member_retro_room older ON older.member_id = newer.member_id
    AND older.retrospect_room_id = newer.retrospect_room_id
    AND older.member_retrospect_room_id < newer.member_retrospect_room_id;
DELETE newer FROM member_retro newer
  JOIN member_retro older ON older.member_id = newer.member_id
    AND older.retrospect_id = newer.retrospect_id
    AND older.member_retro_id < newer.member_retro_id;
DELETE newer FROM member_response newer
  JOIN member_response older ON older.response_id = newer.response_id
    AND older.member_response_id < newer.member_response_id;

-- The owner of a room, once per title.
UPDATE retro_room
  JOIN (SELECT retrospect_room_id, MIN(member_id) AS member_id
        FROM member_retro_room WHERE role = 'OWNER' AND member_id IS NOT NULL
        GROUP BY retrospect_room_id) owning
    ON owning.retrospect_room_id = retro_room.retrospect_room_id
  SET retro_room.owner_member_id = owning.member_id;
UPDATE retro_room
  JOIN retro_room older ON older.owner_member_id = retro_room.owner_member_id
    AND older.title = retro_room.title
    AND older.retrospect_room_id < retro_room.retrospect_room_id
  SET retro_room.owner_member_id = NULL;

-- Which question an answer belongs to: the participant's answers were written in order.
UPDATE response
  JOIN (SELECT response.response_id,
          ROW_NUMBER() OVER (PARTITION BY response.retrospect_id, member_response.member_id
            ORDER BY response.response_id) AS position
        FROM response
        JOIN member_response ON member_response.response_id = response.response_id
        WHERE member_response.member_id IS NOT NULL) numbered
    ON numbered.response_id = response.response_id
  SET response.question_no = numbered.position
  WHERE numbered.position <= 5;

-- Plans that run side by side: the one chosen last stays, as the original intended.
UPDATE member_subscription
  JOIN member_subscription newer ON newer.member_id = member_subscription.member_id
    AND newer.status = member_subscription.status
    AND newer.subscription_id > member_subscription.subscription_id
  SET member_subscription.cancelled_at = UTC_TIMESTAMP(), member_subscription.status = 'CANCELLED'
  WHERE member_subscription.status IN ('ACTIVE', 'PENDING');
