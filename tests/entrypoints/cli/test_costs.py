import re
from decimal import Decimal

import pytest

from finops_aws.domain.charge import CostMetric
from tests.entrypoints.conftest import BilledCompany, Finops

OCTOBER = ("--from", "2026-10")
AMOUNTS = ("gross", "credits", "refunds", "after_credits")


@pytest.mark.parametrize("metric", list(CostMetric))
def test_every_metric_is_asked_for_by_its_own_name(
    finops: Finops, company: BilledCompany, metric: CostMetric
) -> None:
    answer = finops("costs", "--metric", metric.value, "--format", "json", data=company.data).document
    assert answer["question"]["metric"] == metric.value


@pytest.mark.parametrize("granularity", ["day", "month", "total"])
def test_every_granularity_is_asked_for_by_its_own_name(
    finops: Finops, company: BilledCompany, granularity: str
) -> None:
    answer = finops(
        "costs", *OCTOBER, "--granularity", granularity, "--format", "json", data=company.data
    ).document
    buckets = {row["bucket"] for row in answer["rows"]}
    assert {"day": "2026-10-15", "month": "2026-10-01", "total": None}[granularity] in buckets


@pytest.mark.parametrize("metric", ["billed", "effective", "unblended", "amortized"])
@pytest.mark.parametrize(("first", "end"), [("2026-10", "2026-11"), ("2026-11", "2026-12")])
def test_the_total_of_a_month_is_that_of_the_bill(
    finops: Finops, company: BilledCompany, metric: str, first: str, end: str
) -> None:
    options = ["--metric", metric, "--from", first, "--to", end, "--format", "json"]
    answer = finops("costs", *options, data=company.data).document
    (total,) = answer["totals"]
    assert Decimal(total["after_credits"]) == company.totals("total", metric, period=first)[""]
    assert answer["question"]["basis"] == "bills"


@pytest.mark.parametrize(
    ("dimension", "scope"),
    [("x_ServiceCode", "service"), ("SubAccountId", "account"), ("InvoiceId", "invoice")],
)
def test_every_group_is_that_of_the_bill(
    finops: Finops, company: BilledCompany, dimension: str, scope: str
) -> None:
    options = [*OCTOBER, "--by", dimension, "--metric", "billed", "--format", "json"]
    answer = finops("costs", *options, data=company.data).document
    found = {row["keys"][dimension]: Decimal(row["after_credits"]) for row in answer["rows"]}
    wanted = {key.split("|")[0]: amount for key, amount in company.totals(scope, "billed").items()}
    assert {key: amount for key, amount in found.items() if amount} == {
        key: amount for key, amount in wanted.items() if amount
    }


def test_amounts_are_texts_with_every_decimal_and_a_currency(finops: Finops, company: BilledCompany) -> None:
    answer = finops("costs", *OCTOBER, "--by", "ResourceId", "--format", "json", data=company.data).document
    rows = [*answer["rows"], *answer["totals"]]
    amounts = [row[name] for row in rows for name in AMOUNTS]
    assert {type(amount) for amount in amounts} == {str}
    assert [amount for amount in amounts if not re.fullmatch(r"-?\d+(\.\d+)?", amount)] == []
    assert {row["currency"] for row in rows} == {"USD"}
    assert max(len(amount.partition(".")[2]) for amount in amounts) >= 9


def test_gross_credits_and_refunds_are_apart_and_add_up(finops: Finops, company: BilledCompany) -> None:
    answer = finops("costs", *OCTOBER, "--format", "json", data=company.data).document
    for row in [*answer["rows"], *answer["totals"]]:
        gross, credits_, refunds, after = (Decimal(row[name]) for name in AMOUNTS)
        assert gross + credits_ + refunds == after
    (total,) = answer["totals"]
    assert Decimal(total["credits"]) < 0
    assert Decimal(total["refunds"]) < 0


def test_csv_holds_what_json_holds(finops: Finops, company: BilledCompany) -> None:
    options = [*OCTOBER, "--by", "ServiceName,RegionId", "--format"]
    document = finops("costs", *options, "json", data=company.data).document
    header, *rows = finops("costs", *options, "csv", data=company.data).rows
    assert header == ["bucket", "ServiceName", "RegionId", "currency", *AMOUNTS]
    assert rows == [
        ["", *row["keys"].values(), row["currency"], *(row[name] for name in AMOUNTS)]
        for row in document["rows"]
    ]
    assert len(rows) > 15


def test_a_table_shows_the_rounded_amounts_of_the_json(finops: Finops, company: BilledCompany) -> None:
    (total,) = finops("costs", *OCTOBER, "--format", "json", data=company.data).document["totals"]
    table = finops("costs", *OCTOBER, data=company.data).out
    shown = re.search(r"Total +(\S+) +(\S+) +(\S+) +(\S+) +USD", table)
    assert shown
    assert [Decimal(text.replace(",", "")) for text in shown.groups()] == [
        Decimal(total[name]).quantize(Decimal("0.01")) for name in AMOUNTS
    ]
    assert table.count("USD") == len(re.findall(r"-?[\d,]+\.\d\d +USD", table))


