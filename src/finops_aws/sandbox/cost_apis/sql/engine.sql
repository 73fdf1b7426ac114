INSERT INTO fact
WITH worked AS (
    SELECT
        start_at::DATE AS day,
        pattern,
        late,
        count(*) AS hours
    FROM hour
    GROUP BY ALL
)
SELECT
    w.day,
    d.meter,
    w.late,
    d.line_type,
    d.commitment,
    NULL,
    sum(w.hours * d.quantity),
    sum(w.hours * d.unblended),
    sum(w.hours * d.amortized),
    sum(w.hours * d.billed),
    sum(w.hours * d.effective),
    sum(w.hours * d.listed),
    sum(w.hours * coalesce(d.normalized, 0))
FROM worked AS w
JOIN detail AS d ON d.pattern = w.pattern
WHERE NOT d.child
GROUP BY ALL
