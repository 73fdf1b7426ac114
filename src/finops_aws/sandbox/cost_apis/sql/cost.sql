CREATE VIEW cost AS
SELECT
    f.*,
    CASE WHEN f.line_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage') THEN f.quantity ELSE 0 END
        AS used,
    m.unit,
    m.family,
    m.account_id AS linked_account,
    m.account_name AS linked_account_name,
    CASE f.line_type WHEN 'Tax' THEN 'Tax' ELSE n.service END AS service,
    m.product_code AS service_code,
    m.region,
    coalesce(m.zone, 'NoAZ') AS az,
    coalesce(m.usage_type, 'NoUsageType') AS usage_type,
    coalesce(m.operation, 'NoOperation') AS operation,
    coalesce(m.instance_type, 'NoInstanceType') AS instance_type,
    CASE WHEN m.instance_type IS NULL THEN 'NoInstanceTypeFamily'
        ELSE regexp_replace(m.instance_type, '\.[^.]+$', '') END AS instance_type_family,
    m.billing_entity,
    m.legal_entity AS legal_entity_name,
    CASE
        WHEN f.line_type = 'Fee' AND m.product_code LIKE 'AWSSupport%' THEN 'Support'
        WHEN f.line_type = 'EdpDiscount' THEN 'Enterprise Discount Program Discount'
        WHEN f.line_type = 'PrivateRateDiscount' THEN 'Private Rate Discount'
        WHEN f.line_type = 'BundledDiscount' THEN 'Bundled Discount'
        WHEN f.line_type = 'SppDiscount' THEN 'Solution Provider Program Discount'
        ELSE f.line_type
    END AS record_type,
    CASE
        WHEN f.line_type LIKE 'SavingsPlan%' THEN 'Savings Plans'
        WHEN f.line_type IN ('DiscountedUsage', 'RIFee') OR f.commitment IS NOT NULL
            THEN 'Standard Reserved Instances'
        WHEN m.usage_type LIKE '%SpotUsage:%' THEN 'Spot Instances'
        ELSE 'On Demand Instances'
    END AS purchase_type,
    m.cost_category,
    t.tags
FROM fact AS f
JOIN meter AS m ON m.id = f.meter
JOIN tagset AS t ON t.id = 2 * f.meter + f.late
JOIN service AS n ON n.meter = f.meter
