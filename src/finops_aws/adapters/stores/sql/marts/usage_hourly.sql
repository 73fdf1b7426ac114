-- hour × series that a Savings Plan or a reservation could cover: what commitment simulation reads
SELECT
    BillingPeriodStart,
    date_trunc('hour', ChargePeriodStart) AS ChargeHour,
    BillingAccountId,
    SubAccountId,
    x_ServiceCode,
    RegionId,
    x_InstanceType,
    x_InstanceFamily,
    x_OperatingSystem,
    x_Tenancy,
    x_DatabaseEngine,
    x_DeploymentOption,
    x_UsageType,
    x_Operation,
    SkuId,
    PricingCategory,
    CommitmentDiscountId,
    CommitmentDiscountType,
    ListUnitPrice,
    ConsumedUnit,
    BillingCurrency,
    known_sum(BilledCost) AS BilledCost,
    known_sum(EffectiveCost) AS EffectiveCost,
    known_sum(ListCost) AS ListCost,
    known_sum(ContractedCost) AS ContractedCost,
    known_sum(x_UnblendedCost) AS x_UnblendedCost,
    known_sum(x_AmortizedCost) AS x_AmortizedCost,
    SUM(ConsumedQuantity) AS ConsumedQuantity,
    COUNT(*) AS x_Lines
FROM {ledger}
WHERE {filter}
GROUP BY {keys}
