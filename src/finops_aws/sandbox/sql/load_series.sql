$action
SELECT
    *
FROM read_csv(?, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'id': 'BIGINT', 'meter': 'BIGINT', 'birth': 'BIGINT', 'death': 'BIGINT', 'base': 'BIGINT',
    'step': 'BIGINT', 'cadence': 'BIGINT', 'phase': 'BIGINT', 'profile': 'BIGINT', 'cap': 'BIGINT',
    'rate': 'BIGINT', 'percent': 'BIGINT'
})
