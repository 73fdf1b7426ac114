-- What usage at on-demand rates, of the kinds that the commitment covered, cost in each hour of the window.
WITH known AS (
    SELECT * FROM {mart} WHERE ChargeHour >= {start} AND ChargeHour < {end}
),
covered AS (
    SELECT DISTINCT x_ServiceCode, RegionId, x_InstanceFamily, x_DatabaseEngine
    FROM known
    WHERE CommitmentDiscountId = $commitment
)
SELECT
    known.ChargeHour,
    coalesce(SUM(known.EffectiveCost) FILTER (
        WHERE known.PricingCategory = 'Standard' AND covered.x_ServiceCode IS NOT NULL
    ), 0)
FROM known
LEFT JOIN covered
    ON known.x_ServiceCode = covered.x_ServiceCode
    AND known.RegionId IS NOT DISTINCT FROM covered.RegionId
    AND known.x_InstanceFamily IS NOT DISTINCT FROM covered.x_InstanceFamily
    AND known.x_DatabaseEngine IS NOT DISTINCT FROM covered.x_DatabaseEngine
GROUP BY 1
