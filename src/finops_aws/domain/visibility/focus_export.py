"""The ledger as a FOCUS dataset in a file of its own."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from finops_aws.errors import UnknownName


class FocusFormat(StrEnum):
    """How the dataset is written, told by how the file's name ends."""

    PARQUET = ".parquet"
    CSV = ".csv"
    CSV_GZ = ".csv.gz"


@dataclass(frozen=True, slots=True)
class FocusTotal:
    """What the charges of one currency add up to; None where one of them is unknown."""

    currency: str
    billed: Decimal | None
    effective: Decimal | None


@dataclass(frozen=True, slots=True)
class FocusExport:
    """A written dataset: how many rows, of which months (YYYY-MM), and what they add up to."""

    path: Path
    rows: int
    periods: tuple[str, ...]
    totals: tuple[FocusTotal, ...]


def format_of(path: Path) -> FocusFormat:
    """The format that the file's name asks for; raises UnknownName when it asks for none."""
    name = path.name.lower()
    for form in FocusFormat:
        if name.endswith(form) and name != form:
            return form
    raise UnknownName(kind="file extension", name=path.suffix or path.name, known=", ".join(FocusFormat))
