"""Control totals: a CSV the user gives to hold the ledger against, such as the totals of the invoices."""

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

from finops_aws.adapters.stores.dialect import literal
from finops_aws.errors import InvalidFile

COLUMNS = ("payer_account_id", "billing_period", "currency", "scope", "key", "metric", "amount")
SCOPES = ("total", "service", "account", "line_item_type", "invoice")
METRICS = ("billed", "effective", "unblended", "amortized", "list")


def check_control_totals(path: Path) -> None:
    """Raise InvalidFile, with line and column, unless every row can be read."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            if tuple(rows.fieldnames or ()) != COLUMNS:
                raise InvalidFile(
                    path=path, line=1, column=1, reason=f"the columns must be {','.join(COLUMNS)}"
                )
            for number, row in enumerate(rows, start=2):
                _check_row(path, number, row)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidFile(path=path, line=0, column=0, reason=str(error)) from error


def _check_row(path: Path, line: int, row: dict[str, str]) -> None:
    for column, known in (("scope", SCOPES), ("metric", METRICS)):
        if row[column] not in known:
            place = COLUMNS.index(column) + 1
            raise InvalidFile(
                path=path, line=line, column=place, reason=f"{column} must be one of {', '.join(known)}"
            )
    try:
        Decimal(row["amount"])
    except (InvalidOperation, TypeError) as error:
        raise InvalidFile(
            path=path, line=line, column=len(COLUMNS), reason="the amount is not a number"
        ) from error


def control_totals_relation(path: Path) -> str:
    """The file as SQL, amounts DECIMAL(38,12)."""
    return f"""(
        SELECT
            payer_account_id AS payer,
            billing_period AS period,
            currency,
            scope,
            coalesce(key, '') AS key,
            metric,
            CAST(amount AS DECIMAL(38, 12)) AS amount
        FROM read_csv({literal(str(path))}, header = true, all_varchar = true)
    )"""
