-- One row per line item of a Cost and Usage Report, in FOCUS 1.2 columns and x_ columns beside.
-- `report` holds the report's columns under their CUR 2.0 names, typed; `services` is the catalogue;
-- $has_net says whether the report has net columns.
-- Every row is final but for three things that depend on other rows of the month and are completed
-- afterwards (complete/*.sql): rows for the unused part of a commitment, Savings Plan negation that does
-- not cancel, and the contracted price of usage under a reservation.
WITH lines AS (
    SELECT
        *,
        coalesce(savings_plan_savings_plan_a_r_n, reservation_reservation_a_r_n) AS commitment_id,
        savings_plan_savings_plan_a_r_n IS NOT NULL AS is_savings_plan,
        line_item_line_item_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage') AS is_consumption,
        line_item_line_item_type IN ('Fee', 'RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee') AS is_fee,
        is_discount_type(line_item_line_item_type) AS is_discount,
        coalesce(line_item_operation IN ('EKSPod-EC2', 'ECSTask-EC2') AND line_item_unblended_cost = 0, false)
            AS is_split_child,
        -- a tax is on a charge, and a discount that names no usage type is on no single one
        line_item_line_item_type <> 'Tax'
            AND NOT (line_item_line_item_type = 'Refund' AND line_item_tax_type IS NOT NULL)
            AND NOT (is_discount_type(line_item_line_item_type) AND line_item_usage_type IS NULL) AS has_sku,
        CASE
            WHEN $has_net AND is_discount_type(line_item_line_item_type) THEN coalesce(line_item_net_unblended_cost, CAST(0 AS DECIMAL(38, 12)))
            ELSE coalesce(line_item_net_unblended_cost, line_item_unblended_cost)
        END AS net_cost
    FROM report
)
SELECT
    -- whose bill
    bill_payer_account_id AS BillingAccountId,
    coalesce(bill_payer_account_name, bill_payer_account_id) AS BillingAccountName,
    'Payer' AS BillingAccountType,
    line_item_usage_account_id AS SubAccountId,
    coalesce(line_item_usage_account_name, line_item_usage_account_id) AS SubAccountName,
    'Linked' AS SubAccountType,
    line_item_currency_code AS BillingCurrency,
    bill_billing_period_start_date AS BillingPeriodStart,
    bill_billing_period_end_date AS BillingPeriodEnd,
    bill_invoice_id AS InvoiceId,
    coalesce(bill_invoicing_entity, line_item_legal_entity, 'Amazon Web Services, Inc.') AS InvoiceIssuerName,
    'AWS' AS ProviderName,
    coalesce(line_item_legal_entity, 'Amazon Web Services, Inc.') AS PublisherName,
    -- what kind of charge
    CASE
        WHEN line_item_line_item_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation')
            THEN 'Usage'
        WHEN line_item_line_item_type IN ('Fee', 'RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee')
            THEN 'Purchase'
        WHEN line_item_line_item_type = 'Tax' THEN 'Tax'
        WHEN line_item_line_item_type = 'Credit' OR is_discount THEN 'Credit'
        WHEN line_item_line_item_type = 'Refund' AND line_item_tax_type IS NOT NULL THEN 'Tax'
        WHEN line_item_line_item_type = 'Refund' AND commitment_id IS NOT NULL THEN 'Purchase'
        WHEN line_item_line_item_type = 'Refund' THEN 'Usage'
        ELSE 'Adjustment'
    END AS ChargeCategory,
    CASE
        WHEN line_item_line_item_type = 'Refund'
            AND (bill_bill_type = 'Refund' OR line_item_usage_start_date < bill_billing_period_start_date)
            THEN 'Correction'
    END AS ChargeClass,
    CASE
        WHEN line_item_line_item_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation')
            THEN 'Usage-Based'
        WHEN line_item_line_item_type IN ('RIFee', 'SavingsPlanRecurringFee') THEN 'Recurring'
        ELSE 'One-Time'
    END AS ChargeFrequency,
    coalesce(line_item_line_item_description, line_item_usage_type, line_item_line_item_type) AS ChargeDescription,
    line_item_usage_start_date AS ChargePeriodStart,
    line_item_usage_end_date AS ChargePeriodEnd,
    -- money
    CAST(
        CASE
            WHEN line_item_line_item_type IN ('SavingsPlanCoveredUsage', 'SavingsPlanNegation') THEN 0
            ELSE net_cost
        END AS DECIMAL(38, 12)
    ) AS BilledCost,
    CAST(
        CASE line_item_line_item_type
            WHEN 'Usage' THEN net_cost
            WHEN 'DiscountedUsage' THEN coalesce(reservation_net_effective_cost, reservation_effective_cost)
            WHEN 'SavingsPlanCoveredUsage'
                THEN coalesce(savings_plan_net_savings_plan_effective_cost, savings_plan_savings_plan_effective_cost)
            WHEN 'SavingsPlanNegation' THEN 0
            WHEN 'SavingsPlanUpfrontFee' THEN 0
            WHEN 'SavingsPlanRecurringFee' THEN 0
            WHEN 'RIFee' THEN 0
            ELSE CASE
                WHEN line_item_line_item_type IN ('Fee', 'Refund') AND commitment_id IS NOT NULL THEN 0
                ELSE net_cost
            END
        END AS DECIMAL(38, 12)
    ) AS EffectiveCost,
    CAST(
        CASE line_item_line_item_type
            WHEN 'Usage' THEN CASE
                WHEN is_split_child THEN 0
                ELSE coalesce(nullif(pricing_public_on_demand_cost, 0), line_item_unblended_cost)
            END
            WHEN 'DiscountedUsage' THEN coalesce(nullif(pricing_public_on_demand_cost, 0), line_item_unblended_cost)
            WHEN 'SavingsPlanCoveredUsage' THEN coalesce(nullif(pricing_public_on_demand_cost, 0), line_item_unblended_cost)
            WHEN 'SavingsPlanNegation' THEN 0
            ELSE CASE
                WHEN line_item_line_item_type IN ('Tax', 'Credit', 'Refund')
                    THEN net_cost
                WHEN is_discount THEN 0
                ELSE line_item_unblended_cost
            END
        END AS DECIMAL(38, 12)
    ) AS ListCost,
    CAST(
        CASE line_item_line_item_type
            WHEN 'Usage' THEN net_cost
            WHEN 'DiscountedUsage' THEN coalesce(nullif(pricing_public_on_demand_cost, 0), line_item_unblended_cost)
            WHEN 'SavingsPlanCoveredUsage' THEN CASE
                WHEN coalesce(nullif(pricing_public_on_demand_cost, 0), line_item_unblended_cost) = line_item_unblended_cost
                    OR line_item_unblended_cost = 0 THEN net_cost
                ELSE pricing_public_on_demand_cost * CAST(net_cost AS DOUBLE) / CAST(line_item_unblended_cost AS DOUBLE)
            END
            WHEN 'SavingsPlanNegation' THEN 0
            ELSE net_cost
        END AS DECIMAL(38, 12)
    ) AS ContractedCost,
    line_item_unblended_cost AS x_UnblendedCost,
    CAST(
        CASE line_item_line_item_type
            WHEN 'Usage' THEN line_item_unblended_cost
            WHEN 'DiscountedUsage' THEN reservation_effective_cost
            WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
            WHEN 'SavingsPlanNegation' THEN 0
            WHEN 'SavingsPlanUpfrontFee' THEN 0
            WHEN 'SavingsPlanRecurringFee' THEN 0
            WHEN 'RIFee' THEN 0
            ELSE CASE
                WHEN line_item_line_item_type IN ('Fee', 'Refund') AND commitment_id IS NOT NULL THEN 0
                ELSE line_item_unblended_cost
            END
        END AS DECIMAL(38, 12)
    ) AS x_AmortizedCost,
    net_cost AS x_NetUnblendedCost,
    line_item_net_unblended_cost IS NOT NULL AS x_IsNetStated,
    discount_total_discount AS x_TotalDiscount,
    line_item_blended_cost AS x_BlendedCost,
    CASE line_item_line_item_type WHEN 'Credit' THEN 'credit' WHEN 'Refund' THEN 'refund' ELSE 'gross' END AS x_Movement,
    CASE
        WHEN line_item_line_item_type = 'DiscountedUsage' THEN 'list'
        ELSE 'line'
    END AS x_ContractedCostSource,
    -- price and quantity
    CASE
        WHEN line_item_line_item_type IN ('DiscountedUsage', 'SavingsPlanCoveredUsage') THEN 'Committed'
        WHEN line_item_line_item_type = 'Usage' AND line_item_usage_type LIKE '%SpotUsage%' THEN 'Dynamic'
        WHEN line_item_line_item_type IN ('Usage', 'Fee', 'RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee')
            THEN 'Standard'
    END AS PricingCategory,
    CASE WHEN is_consumption OR is_fee THEN line_item_usage_amount END AS PricingQuantity,
    CASE WHEN is_consumption OR is_fee THEN coalesce(pricing_unit, 'Units') END AS PricingUnit,
    CASE WHEN is_consumption THEN line_item_usage_amount END AS ConsumedQuantity,
    CASE WHEN is_consumption THEN coalesce(pricing_unit, 'Units') END AS ConsumedUnit,
    CASE WHEN is_consumption THEN pricing_public_on_demand_rate END AS ListUnitPrice,
    CASE
        WHEN line_item_line_item_type = 'Usage' THEN coalesce(line_item_net_unblended_rate, line_item_unblended_rate)
    END AS ContractedUnitPrice,
    coalesce(pricing_currency, line_item_currency_code) AS PricingCurrency,
    CAST(NULL AS DECIMAL(38, 12)) AS PricingCurrencyContractedUnitPrice,
    CAST(NULL AS DECIMAL(38, 12)) AS PricingCurrencyEffectiveCost,
    CAST(NULL AS DECIMAL(38, 12)) AS PricingCurrencyListUnitPrice,
    CASE WHEN has_sku THEN product_sku END AS SkuId,
    CASE WHEN has_sku THEN coalesce(pricing_rate_code, pricing_rate_id) END AS SkuPriceId,
    CASE WHEN has_sku AND product_sku IS NOT NULL THEN line_item_usage_type END AS SkuMeter,
    CAST(NULL AS VARCHAR) AS SkuPriceDetails,
    -- what was bought
    coalesce(
        services.service_name, product_product_name,
        '(unmapped) ' || coalesce(line_item_product_code, 'no product code')
    ) AS ServiceName,
    coalesce(services.service_category, 'Other') AS ServiceCategory,
    coalesce(services.service_subcategory, 'Other (Other)') AS ServiceSubcategory,
    CASE
        WHEN line_item_line_item_type IN ('RIFee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee')
            THEN coalesce(line_item_resource_id, commitment_id)
        WHEN line_item_line_item_type = 'Fee' THEN coalesce(line_item_resource_id, commitment_id)
        ELSE line_item_resource_id
    END AS ResourceId,
    CAST(NULL AS VARCHAR) AS ResourceName,
    CASE
        WHEN line_item_resource_id IS NOT NULL THEN product_product_family
        WHEN NOT is_fee OR commitment_id IS NULL THEN NULL
        WHEN is_savings_plan THEN 'Savings Plan'
        ELSE 'Reserved Instance'
    END AS ResourceType,
    coalesce(product_region_code, product_region) AS RegionId,
    regions.region_name AS RegionName,
    line_item_availability_zone AS AvailabilityZone,
    CAST(NULL AS VARCHAR) AS CapacityReservationId,
    CAST(NULL AS VARCHAR) AS CapacityReservationStatus,
    -- commitments
    CASE WHEN line_item_line_item_type <> 'SavingsPlanNegation' THEN commitment_id END AS CommitmentDiscountId,
    CASE
        WHEN commitment_id IS NULL OR line_item_line_item_type = 'SavingsPlanNegation' THEN NULL
        WHEN is_savings_plan THEN 'Spend'
        ELSE 'Usage'
    END AS CommitmentDiscountCategory,
    CAST(NULL AS VARCHAR) AS CommitmentDiscountName,
    CASE
        WHEN commitment_id IS NULL OR line_item_line_item_type = 'SavingsPlanNegation' THEN NULL
        WHEN is_savings_plan THEN coalesce(savings_plan_offering_type, 'SavingsPlans')
        ELSE 'Reserved Instance'
    END AS CommitmentDiscountType,
    CAST(
        CASE line_item_line_item_type
            WHEN 'Usage' THEN NULL
            WHEN 'DiscountedUsage' THEN coalesce(
                line_item_normalized_usage_amount,
                line_item_usage_amount * line_item_normalization_factor,
                line_item_usage_amount
            )
            WHEN 'SavingsPlanCoveredUsage' THEN savings_plan_savings_plan_effective_cost
            WHEN 'SavingsPlanRecurringFee' THEN line_item_unblended_cost
            WHEN 'SavingsPlanUpfrontFee' THEN line_item_unblended_cost
            WHEN 'RIFee' THEN coalesce(reservation_total_reserved_normalized_units, reservation_total_reserved_units)
            WHEN 'Fee' THEN CASE
                WHEN commitment_id IS NOT NULL
                    THEN coalesce(reservation_total_reserved_normalized_units, reservation_total_reserved_units)
            END
        END AS DECIMAL(38, 12)
    ) AS CommitmentDiscountQuantity,
    CASE
        WHEN CommitmentDiscountQuantity IS NULL THEN NULL
        WHEN is_savings_plan THEN line_item_currency_code
        WHEN coalesce(line_item_normalized_usage_amount, line_item_normalization_factor, reservation_total_reserved_normalized_units)
            IS NOT NULL THEN 'Normalized Hours'
        ELSE 'Hours'
    END AS CommitmentDiscountUnit,
    CASE
        WHEN line_item_line_item_type IN ('DiscountedUsage', 'SavingsPlanCoveredUsage') THEN 'Used'
    END AS CommitmentDiscountStatus,
    commitment_id AS x_CommitmentId,
    CAST(
        CASE line_item_line_item_type
            WHEN 'SavingsPlanRecurringFee' THEN coalesce(savings_plan_recurring_commitment_for_billing_period, 0)
            WHEN 'RIFee' THEN line_item_unblended_cost
        END AS DECIMAL(38, 12)
    ) AS x_CommitmentRecurringFee,
    CAST(
        CASE line_item_line_item_type
            WHEN 'SavingsPlanRecurringFee'
                THEN coalesce(savings_plan_amortized_upfront_commitment_for_billing_period, 0)
            WHEN 'RIFee' THEN coalesce(reservation_amortized_upfront_fee_for_billing_period, 0)
        END AS DECIMAL(38, 12)
    ) AS x_CommitmentAmortizedUpfront,
    CAST(
        CASE line_item_line_item_type
            WHEN 'SavingsPlanRecurringFee' THEN coalesce(
                savings_plan_net_recurring_commitment_for_billing_period,
                savings_plan_recurring_commitment_for_billing_period, 0
            )
            WHEN 'RIFee' THEN net_cost
        END AS DECIMAL(38, 12)
    ) AS x_CommitmentNetRecurringFee,
    CAST(
        CASE line_item_line_item_type
            WHEN 'SavingsPlanRecurringFee' THEN coalesce(
                savings_plan_net_amortized_upfront_commitment_for_billing_period,
                savings_plan_amortized_upfront_commitment_for_billing_period, 0
            )
            WHEN 'RIFee' THEN coalesce(
                reservation_net_amortized_upfront_fee_for_billing_period,
                reservation_amortized_upfront_fee_for_billing_period, 0
            )
        END AS DECIMAL(38, 12)
    ) AS x_CommitmentNetAmortizedUpfront,
    CAST(
        CASE line_item_line_item_type
            WHEN 'SavingsPlanRecurringFee'
                THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
            WHEN 'RIFee'
                -- one of the two may be blank; when both are, what went unused is unknown, not 0
                THEN coalesce(
                    reservation_unused_amortized_upfront_fee_for_billing_period + reservation_unused_recurring_fee,
                    reservation_unused_amortized_upfront_fee_for_billing_period,
                    reservation_unused_recurring_fee
                )
        END AS DECIMAL(38, 12)
    ) AS x_CommitmentUnusedCost,
    CAST(
        CASE line_item_line_item_type
            WHEN 'RIFee' THEN CASE
                WHEN coalesce(
                    reservation_net_unused_amortized_upfront_fee_for_billing_period, reservation_net_unused_recurring_fee,
                    reservation_unused_amortized_upfront_fee_for_billing_period, reservation_unused_recurring_fee
                ) IS NOT NULL
                    THEN coalesce(
                        reservation_net_unused_amortized_upfront_fee_for_billing_period,
                        reservation_unused_amortized_upfront_fee_for_billing_period, 0
                    ) + coalesce(reservation_net_unused_recurring_fee, reservation_unused_recurring_fee, 0)
            END
        END AS DECIMAL(38, 12)
    ) AS x_CommitmentNetUnusedCost,
    CAST(
        CASE line_item_line_item_type
            WHEN 'SavingsPlanRecurringFee'
                THEN savings_plan_total_commitment_to_date - savings_plan_used_commitment
            WHEN 'RIFee' THEN coalesce(reservation_unused_normalized_unit_quantity, reservation_unused_quantity)
        END AS DECIMAL(38, 12)
    ) AS x_CommitmentUnusedQuantity,
    coalesce(savings_plan_payment_option, pricing_purchase_option) AS x_CommitmentPaymentOption,
    coalesce(savings_plan_purchase_term, pricing_lease_contract_length) AS x_CommitmentTerm,
    coalesce(savings_plan_start_time, reservation_start_time) AS x_CommitmentStart,
    coalesce(savings_plan_end_time, reservation_end_time) AS x_CommitmentEnd,
    -- what AWS says and FOCUS does not
    line_item_line_item_type AS x_LineItemType,
    line_item_product_code AS x_ServiceCode,
    line_item_usage_type AS x_UsageType,
    line_item_operation AS x_Operation,
    coalesce(bill_billing_entity, 'AWS') AS x_BillingEntity,
    bill_bill_type AS x_BillType,
    product_product_family AS x_ProductFamily,
    product_instance_type AS x_InstanceType,
    coalesce(product_instance_type_family, nullif(split_part(product_instance_type, '.', 1), product_instance_type))
        AS x_InstanceFamily,
    product_operating_system AS x_OperatingSystem,
    product_tenancy AS x_Tenancy,
    product_database_engine AS x_DatabaseEngine,
    product_deployment_option AS x_DeploymentOption,
    product_from_region_code AS x_FromRegion,
    product_to_region_code AS x_ToRegion,
    input_rounding AS x_InputRounding,
    is_split_child AS x_IsSplitChild,
    split_line_item_parent_resource_id AS x_SplitParentResourceId,
    split_line_item_split_cost AS x_SplitCost,
    split_line_item_unused_cost AS x_SplitUnusedCost,
    coalesce(split_line_item_net_split_cost, split_line_item_split_cost) AS x_NetSplitCost,
    coalesce(split_line_item_net_unused_cost, split_line_item_unused_cost) AS x_NetSplitUnusedCost,
    split_line_item_split_usage_ratio AS x_SplitUsageRatio/* tags */
FROM lines
LEFT JOIN services ON lines.line_item_product_code = services.product_code
LEFT JOIN regions ON coalesce(lines.product_region_code, lines.product_region) = regions.region_code
