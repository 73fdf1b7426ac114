-- What a scan found, with what earlier scans found and this one could not look at.
WITH found AS (
    SELECT DISTINCT ON (account, job_region, region, resource_type, id)
        line.* EXCLUDE (attempt)
    FROM {resources} AS line
    WHERE attempt IN (SELECT attempt FROM {outcomes})
),

asked AS (
    SELECT account, region AS job_region, service, resource_type, bool_or(status = 'ok') AS is_answered
    FROM {outcomes}
    GROUP BY 1, 2, 3, 4
),

kept AS (
    SELECT earlier.*
    FROM {earlier} AS earlier
    LEFT JOIN asked USING (account, job_region, service, resource_type)
    LEFT JOIN found USING (account, job_region, region, resource_type, id)
    WHERE NOT coalesce(asked.is_answered, FALSE) AND found.id IS NULL
)

SELECT
    found.*,
    coalesce(earlier.first_seen, {now}) AS first_seen,
    {now} AS last_seen
FROM found
LEFT JOIN {earlier} AS earlier USING (account, job_region, region, resource_type, id)
UNION ALL BY NAME
SELECT * FROM kept
ORDER BY account, service, region, id
