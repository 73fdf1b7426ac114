INSERT INTO fact
SELECT
    ($epoch + to_hours(d.start))::DATE,
    d.meter,
    0,
    d.line_type,
    d.commitment,
    NULL,
    d.quantity,
    d.unblended,
    d.amortized,
    d.billed,
    d.effective,
    d.listed,
    0
FROM detail AS d
WHERE d.month IS NOT NULL
    AND NOT d.child
    AND d.delivery <= CASE WHEN d.month IN ($open_months) THEN 1 ELSE 3 END
