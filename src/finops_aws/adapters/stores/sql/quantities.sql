-- What the bill says was consumed, by day; quantities of another unit are another row.
WITH daily AS (
    SELECT
        ServiceName AS service,
        {key} AS key,
        ConsumedUnit AS unit,
        BillingCurrency AS currency,
        ChargeDay AS day,
        SUM(ConsumedQuantity) AS quantity,
        CASE WHEN COUNT(EffectiveCost) = COUNT(*) THEN SUM(EffectiveCost) END AS cost,
        COUNT(*) = COUNT(EffectiveCost) AS is_known
    FROM {mart}
    WHERE ChargeDay >= ? AND ChargeDay < ?
        AND ChargeCategory = 'Usage'
        AND ConsumedQuantity IS NOT NULL
        AND ConsumedUnit IS NOT NULL
        AND {where}
    GROUP BY 1, 2, 3, 4, 5
)

SELECT
    service, key, unit, currency,
    SUM(quantity) AS quantity,
    CASE WHEN bool_and(is_known) THEN SUM(cost) END AS cost,
    map_from_entries(list((day, quantity))) AS days,
    COUNT(*) OVER () AS total
FROM daily
GROUP BY service, key, unit, currency
ORDER BY cost DESC NULLS FIRST, service, key, unit
LIMIT ? OFFSET ?
