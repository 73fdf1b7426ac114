CREATE TABLE tagset AS
SELECT
    2 * m.id + side.late AS id,
    CASE side.late WHEN 0 THEN m.tags_before ELSE m.tags_after END AS tags_json,
    tags_json::JSON::MAP(VARCHAR, VARCHAR) AS tags
FROM meter AS m, (VALUES (0), (1)) AS side (late)
