-- container host and hour, before and after discounts: Σ parts + Σ unused = the host's amortized cost
WITH parts AS (
    SELECT
        BillingAccountId,
        BillingPeriodStart,
        BillingCurrency,
        x_SplitParentResourceId AS host,
        ChargePeriodStart AS hour,
        SUM(x_SplitCost) + SUM(x_SplitUnusedCost) AS gross,
        SUM(x_NetSplitCost) + SUM(x_NetSplitUnusedCost) AS net
    FROM {splits}
    GROUP BY 1, 2, 3, 4, 5
),
hosts AS (
    SELECT
        BillingAccountId,
        BillingPeriodStart,
        ResourceId AS host,
        ChargePeriodStart AS hour,
        SUM(x_AmortizedCost) AS gross,
        SUM(EffectiveCost) AS net
    FROM {ledger}
    WHERE x_Operation LIKE 'RunInstances%'
        AND x_LineItemType IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')
        AND ResourceId IN (SELECT host FROM parts)
    GROUP BY 1, 2, 3, 4
)
SELECT
    parts.BillingAccountId AS payer,
    strftime(parts.BillingPeriodStart, '%Y-%m') AS period,
    parts.BillingCurrency AS currency,
    parts.host || ' ' || CAST(parts.hour AS VARCHAR) AS scope,
    abs(parts.gross - coalesce(hosts.gross, 0)) + abs(parts.net - coalesce(hosts.net, 0)) AS residue
FROM parts
LEFT JOIN hosts
    ON parts.host = hosts.host AND parts.hour = hosts.hour
    AND parts.BillingAccountId = hosts.BillingAccountId AND parts.BillingPeriodStart = hosts.BillingPeriodStart
