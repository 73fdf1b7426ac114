-- The same without commitments apart: what queries of checks read.
SELECT
    account,
    region,
    resource_id,
    usage_type,
    unit,
    currency,
    MIN(first_day) AS first_day,
    MAX(last_day) AS last_day,
    CASE WHEN COUNT(amount) = COUNT(*) THEN SUM(amount) END AS amount,
    SUM(quantity) AS quantity
FROM charged
WHERE resource_id IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6
