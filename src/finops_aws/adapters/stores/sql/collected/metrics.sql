-- Every hour read so far: a series read now takes the place of what was read of it from its first hour on.
-- Nothing is sorted or collected on the way: there may be tens of millions of points.
WITH begun AS (
    SELECT account, region, resource_type, resource_id, metric, statistic, dimension, MIN("first") AS begins
    FROM {lines}
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),

fresh AS (
    SELECT
        * EXCLUDE ("first", "values", place, value),
        "first" + to_seconds((place - 1) * period_seconds) AS hour,
        value
    FROM (SELECT *, generate_subscripts("values", 1) AS place, unnest("values") AS value FROM {lines})
    WHERE value IS NOT NULL
)

SELECT * FROM fresh
UNION ALL BY NAME
SELECT earlier.*
FROM {earlier} AS earlier
LEFT JOIN begun USING (account, region, resource_type, resource_id, metric, statistic, dimension)
WHERE earlier.hour >= {oldest}
    AND (begun.begins IS NULL OR earlier.hour < begun.begins)
