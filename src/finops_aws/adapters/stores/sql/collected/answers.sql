-- How each question ended the last time it was asked.
SELECT * FROM (SELECT DISTINCT ON (job) * FROM {answers} ORDER BY job, ended_at DESC)
UNION ALL BY NAME
SELECT earlier.*
FROM {earlier} AS earlier
WHERE job NOT IN (SELECT job FROM {answers})
ORDER BY service, resource_type, account, region
