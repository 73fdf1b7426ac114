$action
SELECT
    * EXCLUDE (flat, retail, business, batch),
    [flat, retail, business, batch] AS loads,
    start_at + INTERVAL 1 HOUR AS stop_at
FROM read_csv(?, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'id': 'BIGINT', 'number': 'BIGINT', 'month': 'BIGINT', 'pattern': 'BIGINT', 'start_at': 'TIMESTAMP',
    'interval': 'VARCHAR', 'late': 'BIGINT', 'flat': 'BIGINT', 'retail': 'BIGINT', 'business': 'BIGINT',
    'batch': 'BIGINT'
})
