-- What a SKU costs after negotiated rates, as a share of its public price: seen on its on-demand lines.
CREATE OR REPLACE TEMP TABLE sku_ratios AS
SELECT
    SkuId AS sku,
    CAST(SUM(BilledCost) AS DOUBLE) / CAST(SUM(ListCost) AS DOUBLE) AS ratio
FROM charges
WHERE x_LineItemType = 'Usage'
    AND PricingCategory = 'Standard'
    AND SkuId IN (SELECT SkuId FROM charges WHERE x_LineItemType = 'DiscountedUsage')
GROUP BY 1
HAVING SUM(ListCost) > 0 AND SUM(BilledCost) > 0 AND SUM(BilledCost) < SUM(ListCost)
