-- Exact numbers. A number is kept with 12 decimals; digits beyond are rounded half-even, once.
-- Text is cast directly when it visibly has no more than 12 decimals.
CREATE OR REPLACE TEMP MACRO is_plain(number) AS
    number IS NULL
    OR (length(number) - instr(number, '.') <= 12 AND NOT contains(number, 'E') AND NOT contains(number, 'e'));

CREATE OR REPLACE TEMP MACRO exact_text(number) AS
    CASE
        WHEN is_plain(number) THEN CAST(number AS DECIMAL(38, 12))
        ELSE coalesce(
            CAST(round_even(TRY_CAST(number AS DECIMAL(38, 24)), 12) AS DECIMAL(38, 12)),
            CAST(number AS DECIMAL(38, 12))
        )
    END;

-- A DOUBLE means its shortest text. Below 2,000 the direct cast yields the same 12 decimals (2,000 × 10^12 < 2^51).
CREATE OR REPLACE TEMP MACRO exact_double(number) AS
    CASE
        WHEN number IS NULL THEN NULL
        WHEN abs(number) < 2000 AND CAST(CAST(number AS DECIMAL(38, 12)) AS DOUBLE) = number
            THEN CAST(number AS DECIMAL(38, 12))
        ELSE exact_text(CAST(number AS VARCHAR))
    END;

CREATE OR REPLACE TEMP MACRO is_plain_double(number) AS
    number IS NULL OR (abs(number) < 2000 AND CAST(CAST(number AS DECIMAL(38, 12)) AS DOUBLE) = number);

-- What rounding took away: 0 when nothing was beyond the twelfth decimal.
CREATE OR REPLACE TEMP MACRO rounded_off(number) AS
    coalesce(TRY_CAST(number AS DECIMAL(38, 24)) - exact_text(number), 0);
