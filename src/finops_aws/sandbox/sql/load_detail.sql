$action
SELECT
    *
FROM read_csv(?, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'id': 'BIGINT', 'pattern': 'BIGINT', 'month': 'BIGINT', 'start': 'BIGINT', 'stop': 'BIGINT',
    'delivery': 'BIGINT', 'bill_type': 'VARCHAR', 'invoice': 'VARCHAR', 'meter': 'BIGINT',
    'commitment': 'BIGINT', 'line_type': 'VARCHAR', 'child': 'BOOLEAN', 'quantity': 'BIGINT',
    'unblended': 'BIGINT', 'billed': 'BIGINT', 'amortized': 'BIGINT', 'effective': 'BIGINT',
    'listed': 'BIGINT', $detail_columns
})
