-- Savings Plan and month, after discounts: covered + unused = recurring fee + amortized upfront fee
SELECT
    BillingAccountId AS payer,
    strftime(BillingPeriodStart, '%Y-%m') AS period,
    BillingCurrency AS currency,
    x_CommitmentId AS scope,
    SUM(CASE WHEN CommitmentDiscountStatus IN ('Used', 'Unused') THEN EffectiveCost ELSE 0 END)
        - SUM(coalesce(x_CommitmentNetRecurringFee, 0) + coalesce(x_CommitmentNetAmortizedUpfront, 0)) AS residue
FROM {ledger}
WHERE x_LineItemType IN ('SavingsPlanCoveredUsage', 'SavingsPlanRecurringFee') AND x_CommitmentId IS NOT NULL
GROUP BY 1, 2, 3, 4
