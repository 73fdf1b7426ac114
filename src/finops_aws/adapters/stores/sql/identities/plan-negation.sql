-- Savings Plan and hour: covered usage + its negation = 0, and covered usage is billed at 0
SELECT
    BillingAccountId AS payer,
    strftime(BillingPeriodStart, '%Y-%m') AS period,
    BillingCurrency AS currency,
    x_CommitmentId || ' ' || CAST(ChargePeriodStart AS VARCHAR) AS scope,
    SUM(x_UnblendedCost)
        + SUM(CASE WHEN x_LineItemType = 'SavingsPlanCoveredUsage' THEN abs(BilledCost) ELSE 0 END) AS residue
FROM {ledger}
WHERE x_LineItemType IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation') AND x_CommitmentId IS NOT NULL
GROUP BY 1, 2, 3, 4
