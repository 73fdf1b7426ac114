-- Up to which hour the metrics of each resource were read.
SELECT * FROM (SELECT DISTINCT ON (account, region, resource_type, resource_id) * FROM {lines} ORDER BY until DESC)
UNION ALL BY NAME
SELECT earlier.*
FROM {earlier} AS earlier
ANTI JOIN {lines} AS fresh USING (account, region, resource_type, resource_id)
