-- Discount lines that name the one line they belong to: same account, product, usage type, operation,
-- resource, hours and invoice. Only where no net columns already hold the discounts.
CREATE OR REPLACE TEMP TABLE foldable_discounts AS
WITH keyed AS (
    SELECT
        discount_key(SubAccountId, x_ServiceCode, x_UsageType, x_Operation, ResourceId, ChargePeriodStart, InvoiceId)
            AS key,
        x_LineItemType IN ('Usage', 'Fee') AND x_CommitmentId IS NULL AS is_target,
        is_discount_type(x_LineItemType) AS is_discount,
        x_NetUnblendedCost,
        x_IsNetStated
    FROM charges
    WHERE NOT x_IsSplitChild
)
SELECT
    key,
    SUM(CASE WHEN is_discount THEN x_NetUnblendedCost END) AS discount
FROM keyed
WHERE is_discount OR is_target
GROUP BY 1
HAVING SUM(CASE WHEN is_target THEN 1 ELSE 0 END) = 1
    AND SUM(CASE WHEN is_discount THEN 1 ELSE 0 END) > 0
    AND NOT bool_or(x_IsNetStated)
