-- A bill with exact decimals and its cost bases; has_net says whether the export has net columns.
CREATE VIEW bill AS
WITH amounts AS (
    SELECT
        *,
        line_item_line_item_type AS kind,
        coalesce(line_item_operation, '') = 'EKSPod-EC2' AS child,
        coalesce(reservation_reservation_a_r_n, '') <> ''
        OR coalesce(savings_plan_savings_plan_a_r_n, '') <> '' AS bought,
        exact(line_item_unblended_cost) AS unblended,
        exact(pricing_public_on_demand_cost) AS listed,
        coalesce(exact(savings_plan_recurring_commitment_for_billing_period), 0)
        + coalesce(exact(savings_plan_amortized_upfront_commitment_for_billing_period), 0) AS plan_fee,
        coalesce(exact(savings_plan_net_recurring_commitment_for_billing_period), 0)
        + coalesce(exact(savings_plan_net_amortized_upfront_commitment_for_billing_period), 0) AS net_plan_fee,
        exact(savings_plan_total_commitment_to_date) - exact(savings_plan_used_commitment) AS plan_unused,
        CASE
            WHEN NOT has_net() THEN exact(line_item_unblended_cost)
            WHEN line_item_line_item_type IN ('EdpDiscount', 'PrivateRateDiscount', 'BundledDiscount')
                THEN coalesce(exact(line_item_net_unblended_cost), 0)
            ELSE coalesce(exact(line_item_net_unblended_cost), exact(line_item_unblended_cost))
        END AS net
    FROM raw
),

spread AS (
    SELECT
        *,
        CASE kind
            WHEN 'DiscountedUsage' THEN exact(reservation_effective_cost)
            WHEN 'RIFee'
                THEN exact(reservation_unused_amortized_upfront_fee_for_billing_period)
                    + exact(reservation_unused_recurring_fee)
            WHEN 'SavingsPlanCoveredUsage' THEN exact(savings_plan_savings_plan_effective_cost)
            WHEN 'SavingsPlanRecurringFee' THEN plan_unused
            WHEN 'SavingsPlanNegation' THEN 0
            WHEN 'SavingsPlanUpfrontFee' THEN 0
            ELSE CASE WHEN kind IN ('Fee', 'Refund') AND bought THEN 0 ELSE unblended END
        END AS amortized
    FROM amounts
)

SELECT
    *,
    CASE
        WHEN NOT has_net() THEN amortized
        WHEN kind = 'DiscountedUsage' THEN exact(reservation_net_effective_cost)
        WHEN kind = 'RIFee'
            THEN exact(reservation_net_unused_amortized_upfront_fee_for_billing_period)
                + exact(reservation_net_unused_recurring_fee)
        WHEN kind = 'SavingsPlanCoveredUsage' THEN exact(savings_plan_net_savings_plan_effective_cost)
        WHEN kind = 'SavingsPlanRecurringFee'
            THEN CAST(plan_unused * CAST(net_plan_fee * 100 / plan_fee AS DECIMAL(8, 0)) / 100 AS DECIMAL(38, 12))
        WHEN kind IN ('SavingsPlanNegation', 'SavingsPlanUpfrontFee') THEN 0
        WHEN kind IN ('Fee', 'Refund') AND bought THEN 0
        ELSE net
    END AS effective
FROM spread
