"""Write the ledger as a FOCUS dataset."""

from pathlib import Path

from finops_aws.application.ports import CostStore, FocusWriter
from finops_aws.domain.period import Period, parse_day
from finops_aws.domain.visibility.focus_export import FocusExport, format_of
from finops_aws.errors import InvalidPeriod, NotFound


def export_focus(
    target: Path, *, period: Period | None, store: CostStore, writer: FocusWriter
) -> FocusExport:
    """Write the current bills of the period's months (None: of all months) to the file, whole or not at all.

    Raises UnknownName for a file that ends neither in .parquet nor .csv nor .csv.gz, InvalidPeriod when the
    period is not made of whole months, NotFound without a ledger, without a bill in the period or without the
    file's folder, and whatever the writer raises.
    """
    form = format_of(target)
    if period is not None and not period.is_whole_months:
        raise InvalidPeriod(value=str(period), reason="only whole months can be exported")
    held = sorted({one.billing_period for one in store.deliveries() if one.is_current})
    if not held:
        raise NotFound(thing="ledger", where="data directory")
    asked = [month for month in held if period is None or period.start <= parse_day(month) < period.end]
    if not asked:
        raise NotFound(thing=f"bills of {period}", where="ledger")
    return writer.write(target, form=form, periods=asked)
