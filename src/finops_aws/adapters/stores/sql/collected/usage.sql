-- One row per resource, metric and statistic, with the value of each day.
WITH hourly AS (
    SELECT *
    FROM {metrics}
    WHERE hour >= $start AND hour < $end
),

daily AS (
    SELECT
        account, region, service, resource_type, resource_id, metric, statistic, dimension,
        CAST(hour AS DATE) AS day,
        CASE
            WHEN statistic IN ('Sum', 'SampleCount') THEN SUM(value)
            WHEN statistic = 'Minimum' THEN MIN(value)
            WHEN statistic = 'Average' THEN AVG(value)
            ELSE MAX(value)
        END AS value
    FROM hourly
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
),

by_day AS (
    SELECT
        account, region, service, resource_type, resource_id, metric, statistic, dimension,
        map_from_entries(list((day, value))) AS days
    FROM daily
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
),

summed AS (
    SELECT
        account, region, service, resource_type, resource_id, metric, statistic, dimension,
        any_value(unit) AS unit,
        COUNT(*) AS hours,
        AVG(value) AS mean,
        MIN(value) AS smallest,
        MAX(value) AS largest,
        quantile_cont(value, 0.95) AS p95,
        SUM(value) AS total,
        MAX(hour) AS last_hour
    FROM hourly
    GROUP BY account, region, service, resource_type, resource_id, metric, statistic, dimension
)

SELECT summed.*, by_day.days, known.name
FROM summed
JOIN by_day USING (account, region, service, resource_type, resource_id, metric, statistic, dimension)
LEFT JOIN {resources} AS known
    ON known.account = summed.account
    AND known.region = summed.region
    AND known.resource_type = summed.resource_type
    AND known.id = summed.resource_id
