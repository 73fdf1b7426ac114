-- What each Savings Plan's unused commitment costs net of discounts, hour by hour.
-- AWS states the month's fee net but the unused part only gross: one division gives the share
-- net fee ÷ gross fee; the last hour takes the remainder, so that covered + unused = net fee.
-- The remainder is trusted only as far as rounding of the lines explains it (1e-9 a line).
CREATE OR REPLACE TEMP TABLE unused_hours AS
WITH hours AS (
    SELECT
        x_CommitmentId AS plan,
        ChargePeriodStart AS hour,
        SUM(x_CommitmentUnusedCost) AS unused,
        SUM(x_CommitmentRecurringFee + x_CommitmentAmortizedUpfront) AS fee,
        SUM(x_CommitmentNetRecurringFee + x_CommitmentNetAmortizedUpfront) AS net_fee
    FROM charges
    WHERE x_LineItemType = 'SavingsPlanRecurringFee'
    GROUP BY 1, 2
),
plans AS (
    SELECT
        plan,
        SUM(unused) AS unused,
        SUM(fee) AS fee,
        SUM(net_fee) AS net_fee,
        MAX(hour) AS last_hour
    FROM hours
    GROUP BY 1
),
covered AS (
    SELECT
        x_CommitmentId AS plan,
        SUM(EffectiveCost) AS net_covered,
        COUNT(*) AS lines
    FROM charges
    WHERE x_LineItemType = 'SavingsPlanCoveredUsage'
    GROUP BY 1
),
shares AS (
    SELECT
        hours.plan,
        hours.hour,
        hours.unused,
        plans.fee,
        hours.hour = plans.last_hour AS is_last,
        CASE
            WHEN plans.fee = 0 THEN hours.unused
            WHEN plans.fee = plans.net_fee THEN hours.unused
            ELSE CAST(round_even(CAST(hours.unused * (CAST(plans.net_fee AS DOUBLE) / CAST(plans.fee AS DOUBLE)) AS DECIMAL(38, 16)), 12) AS DECIMAL(38, 12))
        END AS net_unused,
        plans.net_fee - coalesce(covered.net_covered, 0) AS net_left,
        CASE WHEN plans.fee = 0 THEN 0 ELSE plans.unused * (CAST(plans.net_fee AS DOUBLE) / CAST(plans.fee AS DOUBLE)) END
            AS net_expected,
        coalesce(covered.lines, 0) AS lines
    FROM hours
    JOIN plans ON hours.plan = plans.plan
    LEFT JOIN covered ON hours.plan = covered.plan
)
SELECT
    plan,
    hour,
    unused,
    fee = 0 AS has_no_fee,
    CAST(
        CASE
            WHEN is_last AND fee <> 0 AND abs(net_left - net_expected) <= lines * 1e-9
                THEN net_left - (SUM(net_unused) OVER (PARTITION BY plan) - net_unused)
            ELSE net_unused
        END AS DECIMAL(38, 12)
    ) AS net_unused
FROM shares
