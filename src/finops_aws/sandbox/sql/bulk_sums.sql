SELECT
    m.account_id,
    m.product_code,
    m.terms,
    count(*),
    sum(l.unblended),
    sum(l.billed)
FROM bulk AS l
JOIN meter AS m ON m.id = l.meter
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
