-- How every job ended the last time it was run.
WITH latest AS (
    SELECT DISTINCT ON (account, region, service, resource_type) * EXCLUDE (attempt)
    FROM {outcomes}
    ORDER BY account, region, service, resource_type, ended_at DESC
)

SELECT * FROM latest
UNION ALL BY NAME
SELECT earlier.*
FROM {earlier} AS earlier
ANTI JOIN latest USING (account, region, service, resource_type)
ORDER BY account, service, region, resource_type
