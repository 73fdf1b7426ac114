-- Every hour read so far: what was read now takes the place of the same hour read earlier.
WITH fresh AS (
    SELECT DISTINCT ON (account, region, resource_type, resource_id, metric, statistic, dimension, hour)
        * EXCLUDE (points),
        points.hour AS hour,
        points.value AS value
    FROM (SELECT * EXCLUDE (points), unnest(points) AS points FROM {lines})
),

kept AS (
    SELECT earlier.*
    FROM {earlier} AS earlier
    ANTI JOIN fresh USING (account, region, resource_type, resource_id, metric, statistic, dimension, hour)
    WHERE hour >= {oldest}
)

SELECT * FROM fresh
UNION ALL BY NAME
SELECT * FROM kept
ORDER BY account, region, service, resource_type, resource_id, metric, statistic, dimension, hour