def test_a_table_adds_up_what_it_does_not_show(finops: Finops, company: BilledCompany) -> None:
    whole = finops("costs", *OCTOBER, "--format", "json", data=company.data).document
    table = finops("costs", *OCTOBER, "--top", "1", data=company.data).out
    shown = re.search(r"Others \((\d+)\) +(\S+)", table)
    assert shown
    assert int(shown[1]) == len(whole["rows"]) - 1
    rest = sum(Decimal(row["gross"]) for row in whole["rows"][1:])
    assert Decimal(shown[2].replace(",", "")) == rest.quantize(Decimal("0.01"))


def test_amounts_are_whole_on_a_narrow_terminal(finops: Finops, company: BilledCompany) -> None:
    by = "ServiceName,RegionId,SubAccountName,tag:team"
    (total,) = finops("costs", "--by", by, "--format", "json", data=company.data).document["totals"]
    table = finops("costs", "--by", by, data=company.data, COLUMNS="80").out
    assert f"{Decimal(total['gross']):,.2f}" in table
    assert "…" not in table


def test_without_dates_the_last_month_is_shown(finops: Finops, company: BilledCompany) -> None:
    answer = finops("costs", "--format", "json", data=company.data).document
    assert (answer["question"]["start"], answer["question"]["end"]) == ("2026-11-01", "2026-12-01")


def test_days_are_those_on_which_charges_began(finops: Finops, company: BilledCompany) -> None:
    options = ["--from", "2026-10-03", "--to", "2026-10-05", "--granularity", "day", "--format", "json"]
    answer = finops("costs", *options, data=company.data).document
    assert answer["question"]["basis"] == "days"
    assert {row["bucket"] for row in answer["rows"]} == {"2026-10-03", "2026-10-04"}


def test_what_changed_is_ranked_by_how_much(finops: Finops, company: BilledCompany) -> None:
    options = ["--compare", "previous", "--from", "2026-11", "--metric", "billed"]
    answer = finops("costs", *options, "--format", "json", data=company.data).document
    before = answer["previous"]["question"]
    assert (before["start"], before["end"]) == ("2026-10-01", "2026-11-01")
    moves = [abs(Decimal(change["difference"])) for change in answer["changes"]]
    assert moves == sorted(moves, reverse=True)
    for side in ("previous", "current"):
        total = sum(Decimal(change[side]) for change in answer["changes"])
        month = answer[side]["question"]["start"][:7]
        assert total == company.totals("total", "billed", period=month)[""]

    header, *rows = finops("costs", *options, "--format", "csv", data=company.data).rows
    assert header == ["ServiceName", "currency", "previous", "current", "difference", "ratio"]
    assert [row[-2] for row in rows] == [change["difference"] for change in answer["changes"]]
    ratios = [change["ratio"] for change in answer["changes"]]
    assert [float(row[-1]) if row[-1] else None for row in rows] == ratios
    table = finops("costs", *options, data=company.data).out
    assert "What changed: 2026-11-01 to 2026-12-01 against 2026-10-01 to 2026-11-01" in table
    assert f"{Decimal(rows[0][-2]):,.2f}" in table


def test_a_filter_and_its_opposite_make_the_whole(finops: Finops, company: BilledCompany) -> None:
    def gross(*filters: str) -> Decimal:
        options = [part for text in filters for part in ("--filter", text)]
        answer = finops("costs", *OCTOBER, *options, "--format", "json", data=company.data).document
        return sum((Decimal(row["after_credits"]) for row in answer["totals"]), Decimal(0))

    usage = gross("ChargeCategory=Usage")
    both = gross("ChargeCategory=Usage|Tax")
    assert 0 < usage != gross()
    assert usage + gross("ChargeCategory!=Usage") == gross()
    assert both == usage + gross("ChargeCategory=Tax")
    assert gross("ChargeCategory=Usage", "ChargeCategory=Tax") == 0


def test_untagged_and_untaggable_spend_have_rows_of_their_own(finops: Finops, company: BilledCompany) -> None:
    options = [*OCTOBER, "--by", "tag:team", "--metric", "billed"]
    answer = finops("costs", *options, "--format", "json", data=company.data).document
    keys = [row["keys"]["tag:team"] for row in answer["rows"]]
    assert {"(untagged)", "(unallocatable)"} < set(keys)
    assert len(set(keys)) == len(keys)
    total = sum(Decimal(row["after_credits"]) for row in answer["rows"])
    assert total == company.totals("total", "billed")[""]
    table = finops("costs", *options, data=company.data).out
    assert "(cannot be tagged)" in table


def test_what_a_bill_does_not_say_is_unknown_not_zero(finops: Finops, focus_company: BilledCompany) -> None:
    options = [*OCTOBER, "--metric", "unblended"]
    (total,) = finops("costs", *options, "--format", "json", data=focus_company.data).document["totals"]
    assert total["gross"] is None
    assert total["after_credits"] is None
    assert "unknown" in finops("costs", *options, data=focus_company.data).out
    assert "desconhecido" in finops("--lang", "pt-BR", "costs", *options, data=focus_company.data).out
    header, *rows = finops("costs", *options, "--format", "csv", data=focus_company.data).rows
    assert {row[header.index("gross")] for row in rows} == {""}


def test_grouping_by_nothing_is_refused_or_shown_in_line(finops: Finops, company: BilledCompany) -> None:
    printed = finops("costs", *OCTOBER, "--by", ",", data=company.data)
    ends = {line.index("USD") for line in printed.out.splitlines() if "USD" in line}
    assert printed.code == 2 or len(ends) == 1
