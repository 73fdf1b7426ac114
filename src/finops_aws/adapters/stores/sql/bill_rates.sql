-- What one unit of a usage type cost on the last bill, after discounts and at list price.
SELECT
    x_ServiceCode AS service_code,
    x_UsageType AS usage_type,
    x_Operation AS operation,
    RegionId AS region,
    ConsumedUnit AS unit,
    BillingCurrency AS currency,
    CASE WHEN COUNT(EffectiveCost) = COUNT(*) THEN SUM(EffectiveCost) / SUM(ConsumedQuantity) END AS effective,
    CASE WHEN COUNT(ListCost) = COUNT(*) THEN SUM(ListCost) / SUM(ConsumedQuantity) END AS list,
    MIN(CAST(BillingPeriodStart AS TIMESTAMP)) AS as_of
FROM {mart}
WHERE ChargeCategory = 'Usage'
    AND x_ServiceCode = ?
    AND x_UsageType = ?
    AND ConsumedUnit IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6
HAVING SUM(ConsumedQuantity) > 0
ORDER BY 1, 2, 3, 4, 5, 6
