-- Savings Plan hours whose negation does not cancel its covered usage to the last decimal.
CREATE OR REPLACE TEMP TABLE unmerged_groups AS
SELECT
    x_CommitmentId AS plan,
    ChargePeriodStart AS hour,
    SUM(x_NetUnblendedCost) AS net_residue
FROM charges
WHERE x_LineItemType IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation')
GROUP BY 1, 2
HAVING SUM(x_NetUnblendedCost) <> 0
