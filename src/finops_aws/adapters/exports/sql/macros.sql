-- Exact numbers. A number is kept with 12 decimals; digits beyond are rounded half-even, once.

-- Text that visibly has no more than 12 decimals: a direct cast is exact. A minus sign may be that of an
-- exponent (1.3E-13), so such text is looked at more closely.
CREATE OR REPLACE TEMP MACRO is_plain_text(number) AS
    number IS NULL OR (length(number) - instr(number, '.') <= 12 AND NOT contains(number, '-'));

-- A DOUBLE whose direct cast gives the decimals of its shortest text: casting multiplies by 10^12, which is
-- right below 2,000 (2,000 × 10^12 < 2^51) and for integers below 30 million (× 5^12 < 2^53).
CREATE OR REPLACE TEMP MACRO is_plain_double(number, direct) AS
    number IS NULL
    OR (abs(number) < 2000 AND CAST(direct AS DOUBLE) = number)
    OR (abs(number) < 30000000 AND trunc(number) = number);

-- Any text: one rounding, half-even, at the twelfth decimal. Numbers too large for 24 decimals round half-up.
CREATE OR REPLACE TEMP MACRO exact_text(number) AS
    coalesce(
        CAST(round_even(TRY_CAST(number AS DECIMAL(38, 24)), 12) AS DECIMAL(38, 12)),
        CAST(number AS DECIMAL(38, 12))
    );

-- What rounding took away: 0 when nothing was beyond the twelfth decimal.
CREATE OR REPLACE TEMP MACRO rounded_off(number) AS
    coalesce(TRY_CAST(number AS DECIMAL(38, 24)) - TRY_CAST(exact_text(number) AS DECIMAL(38, 24)), 0);

CREATE OR REPLACE TEMP MACRO is_discount_type(line_item_type) AS
    line_item_type IN (
        'EdpDiscount', 'PrivateRateDiscount', 'BundledDiscount', 'Discount', 'SppDiscount', 'RiVolumeDiscount'
    );

-- What a discount line and the line it belongs to have in common.
CREATE OR REPLACE TEMP MACRO discount_key(account, product, usage_type, operation, resource, start, invoice) AS
    concat_ws(
        '|', coalesce(account, ''), coalesce(product, ''), coalesce(usage_type, ''), coalesce(operation, ''),
        coalesce(resource, ''), start, coalesce(invoice, '')
    );
