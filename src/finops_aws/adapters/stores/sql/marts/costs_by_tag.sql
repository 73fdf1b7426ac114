-- day × account × one tag: a row set per tag key; x_TagState says why a value is missing
SELECT
    BillingPeriodStart,
    ChargeDay,
    x_SpansDays,
    BillingAccountId,
    SubAccountId,
    SubAccountName,
    x_TagKey,
    x_TagValue,
    x_TagState,
    ChargeCategory,
    x_Movement,
    BillingCurrency,
    known_sum(BilledCost) AS BilledCost,
    known_sum(EffectiveCost) AS EffectiveCost,
    known_sum(ListCost) AS ListCost,
    known_sum(ContractedCost) AS ContractedCost,
    known_sum(x_UnblendedCost) AS x_UnblendedCost,
    known_sum(x_AmortizedCost) AS x_AmortizedCost,
    SUM(x_Lines) AS x_Lines
FROM {each_tag} AS tagged
GROUP BY {keys}
ORDER BY {keys}
