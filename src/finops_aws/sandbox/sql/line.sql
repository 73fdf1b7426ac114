CREATE OR REPLACE TEMP TABLE line AS
SELECT
    k.id AS task,
    d.id AS detail,
    h.start_at,
    h.stop_at,
    h.interval,
    h.late,
    k.invoice,
    (d.id * 40000 + h.id) * 4 + 2 AS number,
    FALSE AS unused
FROM task AS k
JOIN hour AS h ON h.month = k.month
JOIN detail AS d ON d.pattern = h.pattern
UNION ALL
SELECT
    k.id,
    d.id,
    $epoch + to_hours(d.start),
    $epoch + to_hours(d.stop),
    strftime($epoch + to_hours(d.start), '%Y-%m-%dT%H:%M:%SZ') || '/'
    || strftime($epoch + to_hours(d.stop), '%Y-%m-%dT%H:%M:%SZ'),
    0,
    CASE WHEN k.invoice IS NOT NULL THEN coalesce(d.invoice, k.invoice) END,
    d.id * 4 + 3,
    FALSE
FROM task AS k
JOIN detail AS d ON d.month = k.month AND d.delivery <= k.delivery
