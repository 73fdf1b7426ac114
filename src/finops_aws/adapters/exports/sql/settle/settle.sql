-- Finishes the rows whose money depends on other rows of the month (the open ones of cur_to_ledger.sql).
-- A commitment fee becomes two rows: the purchase (billed) and what went unused (effective).
WITH expanded AS (
    SELECT
        open_rows.*,
        parts.part,
        x_LineItemType IN ('SavingsPlanRecurringFee', 'RIFee') AS is_fee,
        x_LineItemType NOT IN (
            'SavingsPlanRecurringFee', 'RIFee', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation', 'DiscountedUsage'
        ) AS is_discount,
        merged_groups.plan IS NOT NULL
            AND x_LineItemType IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation') AS is_merged,
        sku_ratios.ratio,
        unused_hours.net_unused
    FROM open_rows
    LEFT JOIN merged_groups
        ON open_rows.x_CommitmentId = merged_groups.plan AND open_rows.ChargePeriodStart = merged_groups.hour
    LEFT JOIN unused_hours
        ON open_rows.x_CommitmentId = unused_hours.plan AND open_rows.ChargePeriodStart = unused_hours.hour
        AND open_rows.x_LineItemType = 'SavingsPlanRecurringFee'
    LEFT JOIN sku_ratios
        ON open_rows.SkuId = sku_ratios.sku
        AND open_rows.x_LineItemType IN ('SavingsPlanCoveredUsage', 'DiscountedUsage')
    CROSS JOIN (SELECT unnest(['charge', 'unused']) AS part) AS parts
    WHERE parts.part = 'charge'
        OR (x_LineItemType = 'SavingsPlanRecurringFee' AND (x_AmortizedCost <> 0 OR unused_hours.net_unused <> 0))
        OR (x_LineItemType = 'RIFee' AND (x_AmortizedCost <> 0 OR EffectiveCost <> 0 OR x_CommitmentUnusedQuantity <> 0))
)
SELECT * EXCLUDE (part, is_fee, is_discount, is_merged, ratio, net_unused) REPLACE (
    CASE WHEN part = 'unused' THEN 'Usage' ELSE ChargeCategory END AS ChargeCategory,
    CASE WHEN part = 'unused' THEN 'Usage-Based' ELSE ChargeFrequency END AS ChargeFrequency,
    CAST(
        CASE
            WHEN part = 'unused' OR is_merged THEN 0
            WHEN is_discount AND NOT x_IsNetStated AND $net_is_stated THEN 0
            ELSE BilledCost
        END AS DECIMAL(38, 12)
    ) AS BilledCost,
    CAST(
        CASE
            WHEN is_fee AND part = 'charge' THEN 0
            WHEN x_LineItemType = 'SavingsPlanRecurringFee' THEN net_unused
            WHEN is_discount AND NOT x_IsNetStated AND $net_is_stated THEN 0
            ELSE EffectiveCost
        END AS DECIMAL(38, 12)
    ) AS EffectiveCost,
    CAST(CASE WHEN part = 'unused' THEN 0 ELSE ListCost END AS DECIMAL(38, 12)) AS ListCost,
    CAST(
        CASE
            WHEN part = 'unused' THEN 0
            WHEN is_discount AND NOT x_IsNetStated AND $net_is_stated THEN 0
            WHEN ratio IS NOT NULL THEN round(ListCost * ratio, 12)
            ELSE ContractedCost
        END AS DECIMAL(38, 12)
    ) AS ContractedCost,
    CASE WHEN ratio IS NOT NULL THEN 'sku ratio' ELSE x_ContractedCostSource END AS x_ContractedCostSource,
    CAST(CASE WHEN part = 'unused' THEN 0 ELSE x_UnblendedCost END AS DECIMAL(38, 12)) AS x_UnblendedCost,
    CAST(
        CASE
            WHEN part = 'unused' THEN 0
            WHEN is_discount AND NOT x_IsNetStated AND $net_is_stated THEN 0
            ELSE x_NetUnblendedCost
        END AS DECIMAL(38, 12)
    ) AS x_NetUnblendedCost,
    CAST(CASE WHEN is_fee AND part = 'charge' THEN 0 ELSE x_AmortizedCost END AS DECIMAL(38, 12)) AS x_AmortizedCost,
    CASE WHEN part = 'charge' THEN x_TotalDiscount END AS x_TotalDiscount,
    CASE WHEN part = 'charge' THEN x_BlendedCost END AS x_BlendedCost,
    CASE WHEN part = 'unused' THEN 'Committed' ELSE PricingCategory END AS PricingCategory,
    CASE WHEN part = 'charge' THEN PricingQuantity END AS PricingQuantity,
    CASE WHEN part = 'charge' THEN PricingUnit END AS PricingUnit,
    CASE WHEN part = 'unused' THEN CommitmentDiscountId ELSE ResourceId END AS ResourceId,
    CASE WHEN part = 'unused' THEN 'Unused' ELSE CommitmentDiscountStatus END AS CommitmentDiscountStatus,
    CAST(
        CASE
            WHEN part = 'charge' THEN CommitmentDiscountQuantity
            WHEN x_LineItemType = 'RIFee' THEN x_CommitmentUnusedQuantity
            ELSE x_AmortizedCost
        END AS DECIMAL(38, 12)
    ) AS CommitmentDiscountQuantity,
    CASE WHEN part = 'charge' THEN x_CommitmentRecurringFee END AS x_CommitmentRecurringFee,
    CASE WHEN part = 'charge' THEN x_CommitmentAmortizedUpfront END AS x_CommitmentAmortizedUpfront,
    CASE WHEN part = 'charge' THEN x_CommitmentNetRecurringFee END AS x_CommitmentNetRecurringFee,
    CASE WHEN part = 'charge' THEN x_CommitmentNetAmortizedUpfront END AS x_CommitmentNetAmortizedUpfront,
    CASE WHEN part = 'charge' THEN x_InputRounding END AS x_InputRounding
)
FROM expanded
