-- day × container workload: the parts that split cost allocation data gives of an EC2 line; never in a total
SELECT
    BillingPeriodStart,
    CAST(ChargePeriodStart AS DATE) AS ChargeDay,
    BillingAccountId,
    SubAccountId,
    SubAccountName,
    ServiceName,
    RegionId,
    x_Operation,
    ResourceId,
    x_SplitParentResourceId,
    BillingCurrency{tags},
    SUM(x_SplitCost) AS x_SplitCost,
    SUM(x_SplitUnusedCost) AS x_SplitUnusedCost,
    SUM(x_NetSplitCost) AS x_NetSplitCost,
    SUM(x_NetSplitUnusedCost) AS x_NetSplitUnusedCost,
    COUNT(*) AS x_Lines
FROM {splits}
GROUP BY {keys}
