-- Savings Plan and hour: covered usage + its negation = 0
SELECT
    BillingAccountId AS payer,
    strftime(BillingPeriodStart, '%Y-%m') AS period,
    BillingCurrency AS currency,
    x_CommitmentId || ' ' || CAST(ChargePeriodStart AS VARCHAR) AS scope,
    SUM(x_UnblendedCost) AS residue
FROM {ledger}
WHERE x_LineItemType IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation')
GROUP BY 1, 2, 3, 4
