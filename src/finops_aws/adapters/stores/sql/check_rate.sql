-- What a unit of a usage type cost at list price in the window.
SELECT SUM(ListCost) / SUM(ConsumedQuantity) AS rate, BillingCurrency AS currency
FROM {mart}
WHERE ChargeDay >= ?
    AND ChargeDay < ?
    AND ChargeCategory = 'Usage'
    AND x_UsageType = ?
GROUP BY BillingCurrency
HAVING SUM(ConsumedQuantity) > 0 AND COUNT(ListCost) = COUNT(*)
