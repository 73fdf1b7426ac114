(
    SELECT
        b.meter,
        b.tagset,
        b.quantity,
        b.unblended,
        b.billed,
        b.unblended AS listed,
        b.unblended AS amortized,
        b.billed AS effective,
        h.start_at,
        h.stop_at,
        h.interval,
        $invoice AS invoice,
        (b.hour * 100000 + b.series) * 4 + 1 AS number
    FROM bulk AS b
    JOIN hour AS h ON h.id = b.hour
) AS l
JOIN meter AS m ON m.id = l.meter
JOIN tagset AS t ON t.id = l.tagset
