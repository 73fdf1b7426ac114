INSERT INTO fact
SELECT
    h.start_at::DATE,
    b.meter,
    h.late,
    'Usage',
    NULL,
    b.series,
    sum(b.quantity),
    sum(b.unblended),
    sum(b.unblended),
    sum(b.billed),
    sum(b.billed),
    sum(b.unblended),
    0
FROM bulk AS b
JOIN hour AS h ON h.id = b.hour
GROUP BY ALL
