-- What each usage type of each resource cost in the window, net and amortized, before credits and refunds.
SELECT
    SubAccountId AS account,
    RegionId AS region,
    ResourceId AS resource_id,
    x_ServiceCode AS service_code,
    x_UsageType AS usage_type,
    ConsumedUnit AS unit,
    BillingCurrency AS currency,
    CommitmentDiscountId AS commitment,
    MIN(ChargeDay) AS first_day,
    MAX(ChargeDay) AS last_day,
    CASE WHEN COUNT(EffectiveCost) = COUNT(*) THEN SUM(EffectiveCost) END AS amount,
    CASE WHEN COUNT(ListCost) = COUNT(*) THEN SUM(ListCost) END AS list_amount,
    SUM(ConsumedQuantity) AS quantity
FROM {mart}
WHERE ChargeDay >= {start}
    AND ChargeDay < {end}
    AND ChargeCategory = 'Usage'
    AND x_Movement = 'gross'
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
