-- hour × region × pricing category × whether a commitment could cover it; charges that span days lie in the hour they begin, marked x_SpansDays
SELECT
    BillingPeriodStart,
    date_trunc('hour', ChargePeriodStart) AS ChargeHour,
    ChargePeriodEnd > ChargePeriodStart + INTERVAL '1' DAY AS x_SpansDays,
    BillingAccountId,
    RegionId,
    PricingCategory,
    {committable} AS x_IsCommittable,
    x_Movement,
    BillingCurrency,
    known_sum(BilledCost) AS BilledCost,
    known_sum(EffectiveCost) AS EffectiveCost,
    known_sum(ListCost) AS ListCost,
    known_sum(ContractedCost) AS ContractedCost,
    known_sum(x_UnblendedCost) AS x_UnblendedCost,
    known_sum(x_AmortizedCost) AS x_AmortizedCost,
    COUNT(*) AS x_Lines
FROM {ledger}
GROUP BY {keys}
