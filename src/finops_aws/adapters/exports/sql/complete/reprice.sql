-- Contracted cost under reservations at the rate seen on the SKU's on-demand lines.
SELECT charge.* REPLACE (
    CASE
        WHEN x_LineItemType = 'DiscountedUsage' AND ratio IS NOT NULL
            THEN CAST(round(ListCost * ratio, 12) AS DECIMAL(38, 12))
        ELSE ContractedCost
    END AS ContractedCost,
    CASE
        WHEN x_LineItemType = 'DiscountedUsage' AND ratio IS NOT NULL THEN 'sku ratio'
        ELSE x_ContractedCostSource
    END AS x_ContractedCostSource
)
FROM {file} AS charge
LEFT JOIN sku_ratios ON charge.SkuId = sku_ratios.sku
