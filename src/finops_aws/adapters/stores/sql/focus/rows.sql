-- One row per charge of the ledger as FOCUS 1.2 has it; what FOCUS does not know begins with x_.
-- Not among them: split-cost children, which are parts of charges, and Savings Plan negation that was merged
-- into the usage it cancels. So neither are the x_ columns that add up with these rows only.
SELECT
    BillingAccountId,
    BillingAccountName,
    BillingAccountType,
    SubAccountId,
    SubAccountName,
    SubAccountType,
    BillingCurrency,
    CAST(BillingPeriodStart AS TIMESTAMPTZ) AS BillingPeriodStart,
    CAST(BillingPeriodEnd AS TIMESTAMPTZ) AS BillingPeriodEnd,
    InvoiceId,
    InvoiceIssuerName,
    ProviderName,
    PublisherName,
    ChargeCategory,
    ChargeClass,
    ChargeFrequency,
    ChargeDescription,
    CAST(ChargePeriodStart AS TIMESTAMPTZ) AS ChargePeriodStart,
    CAST(ChargePeriodEnd AS TIMESTAMPTZ) AS ChargePeriodEnd,
    BilledCost,
    EffectiveCost,
    ListCost,
    ContractedCost,
    PricingCategory,
    PricingQuantity,
    focus_unit(PricingUnit) AS PricingUnit,
    ConsumedQuantity,
    focus_unit(ConsumedUnit) AS ConsumedUnit,
    ListUnitPrice,
    ContractedUnitPrice,
    PricingCurrency,
    CASE
        WHEN PricingCurrency = BillingCurrency THEN ContractedUnitPrice
        ELSE PricingCurrencyContractedUnitPrice
    END AS PricingCurrencyContractedUnitPrice,
    CASE
        WHEN PricingCurrency = BillingCurrency THEN EffectiveCost
        ELSE PricingCurrencyEffectiveCost
    END AS PricingCurrencyEffectiveCost,
    CASE
        WHEN PricingCurrency = BillingCurrency THEN ListUnitPrice
        ELSE PricingCurrencyListUnitPrice
    END AS PricingCurrencyListUnitPrice,
    SkuId,
    SkuPriceId,
    SkuMeter,
    SkuPriceDetails,
    ServiceName,
    ServiceCategory,
    ServiceSubcategory,
    ResourceId,
    ResourceName,
    ResourceType,
    RegionId,
    RegionName,
    AvailabilityZone,
    CapacityReservationId,
    CapacityReservationStatus,
    CommitmentDiscountId,
    CommitmentDiscountCategory,
    CommitmentDiscountName,
    CommitmentDiscountType,
    CommitmentDiscountQuantity,
    CommitmentDiscountUnit,
    CommitmentDiscountStatus,
    {tags} AS Tags,
    {cost_categories} AS x_CostCategories,
    x_AmortizedCost,
    x_Movement,
    x_ContractedCostSource,
    x_CommitmentId,
    x_CommitmentRecurringFee,
    x_CommitmentAmortizedUpfront,
    x_CommitmentNetRecurringFee,
    x_CommitmentNetAmortizedUpfront,
    x_CommitmentUnusedCost,
    x_CommitmentNetUnusedCost,
    x_CommitmentUnusedQuantity,
    x_CommitmentPaymentOption,
    x_CommitmentTerm,
    CAST(x_CommitmentStart AS TIMESTAMPTZ) AS x_CommitmentStart,
    CAST(x_CommitmentEnd AS TIMESTAMPTZ) AS x_CommitmentEnd,
    x_LineItemType,
    x_ServiceCode,
    x_UsageType,
    x_Operation,
    x_BillingEntity,
    x_BillType,
    x_ProductFamily,
    x_InstanceType,
    x_InstanceFamily,
    x_OperatingSystem,
    x_Tenancy,
    x_DatabaseEngine,
    x_DeploymentOption,
    x_FromRegion,
    x_ToRegion
FROM {charges} AS charges
WHERE NOT (
    x_LineItemType IS NOT DISTINCT FROM 'SavingsPlanNegation'
    AND BilledCost = 0
    AND EffectiveCost = 0
    AND ListCost = 0
    AND ContractedCost = 0
    AND x_AmortizedCost = 0
)
