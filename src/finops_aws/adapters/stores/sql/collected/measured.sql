-- Of which hours the metrics of each resource were read: what joins on to what was read before goes on from it.
WITH latest AS (
    SELECT DISTINCT ON (account, region, resource_type, resource_id) *
    FROM {lines}
    ORDER BY until DESC, since
)
SELECT
    latest.account,
    latest.region,
    latest.resource_type,
    latest.resource_id,
    CASE WHEN earlier.until >= latest.since THEN least(earlier.since, latest.since) ELSE latest.since END AS since,
    latest.until
FROM latest
LEFT JOIN {earlier} AS earlier USING (account, region, resource_type, resource_id)
UNION ALL BY NAME
SELECT earlier.*
FROM {earlier} AS earlier
ANTI JOIN {lines} AS fresh USING (account, region, resource_type, resource_id)
