$action
SELECT
    * EXCLUDE (cost_category, product, tags_before, tags_after),
    cost_category::JSON::MAP(VARCHAR, VARCHAR) AS cost_category,
    cost_category AS cost_category_json,
    product::JSON::MAP(VARCHAR, VARCHAR) AS product,
    product AS product_json,
    tags_before,
    tags_after
FROM read_csv(?, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'id': 'BIGINT', 'account_id': 'VARCHAR', 'account_name': 'VARCHAR', 'cost_category': 'VARCHAR',
    'product_code': 'VARCHAR', 'product_name': 'VARCHAR', 'service_code': 'VARCHAR', 'family': 'VARCHAR',
    'usage_type': 'VARCHAR', 'operation': 'VARCHAR', 'unit': 'VARCHAR', 'description': 'VARCHAR',
    'rate': 'VARCHAR', 'net_rate': 'VARCHAR', 'rate_ticks': 'BIGINT', 'percent': 'BIGINT', 'terms': 'VARCHAR',
    'region': 'VARCHAR', 'region_name': 'VARCHAR', 'zone': 'VARCHAR', 'resource_id': 'VARCHAR',
    'resource_type': 'VARCHAR', 'legal_entity': 'VARCHAR', 'billing_entity': 'VARCHAR',
    'instance_type': 'VARCHAR', 'instance_family': 'VARCHAR', 'sku': 'VARCHAR', 'rate_code': 'VARCHAR',
    'rate_id': 'VARCHAR', 'category': 'VARCHAR', 'subcategory': 'VARCHAR', 'from_location': 'VARCHAR',
    'from_region': 'VARCHAR', 'to_location': 'VARCHAR', 'product': 'VARCHAR', 'tags_before': 'VARCHAR',
    'tags_after': 'VARCHAR'
})
