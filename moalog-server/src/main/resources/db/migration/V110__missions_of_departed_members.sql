-- A leaving member's missions go with the member; who left before that was so loses them here. The
-- others keep theirs in their order, and the hint keeps them whole however long they are.

UPDATE /*+ SET_VAR(group_concat_max_len = 67108864) */ retrospects
JOIN (
  SELECT retrospect_id,
    GROUP_CONCAT(IF(member.member_id IS NULL, NULL, one.missions) ORDER BY one.place) AS missions
  FROM retrospects
  JOIN JSON_TABLE(analysis_json, '$.personalMissions[*]' COLUMNS (
    place FOR ORDINALITY, user_id BIGINT PATH '$.userId', missions JSON PATH '$')) one
  LEFT JOIN member ON member.member_id = one.user_id
  GROUP BY retrospect_id
  HAVING COUNT(member.member_id) < COUNT(*)) kept ON kept.retrospect_id = retrospects.retrospect_id
SET analysis_json = JSON_SET(analysis_json, '$.personalMissions',
  CAST(CONCAT('[', COALESCE(kept.missions, ''), ']') AS JSON));
