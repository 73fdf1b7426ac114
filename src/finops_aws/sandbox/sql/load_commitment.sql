$action
SELECT
    *
FROM read_csv(?, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'id': 'BIGINT', 'kind': 'VARCHAR', 'arn': 'VARCHAR', 'payment': 'VARCHAR', 'lease': 'VARCHAR',
    'offering_class': 'VARCHAR', 'start_time': 'VARCHAR', 'end_time': 'VARCHAR', 'region': 'VARCHAR',
    'instance_family': 'VARCHAR', 'count': 'VARCHAR', 'factor': 'VARCHAR', 'subscription': 'VARCHAR',
    'fee': 'BIGINT', 'net_fee': 'BIGINT'
})
