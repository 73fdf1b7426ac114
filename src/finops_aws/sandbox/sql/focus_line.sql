CREATE OR REPLACE TEMP TABLE line AS
SELECT
    l.*
FROM line AS l
JOIN detail AS d ON d.id = l.detail
WHERE d.line_type <> 'SavingsPlanNegation'
    AND NOT d.child
UNION ALL
SELECT
    l.* REPLACE (TRUE AS unused)
FROM line AS l
JOIN detail AS d ON d.id = l.detail
WHERE d.line_type IN ('RIFee', 'SavingsPlanRecurringFee')
    AND d.effective <> 0
