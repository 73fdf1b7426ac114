-- What each usage type of each resource cost in the window, net and amortized, before credits and refunds.
SELECT
    SubAccountId AS account,
    ResourceId AS resource_id,
    x_UsageType AS usage_type,
    ConsumedUnit AS unit,
    BillingCurrency AS currency,
    CASE WHEN COUNT(EffectiveCost) = COUNT(*) THEN SUM(EffectiveCost) END AS amount,
    SUM(ConsumedQuantity) AS quantity
FROM {mart}
WHERE ChargeDay >= ?
    AND ChargeDay < ?
    AND ChargeCategory = 'Usage'
    AND x_Movement = 'gross'
    AND ResourceId IS NOT NULL
    AND regexp_matches(x_UsageType, ?)
GROUP BY 1, 2, 3, 4, 5
