CREATE OR REPLACE TEMP TABLE task AS
SELECT
    *
FROM (VALUES $rows) AS t (
    id, month, delivery, invoice, period_start, period_end, payer_id, payer_name, invoicing_entity
)
