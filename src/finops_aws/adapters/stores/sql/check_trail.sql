-- What a resource and all others of its usage types cost on each day of a period; a day without a line cost 0.
WITH fitting AS (
    SELECT
        ChargeDay,
        x_UsageType,
        EffectiveCost,
        SubAccountId = $account AND list_contains($names, ResourceId) AS is_own,
        list_contains($others, ResourceId) AS is_decided
    FROM {mart}
    WHERE ChargeDay >= $start
        AND ChargeDay < $end
        AND ChargeCategory = 'Usage'
        AND x_Movement = 'gross'
        AND ResourceId IS NOT NULL
        AND regexp_matches(x_UsageType, $pattern)
),
own_types AS (
    SELECT DISTINCT x_UsageType FROM fitting WHERE is_own
),
compared AS (
    SELECT * FROM fitting WHERE is_own OR (NOT is_decided AND x_UsageType IN (SELECT x_UsageType FROM own_types))
)
SELECT
    CAST(day AS DATE),
    CASE
        WHEN COUNT(ChargeDay) FILTER (WHERE is_own) = COUNT(EffectiveCost) FILTER (WHERE is_own)
            THEN coalesce(SUM(EffectiveCost) FILTER (WHERE is_own), 0)
    END,
    CASE
        WHEN COUNT(ChargeDay) FILTER (WHERE NOT is_own) = COUNT(EffectiveCost) FILTER (WHERE NOT is_own)
            THEN coalesce(SUM(EffectiveCost) FILTER (WHERE NOT is_own), 0)
    END
FROM generate_series($start::DATE, $end::DATE - 1, INTERVAL '1 day') AS days(day)
LEFT JOIN compared ON compared.ChargeDay = CAST(days.day AS DATE)
GROUP BY 1
ORDER BY 1
