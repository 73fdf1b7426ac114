-- line: what the negotiated discounts take = unblended − net unblended (AWS states the discounts as negative)
SELECT
    BillingAccountId AS payer,
    strftime(BillingPeriodStart, '%Y-%m') AS period,
    BillingCurrency AS currency,
    x_LineItemType AS scope,
    SUM(abs(abs(x_UnblendedCost - x_NetUnblendedCost) - abs(x_TotalDiscount))) AS residue
FROM {ledger}
WHERE x_TotalDiscount IS NOT NULL AND x_UnblendedCost IS NOT NULL
GROUP BY 1, 2, 3, 4
