-- A unit as FOCUS spells it: AWS's Hrs is Hours, GB-Mo is GB-Months, Lambda-GB-Second is Lambda GB-Seconds and
-- 1K tokens is 1000 tokens. What is spelled otherwise stays as AWS says it.
CREATE OR REPLACE TEMP MACRO focus_unit(unit) AS
    regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(
                            regexp_replace(unit, '(?i)(^|-)(hrs?|hours?)$', '\1Hours'),
                            '(?i)(^|-)(mo|months?)$', '\1Months'
                        ),
                        '(?i)(^|-)days?$', '\1Days'
                    ),
                    '(?i)(^|-)minutes?$', '\1Minutes'
                ),
                '(?i)(^|-)seconds?$', '\1Seconds'
            ),
            '^([^-]+)-([^-]+-(?:Hours|Months|Days|Minutes|Seconds))$', '\1 \2'
        ),
        '^([0-9]+)K ', '\1000 '
    );

-- Keys and values as a JSON object, those without a value left out.
CREATE OR REPLACE TEMP MACRO json_object_of(pairs) AS
    CAST(to_json(map_from_entries(list_filter(pairs, lambda pair: pair.value IS NOT NULL))) AS VARCHAR);
