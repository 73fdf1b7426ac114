-- diagnostic, AWS rounds it: Σ blended ≈ Σ unblended
SELECT
    BillingAccountId AS payer,
    strftime(BillingPeriodStart, '%Y-%m') AS period,
    BillingCurrency AS currency,
    'bill' AS scope,
    SUM(x_BlendedCost) - SUM(x_UnblendedCost) AS residue
FROM {ledger}
WHERE x_BlendedCost IS NOT NULL
GROUP BY 1, 2, 3, 4
