-- day × service × charge category: what every chart of days asks, small however many lines a bill has
SELECT
    BillingPeriodStart,
    ChargeDay,
    x_SpansDays,
    BillingAccountId,
    ServiceCategory,
    ServiceName,
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
FROM {costs_daily}
GROUP BY {keys}
