-- The line takes its discount; the discount line stays, at zero but for what it says unblended.
SELECT charge.* EXCLUDE (x_Discount) REPLACE (
    CAST(BilledCost + x_Discount AS DECIMAL(38, 12)) AS BilledCost,
    CAST(EffectiveCost + x_Discount AS DECIMAL(38, 12)) AS EffectiveCost,
    CAST(ContractedCost + x_Discount AS DECIMAL(38, 12)) AS ContractedCost,
    CAST(x_NetUnblendedCost + x_Discount AS DECIMAL(38, 12)) AS x_NetUnblendedCost
)
FROM (
    SELECT
        line.*,
        CASE
            WHEN folds.key IS NULL THEN 0
            WHEN is_discount_type(line.x_LineItemType) THEN -line.x_NetUnblendedCost
            WHEN line.x_LineItemType IN ('Usage', 'Fee') AND line.x_CommitmentId IS NULL AND NOT line.x_IsSplitChild
                THEN folds.discount
            ELSE 0
        END AS x_Discount
    FROM {file} AS line
    LEFT JOIN foldable_discounts AS folds
        ON folds.key = discount_key(
            line.SubAccountId, line.x_ServiceCode, line.x_UsageType, line.x_Operation, line.ResourceId,
            line.ChargePeriodStart, line.InvoiceId
        )
) AS charge
