-- What a Savings Plan's negation leaves over when it does not cancel: billed in a row of its own.
SELECT charges.* REPLACE (
    unmerged_groups.net_residue AS BilledCost,
    CAST(0 AS DECIMAL(38, 12)) AS EffectiveCost,
    CAST(0 AS DECIMAL(38, 12)) AS ListCost,
    CAST(0 AS DECIMAL(38, 12)) AS ContractedCost,
    CAST(0 AS DECIMAL(38, 12)) AS x_UnblendedCost,
    CAST(0 AS DECIMAL(38, 12)) AS x_NetUnblendedCost,
    CAST(0 AS DECIMAL(38, 12)) AS x_AmortizedCost,
    'SavingsPlanNegation' AS x_LineItemType,
    'completed' AS x_ContractedCostSource,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountId,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountCategory,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountType,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountUnit,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountStatus,
    CAST(NULL AS DECIMAL(38, 12)) AS CommitmentDiscountQuantity,
    CAST(NULL AS VARCHAR) AS PricingCategory,
    CAST(NULL AS DECIMAL(38, 12)) AS PricingQuantity,
    CAST(NULL AS VARCHAR) AS PricingUnit,
    CAST(NULL AS DECIMAL(38, 12)) AS ConsumedQuantity,
    CAST(NULL AS VARCHAR) AS ConsumedUnit,
    CAST(NULL AS DECIMAL(38, 12)) AS x_TotalDiscount,
    CAST(NULL AS DECIMAL(38, 12)) AS x_BlendedCost,
    CAST(NULL AS MAP(VARCHAR, DECIMAL(38, 24))) AS x_InputRounding
)
FROM charges
JOIN unmerged_groups
    ON charges.x_CommitmentId = unmerged_groups.plan AND charges.ChargePeriodStart = unmerged_groups.hour
WHERE charges.x_LineItemType IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation')
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY unmerged_groups.plan, unmerged_groups.hour
    ORDER BY charges.x_LineItemType DESC, charges.SubAccountId, charges.x_UsageType, charges.ResourceId
) = 1
