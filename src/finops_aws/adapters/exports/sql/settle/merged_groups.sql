-- Savings Plan hours whose negation cancels its covered usage to the last decimal, gross and net:
-- there the two are one charge that costs nothing (FOCUS: BilledCost 0).
CREATE OR REPLACE TEMP TABLE merged_groups AS
SELECT
    x_CommitmentId AS plan,
    ChargePeriodStart AS hour
FROM open_rows
WHERE x_LineItemType IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation')
GROUP BY 1, 2
HAVING SUM(x_UnblendedCost) = 0 AND SUM(x_NetUnblendedCost) = 0
