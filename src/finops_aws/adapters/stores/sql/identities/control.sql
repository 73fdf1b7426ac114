-- control totals, such as an invoice's total or Cost Explorer's total of a service
WITH wanted AS (
    SELECT *
    FROM {controls}
),
metrics AS (
    SELECT unnest(['billed', 'effective', 'unblended', 'amortized', 'list']) AS metric
),
charges AS (
    SELECT
        BillingAccountId,
        strftime(BillingPeriodStart, '%Y-%m') AS period,
        BillingCurrency,
        x_ServiceCode,
        SubAccountId,
        x_LineItemType,
        coalesce(InvoiceId, '') || '|' || coalesce(x_BillingEntity, '') AS invoice,
        SUM(BilledCost) AS billed,
        SUM(x_NetUnblendedCost) AS net_unblended,
        SUM(EffectiveCost) AS effective,
        SUM(x_UnblendedCost) AS unblended,
        SUM(x_AmortizedCost) AS amortized,
        SUM(CASE WHEN ChargeCategory = 'Usage' AND x_Movement = 'gross' THEN ListCost ELSE 0 END) AS list
    FROM {ledger}
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
scoped AS (
    SELECT BillingAccountId, period, BillingCurrency, 'total' AS scope, '' AS key, billed, effective, unblended, amortized, list FROM charges
    UNION ALL
    SELECT BillingAccountId, period, BillingCurrency, 'service', x_ServiceCode, billed, effective, unblended, amortized, list FROM charges
    UNION ALL
    SELECT BillingAccountId, period, BillingCurrency, 'account', SubAccountId, billed, effective, unblended, amortized, list FROM charges
    UNION ALL
    SELECT BillingAccountId, period, BillingCurrency, 'line_item_type', x_LineItemType, net_unblended, effective, unblended, amortized, list FROM charges
    UNION ALL
    SELECT BillingAccountId, period, BillingCurrency, 'invoice', invoice, billed, effective, unblended, amortized, list FROM charges
),
got AS (
    SELECT
        BillingAccountId AS payer,
        period,
        BillingCurrency AS currency,
        scope,
        key,
        metric,
        SUM(
            CASE metric
                WHEN 'billed' THEN billed
                WHEN 'effective' THEN effective
                WHEN 'unblended' THEN unblended
                WHEN 'amortized' THEN amortized
                ELSE list
            END
        ) AS amount
    FROM scoped
    CROSS JOIN metrics
    GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT
    coalesce(wanted.payer, got.payer) AS payer,
    coalesce(wanted.period, got.period) AS period,
    coalesce(wanted.currency, got.currency) AS currency,
    concat_ws(
        ' ', coalesce(wanted.scope, got.scope), nullif(coalesce(wanted.key, got.key), ''),
        coalesce(wanted.metric, got.metric)
    ) AS scope,
    coalesce(got.amount, 0) - coalesce(wanted.amount, 0) AS residue
FROM wanted
FULL OUTER JOIN (
    -- what the ledger holds in every scope and metric that totals were given for
    SELECT *
    FROM got
    WHERE (payer, period, scope, metric) IN (SELECT (payer, period, scope, metric) FROM wanted)
) AS got
    ON wanted.payer = got.payer AND wanted.period = got.period AND wanted.currency = got.currency
    AND wanted.scope = got.scope AND wanted.key = got.key AND wanted.metric = got.metric
WHERE coalesce(wanted.scope, got.scope) {scopes}
    AND (coalesce(wanted.payer, got.payer), coalesce(wanted.period, got.period)) IN (SELECT (BillingAccountId, period) FROM charges)
