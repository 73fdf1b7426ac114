-- The resources with what each cost in one month, found in the bill by ARN or by id.
WITH cost AS (
    SELECT
        SubAccountId AS account,
        ResourceId,
        BillingCurrency AS currency,
        CASE WHEN COUNT(EffectiveCost) = COUNT(*) THEN SUM(EffectiveCost) END AS amount
    FROM {costs}
    GROUP BY 1, 2, 3
),

per_resource AS (
    SELECT account, ResourceId, map_from_entries(list((currency, amount) ORDER BY currency)) AS costs
    FROM cost
    GROUP BY 1, 2
)

SELECT resource.*, coalesce(by_arn.costs, by_id.costs) AS costs
FROM {resources} AS resource
LEFT JOIN per_resource AS by_arn ON by_arn.account = resource.account AND by_arn.ResourceId = resource.arn
LEFT JOIN per_resource AS by_id ON by_id.account = resource.account AND by_id.ResourceId = resource.id
