CREATE TABLE fact (
    day DATE,
    meter BIGINT,
    late BIGINT,
    line_type VARCHAR,
    commitment BIGINT,
    series BIGINT,
    quantity HUGEINT,
    unblended HUGEINT,
    amortized HUGEINT,
    net HUGEINT,
    net_amortized HUGEINT,
    listed HUGEINT,
    units HUGEINT
)
