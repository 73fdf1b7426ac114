(
    SELECT
        n.*,
        e.line_type,
        e.bill_type,
        e.quantity,
        e.unblended,
        e.billed,
        e.amortized,
        e.effective,
        e.listed,
        e.meter
    FROM line AS n
    JOIN detail AS e ON e.id = n.detail
) AS l
JOIN detail AS d ON d.id = l.detail
JOIN meter AS m ON m.id = l.meter
JOIN tagset AS t ON t.id = 2 * l.meter + l.late
JOIN task AS p ON p.id = l.task
LEFT JOIN commitment AS c ON c.id = d.commitment
