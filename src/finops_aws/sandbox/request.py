"""What bill to write: company, size, shape, discounts and layout."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

SMALLEST_LINES = 500
LARGEST_LINES = 25_000_000
COMPANIES = ("ipe", "random")


class InvalidBillRequest(ValueError):
    """A bill request names a company, size or count the sandbox cannot write."""


class Shape(StrEnum):
    """The export formats AWS delivers, or delivered."""

    CUR2_PARQUET = "cur2-parquet"
    CUR2_PARQUET_FLAT = "cur2-parquet-flat"
    CUR2_CSV = "cur2-csv"
    LEGACY_CSV = "legacy-csv"
    LEGACY_CSV_ZIP = "legacy-csv-zip"
    LEGACY_PARQUET = "legacy-parquet"
    FOCUS_1_0_CSV = "focus-1.0-csv"
    FOCUS_1_2_PARQUET = "focus-1.2-parquet"
    FOCUS_1_2_CSV = "focus-1.2-csv"

    @property
    def is_focus(self) -> bool:
        return self.value.startswith("focus")

    @property
    def is_legacy(self) -> bool:
        return self.value.startswith("legacy")

    @property
    def is_parquet(self) -> bool:
        return "parquet" in self.value

    @property
    def is_flat(self) -> bool:
        """Whether tags, product attributes and discounts are columns of their own."""
        return self.is_legacy or self is Shape.CUR2_PARQUET_FLAT


class Discounts(StrEnum):
    """How negotiated discounts appear in the export.

    NONE: the company has none. NET: net columns and the ``discount`` map.
    LINES: manual discount compatibility, discounts are lines of their own and no
    net column exists. NET_AND_LINES: discount lines (their net is null) beside
    net columns on the lines they belong to.
    """

    NONE = "none"
    NET = "net"
    LINES = "lines"
    NET_AND_LINES = "net-and-lines"

    @property
    def has_net_columns(self) -> bool:
        return self in (Discounts.NET, Discounts.NET_AND_LINES)

    @property
    def has_lines(self) -> bool:
        return self in (Discounts.LINES, Discounts.NET_AND_LINES)


class Planted(StrEnum):
    """Which specimens of waste a company has beside what it has by itself.

    SOME: one each of a part of the kinds, none of which costs much. ALL: every form of every kind, with
    decoys.
    """

    NONE = "none"
    SOME = "some"
    ALL = "all"


class Layout(StrEnum):
    """Whether a delivery replaces the previous one or lies beside it."""

    OVERWRITE = "overwrite"
    CREATE_NEW = "create-new"


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRequest:
    """One bill: ``months`` billing periods, the last one containing ``until`` - 1 day.

    ``until`` is exclusive (00:00 UTC). The last period is a running month unless
    ``until`` is the first of a month. ``lines`` is the target over all months and
    payers, met within 10 % from about 2,000 lines on. ``planted``: specimens of waste.
    """

    until: date
    seed: int = 1
    months: int = 12
    lines: int = 1_200_000
    company: str = "ipe"
    shape: Shape = Shape.CUR2_PARQUET
    discounts: Discounts = Discounts.NET
    layout: Layout = Layout.OVERWRITE
    history: bool = False
    payers: int = 1
    planted: Planted = Planted.NONE

    def __post_init__(self) -> None:
        if self.company not in COMPANIES:
            raise InvalidBillRequest(f"company is {self.company!r}, must be one of {', '.join(COMPANIES)}")
        if not SMALLEST_LINES <= self.lines <= LARGEST_LINES:
            raise InvalidBillRequest(f"lines is {self.lines}, must be {SMALLEST_LINES} to {LARGEST_LINES}")
        if not 1 <= self.months <= 36:
            raise InvalidBillRequest(f"months is {self.months}, must be 1 to 36")
        if not 1 <= self.payers <= 9:
            raise InvalidBillRequest(f"payers is {self.payers}, must be 1 to 9")

    @property
    def discount_mode(self) -> Discounts:
        """FOCUS folds discounts into the lines they belong to: no lines of their own there."""
        if self.shape.is_focus and self.discounts is not Discounts.NONE:
            return Discounts.NET
        return self.discounts


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBill:
    """What was written: ``rows`` counts every delivery, ``files`` the data files only."""

    rows: int
    files: int
    seconds: float
    exports: tuple[Path, ...]
    truth: Path
