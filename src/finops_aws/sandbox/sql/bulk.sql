CREATE OR REPLACE TEMP TABLE bulk AS
WITH metered AS (
    SELECT
        h.id AS hour,
        s.id AS series,
        s.meter,
        s.rate,
        s.percent,
        h.late,
        least(
            s.cap,
            s.base * h.loads[s.profile + 1] // 10000
            * CASE
                WHEN s.profile = 0 THEN 1000
                ELSE 900 + (s.id * 1103515245 + h.id * 12345 + $seed * 7919) % 2147483647 * 48271 % 2147483647 % 201
            END // 1000 // s.step * s.step
        ) AS quantity
    FROM hour AS h, series AS s
    WHERE h.id >= $first
        AND h.id < $last
        AND s.birth <= h.id
        AND h.id < s.death
        AND h.number % s.cadence = s.phase
)
SELECT
    hour,
    series,
    meter,
    2 * meter + late AS tagset,
    quantity * 1000000 AS quantity,
    quantity * rate // 10000 AS unblended,
    quantity * rate // 10000 - quantity * rate // 10000 * percent // 100 AS billed
FROM metered
WHERE quantity > 0
