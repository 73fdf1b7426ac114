-- What a table of charges adds up to by month and currency, and how many of its amounts are unknown.
SELECT
    strftime(CAST(BillingPeriodStart AS TIMESTAMP), '%Y-%m'),
    BillingCurrency,
    SUM(CAST(BilledCost AS DECIMAL(38, 12))),
    SUM(CAST(EffectiveCost AS DECIMAL(38, 12))),
    SUM(CAST(ListCost AS DECIMAL(38, 12))),
    SUM(CAST(ContractedCost AS DECIMAL(38, 12))),
    SUM(CAST(x_AmortizedCost AS DECIMAL(38, 12))),
    COUNT(*) - COUNT(BilledCost),
    COUNT(*) - COUNT(EffectiveCost),
    COUNT(*) - COUNT(ListCost),
    COUNT(*) - COUNT(ContractedCost),
    COUNT(*) - COUNT(x_AmortizedCost)
FROM {charges} AS charges
GROUP BY 1, 2
ORDER BY 1, 2
