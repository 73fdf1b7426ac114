SELECT
    date_trunc('month', f.day)::DATE AS month,
    m.account_id,
    m.product_code,
    m.terms,
    sum(f.unblended - f.net)
FROM fact AS f
JOIN meter AS m ON m.id = f.meter
GROUP BY ALL
HAVING sum(f.unblended - f.net) <> 0
ORDER BY ALL
