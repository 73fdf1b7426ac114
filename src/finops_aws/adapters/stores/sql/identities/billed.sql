-- bill: Σ BilledCost = Σ net unblended cost of the lines
SELECT
    BillingAccountId AS payer,
    strftime(BillingPeriodStart, '%Y-%m') AS period,
    BillingCurrency AS currency,
    'bill' AS scope,
    SUM(BilledCost) - SUM(x_NetUnblendedCost) AS residue
FROM {ledger}
GROUP BY 1, 2, 3, 4
