-- bill: amortized − unblended = amortized upfront fees − upfront fees charged
SELECT
    BillingAccountId AS payer,
    strftime(BillingPeriodStart, '%Y-%m') AS period,
    BillingCurrency AS currency,
    'bill' AS scope,
    -- Cost Explorer does not tell what part of a fee was paid upfront
    CASE WHEN bool_and(x_ContractedCostSource IS DISTINCT FROM 'cost-explorer') THEN
    SUM(x_AmortizedCost) - SUM(x_UnblendedCost) - SUM(coalesce(x_CommitmentAmortizedUpfront, 0))
        + SUM(
            CASE
                WHEN x_LineItemType IN ('SavingsPlanUpfrontFee', 'Fee', 'Refund') AND x_CommitmentId IS NOT NULL
                    THEN x_UnblendedCost
                ELSE 0
            END
        )
    END AS residue
FROM {ledger}
WHERE x_UnblendedCost IS NOT NULL
GROUP BY 1, 2, 3, 4
