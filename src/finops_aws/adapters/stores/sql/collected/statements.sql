-- What AWS said last: a question that was answered now takes the place of its earlier answer.
SELECT line.*
FROM {lines} AS line
WHERE job IN (SELECT job FROM {answers} WHERE status IN ('ok', 'partial'))
UNION ALL BY NAME
SELECT earlier.*
FROM {earlier} AS earlier
WHERE job NOT IN (SELECT job FROM {answers} WHERE status IN ('ok', 'partial'))
