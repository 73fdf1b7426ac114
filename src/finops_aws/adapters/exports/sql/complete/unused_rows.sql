-- The part of a commitment that nothing used: a charge of its own on the commitment, never billed again.
-- Where the export does not say how much it is, its cost is unknown.
SELECT fees.* EXCLUDE (net_unused) REPLACE (
    'Usage' AS ChargeCategory,
    'Usage-Based' AS ChargeFrequency,
    'Committed' AS PricingCategory,
    CommitmentDiscountId AS ResourceId,
    'Unused' AS CommitmentDiscountStatus,
    x_CommitmentUnusedQuantity AS CommitmentDiscountQuantity,
    CAST(0 AS DECIMAL(38, 12)) AS BilledCost,
    net_unused AS EffectiveCost,
    CAST(0 AS DECIMAL(38, 12)) AS ListCost,
    CAST(0 AS DECIMAL(38, 12)) AS ContractedCost,
    CAST(0 AS DECIMAL(38, 12)) AS x_UnblendedCost,
    CAST(0 AS DECIMAL(38, 12)) AS x_NetUnblendedCost,
    x_CommitmentUnusedCost AS x_AmortizedCost,
    'completed' AS x_ContractedCostSource,
    CAST(NULL AS DECIMAL(38, 12)) AS x_TotalDiscount,
    CAST(NULL AS DECIMAL(38, 12)) AS x_BlendedCost,
    CAST(NULL AS DECIMAL(38, 12)) AS PricingQuantity,
    CAST(NULL AS VARCHAR) AS PricingUnit,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentRecurringFee,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentAmortizedUpfront,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentNetRecurringFee,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentNetAmortizedUpfront,
    CAST(NULL AS MAP(VARCHAR, DECIMAL(38, 24))) AS x_InputRounding
)
FROM (
    SELECT
        charges.*,
        coalesce(unused_hours.net_unused, charges.x_CommitmentNetUnusedCost) AS net_unused
    FROM charges
    LEFT JOIN unused_hours
        ON charges.x_CommitmentId = unused_hours.plan AND charges.ChargePeriodStart = unused_hours.hour
        AND charges.x_LineItemType = 'SavingsPlanRecurringFee'
    WHERE charges.x_LineItemType IN ('SavingsPlanRecurringFee', 'RIFee')
) AS fees
WHERE x_CommitmentUnusedCost IS NULL OR x_CommitmentUnusedCost <> 0 OR net_unused <> 0 OR x_CommitmentUnusedQuantity <> 0
