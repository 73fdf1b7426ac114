-- One row per day, account, service, region and record type of Cost Explorer, in FOCUS 1.2 columns and x_
-- columns beside. `costs` holds its columns, typed; `names` gives the bill's product code of a service.
-- What Cost Explorer does not tell (resources, usage types, quantities, prices, invoices …) stays unknown.
WITH known (told, line_type) AS (
    -- record types as the API and as the console spell them, without spaces and in lower case
    VALUES
        ('usage', 'Usage'),
        ('discountedusage', 'DiscountedUsage'),
        ('reservationappliedusage', 'DiscountedUsage'),
        ('savingsplancoveredusage', 'SavingsPlanCoveredUsage'),
        ('savingsplannegation', 'SavingsPlanNegation'),
        ('savingsplanrecurringfee', 'SavingsPlanRecurringFee'),
        ('savingsplanupfrontfee', 'SavingsPlanUpfrontFee'),
        ('rifee', 'RIFee'),
        ('recurringreservationfee', 'RIFee'),
        ('fee', 'Fee'),
        ('upfront', 'Fee'),
        ('upfrontreservationfee', 'Fee'),
        ('support', 'Fee'),
        ('supportfee', 'Fee'),
        ('tax', 'Tax'),
        ('credit', 'Credit'),
        ('refund', 'Refund'),
        ('edpdiscount', 'EdpDiscount'),
        ('enterprisediscountprogramdiscount', 'EdpDiscount'),
        ('privateratediscount', 'PrivateRateDiscount'),
        ('privateratecarddiscount', 'PrivateRateDiscount'),
        ('bundleddiscount', 'BundledDiscount'),
        ('discount', 'Discount'),
        ('sppdiscount', 'SppDiscount'),
        ('solutionproviderprogramdiscount', 'SppDiscount'),
        ('rivolumediscount', 'RiVolumeDiscount')
),
lines AS (
    SELECT
        costs.*,
        coalesce(known.line_type, costs.RECORD_TYPE) AS line_type,
        coalesce(costs.NetUnblendedCost, costs.UnblendedCost) AS net_cost,
        coalesce(costs.NetAmortizedCost, costs.AmortizedCost) AS net_amortized_cost,
        names.product_code AS code,
        date_trunc('month', costs.TimePeriodStart) AS month
    FROM costs
    LEFT JOIN known ON known.told = lower(regexp_replace(costs.RECORD_TYPE, '[^A-Za-z]', '', 'g'))
    LEFT JOIN $names ON names.service = costs.SERVICE
),
covered AS (
    SELECT
        *,
        line_type IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation') AS is_covered,
        SUM(net_cost) OVER (
            PARTITION BY
                TimePeriodStart, LINKED_ACCOUNT, SERVICE, REGION,
                line_type IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation')
        ) AS day_cost
    FROM lines
)
SELECT
    PAYER AS BillingAccountId,
    PAYER AS BillingAccountName,
    'Payer' AS BillingAccountType,
    LINKED_ACCOUNT AS SubAccountId,
    coalesce(LINKED_ACCOUNT_NAME, LINKED_ACCOUNT) AS SubAccountName,
    'Linked' AS SubAccountType,
    Unit AS BillingCurrency,
    CAST(month AS TIMESTAMP) AS BillingPeriodStart,
    CAST(month + INTERVAL '1' MONTH AS TIMESTAMP) AS BillingPeriodEnd,
    CAST(NULL AS VARCHAR) AS InvoiceId,
    CAST(NULL AS VARCHAR) AS InvoiceIssuerName,
    'AWS' AS ProviderName,
    CAST(NULL AS VARCHAR) AS PublisherName,
    CASE
        WHEN line_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation') THEN 'Usage'
        WHEN line_type IN ('Fee', 'RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee') THEN 'Purchase'
        WHEN line_type = 'Tax' THEN 'Tax'
        WHEN line_type = 'Credit' OR is_discount_type(line_type) THEN 'Credit'
        WHEN line_type = 'Refund' AND SERVICE = 'Tax' THEN 'Tax'
        WHEN line_type = 'Refund' THEN 'Usage'
        ELSE 'Adjustment'
    END AS ChargeCategory,
    CAST(NULL AS VARCHAR) AS ChargeClass,
    CASE
        WHEN line_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation')
            THEN 'Usage-Based'
        WHEN line_type IN ('RIFee', 'SavingsPlanRecurringFee') THEN 'Recurring'
        ELSE 'One-Time'
    END AS ChargeFrequency,
    SERVICE || ', ' || RECORD_TYPE AS ChargeDescription,
    TimePeriodStart AS ChargePeriodStart,
    TimePeriodEnd AS ChargePeriodEnd,
    -- covered usage is paid by its plan: where its negation cancels it, neither is billed
    CAST(CASE WHEN is_covered AND day_cost = 0 THEN 0 ELSE net_cost END AS DECIMAL(38, 12)) AS BilledCost,
    net_amortized_cost AS EffectiveCost,
    CAST(NULL AS DECIMAL(38, 12)) AS ListCost,
    CAST(NULL AS DECIMAL(38, 12)) AS ContractedCost,
    UnblendedCost AS x_UnblendedCost,
    AmortizedCost AS x_AmortizedCost,
    net_cost AS x_NetUnblendedCost,
    NetUnblendedCost IS NOT NULL AS x_IsNetStated,
    CAST(NULL AS DECIMAL(38, 12)) AS x_TotalDiscount,
    CAST(NULL AS DECIMAL(38, 12)) AS x_BlendedCost,
    CASE line_type WHEN 'Credit' THEN 'credit' WHEN 'Refund' THEN 'refund' ELSE 'gross' END AS x_Movement,
    'cost-explorer' AS x_ContractedCostSource,
    CASE
        WHEN line_type IN ('DiscountedUsage', 'SavingsPlanCoveredUsage') THEN 'Committed'
        WHEN line_type IN ('Fee', 'RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee') THEN 'Standard'
    END AS PricingCategory,
    CAST(NULL AS DECIMAL(38, 12)) AS PricingQuantity,
    CAST(NULL AS VARCHAR) AS PricingUnit,
    CAST(NULL AS DECIMAL(38, 12)) AS ConsumedQuantity,
    CAST(NULL AS VARCHAR) AS ConsumedUnit,
    CAST(NULL AS DECIMAL(38, 12)) AS ListUnitPrice,
    CAST(NULL AS DECIMAL(38, 12)) AS ContractedUnitPrice,
    Unit AS PricingCurrency,
    CAST(NULL AS DECIMAL(38, 12)) AS PricingCurrencyContractedUnitPrice,
    CAST(NULL AS DECIMAL(38, 12)) AS PricingCurrencyEffectiveCost,
    CAST(NULL AS DECIMAL(38, 12)) AS PricingCurrencyListUnitPrice,
    CAST(NULL AS VARCHAR) AS SkuId,
    CAST(NULL AS VARCHAR) AS SkuPriceId,
    CAST(NULL AS VARCHAR) AS SkuMeter,
    CAST(NULL AS VARCHAR) AS SkuPriceDetails,
    CASE
        WHEN code IS NOT NULL THEN coalesce(services.service_name, SERVICE)
        -- all taxes are one service here: on what they were raised is not told
        WHEN SERVICE = 'Tax' THEN 'Tax'
        ELSE '(unmapped) ' || coalesce(SERVICE, 'no service name')
    END AS ServiceName,
    coalesce(services.service_category, 'Other') AS ServiceCategory,
    coalesce(services.service_subcategory, 'Other (Other)') AS ServiceSubcategory,
    CAST(NULL AS VARCHAR) AS ResourceId,
    CAST(NULL AS VARCHAR) AS ResourceName,
    CAST(NULL AS VARCHAR) AS ResourceType,
    REGION AS RegionId,
    regions.region_name AS RegionName,
    CAST(NULL AS VARCHAR) AS AvailabilityZone,
    CAST(NULL AS VARCHAR) AS CapacityReservationId,
    CAST(NULL AS VARCHAR) AS CapacityReservationStatus,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountId,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountCategory,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountName,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountType,
    CAST(NULL AS DECIMAL(38, 12)) AS CommitmentDiscountQuantity,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountUnit,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountStatus,
    CAST(NULL AS VARCHAR) AS x_CommitmentId,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentRecurringFee,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentAmortizedUpfront,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentNetRecurringFee,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentNetAmortizedUpfront,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentUnusedCost,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentNetUnusedCost,
    CAST(NULL AS DECIMAL(38, 12)) AS x_CommitmentUnusedQuantity,
    CAST(NULL AS VARCHAR) AS x_CommitmentPaymentOption,
    CAST(NULL AS VARCHAR) AS x_CommitmentTerm,
    CAST(NULL AS TIMESTAMP) AS x_CommitmentStart,
    CAST(NULL AS TIMESTAMP) AS x_CommitmentEnd,
    line_type AS x_LineItemType,
    coalesce(code, SERVICE) AS x_ServiceCode,
    CAST(NULL AS VARCHAR) AS x_UsageType,
    CAST(NULL AS VARCHAR) AS x_Operation,
    CAST(NULL AS VARCHAR) AS x_BillingEntity,
    CAST(NULL AS VARCHAR) AS x_BillType,
    CAST(NULL AS VARCHAR) AS x_ProductFamily,
    CAST(NULL AS VARCHAR) AS x_InstanceType,
    CAST(NULL AS VARCHAR) AS x_InstanceFamily,
    CAST(NULL AS VARCHAR) AS x_OperatingSystem,
    CAST(NULL AS VARCHAR) AS x_Tenancy,
    CAST(NULL AS VARCHAR) AS x_DatabaseEngine,
    CAST(NULL AS VARCHAR) AS x_DeploymentOption,
    CAST(NULL AS VARCHAR) AS x_FromRegion,
    CAST(NULL AS VARCHAR) AS x_ToRegion,
    input_rounding AS x_InputRounding,
    false AS x_IsSplitChild,
    CAST(NULL AS VARCHAR) AS x_SplitParentResourceId,
    CAST(NULL AS DECIMAL(38, 12)) AS x_SplitCost,
    CAST(NULL AS DECIMAL(38, 12)) AS x_SplitUnusedCost,
    CAST(NULL AS DECIMAL(38, 12)) AS x_NetSplitCost,
    CAST(NULL AS DECIMAL(38, 12)) AS x_NetSplitUnusedCost,
    CAST(NULL AS DECIMAL(38, 12)) AS x_SplitUsageRatio/* tags */
FROM covered
LEFT JOIN services ON covered.code = services.product_code
LEFT JOIN regions ON covered.REGION = regions.region_code
