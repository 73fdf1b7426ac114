-- Discount lines of a month whose net columns are there but empty: nothing else carries these discounts.
SELECT * REPLACE (
    x_UnblendedCost AS BilledCost,
    x_UnblendedCost AS EffectiveCost,
    x_UnblendedCost AS ContractedCost,
    CAST(0 AS DECIMAL(38, 12)) AS x_UnblendedCost,
    x_UnblendedCost AS x_NetUnblendedCost,
    CAST(0 AS DECIMAL(38, 12)) AS x_AmortizedCost,
    'completed' AS x_ContractedCostSource,
    CAST(NULL AS DECIMAL(38, 12)) AS x_TotalDiscount,
    CAST(NULL AS DECIMAL(38, 12)) AS x_BlendedCost,
    CAST(NULL AS MAP(VARCHAR, DECIMAL(38, 24))) AS x_InputRounding
)
FROM charges
WHERE is_discount_type(x_LineItemType)
    AND NOT x_IsNetStated
    AND x_NetUnblendedCost = 0
    AND NOT EXISTS (SELECT 1 FROM charges WHERE x_IsNetStated)
