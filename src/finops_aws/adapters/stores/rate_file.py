"""List rates that AWS's Price List told, as JSON in the data directory."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from finops_aws.domain.operations.prices import Rate
from finops_aws.errors import AccessDenied, CorruptFile

FORMAT = 1
_TEXTS = ("service_code", "usage_type", "operation", "region", "unit", "currency", "sku")


class JsonRates:
    """Keeps the newest answer about each usage type of a service."""

    def __init__(self, root: Path) -> None:
        self._path = root / "collected" / "rates.json"

    def add(self, rates: Iterable[Rate]) -> None:
        """Put rates in the place of those held of the same usage types; raises AccessDenied, CorruptFile."""
        fresh = [_written(rate) for rate in rates]
        told = {(one["service_code"], one["usage_type"]) for one in fresh}
        kept = [one for one in self._held() if (one["service_code"], one["usage_type"]) not in told]
        prepared = self._path.with_suffix(".json.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            content = {"format": FORMAT, "rates": [*kept, *fresh]}
            prepared.write_text(json.dumps(content, indent=1), encoding="utf-8")
            prepared.replace(self._path)
        except PermissionError as error:
            raise AccessDenied(thing=self._path, action="write") from error

    def list_rates(self) -> dict[tuple[str, str], tuple[Decimal, str]]:
        """(service code, usage type) → rate of the first unit of a month, and its currency.

        Where the Price List has several, such as one per operating system, none is told.
        """
        found: dict[tuple[str, str], set[tuple[Decimal, str]]] = {}
        for one in self._held():
            if Decimal(one["from_quantity"]) == 0:
                key = (one["service_code"], one["usage_type"])
                found.setdefault(key, set()).add((Decimal(one["amount"]), one["currency"]))
        return {key: next(iter(rates)) for key, rates in found.items() if len(rates) == 1}

    def version(self) -> str:
        """Changes with the file."""
        try:
            return str(self._path.stat().st_mtime_ns)
        except OSError:
            return ""

    def _held(self) -> list[dict[str, Any]]:
        try:
            content = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return []
        except PermissionError as error:
            raise AccessDenied(thing=self._path, action="read") from error
        except ValueError as error:
            raise CorruptFile(path=self._path, reason="the list rates are damaged") from error
        rates: list[dict[str, Any]] = content["rates"]
        return rates


def _written(rate: Rate) -> dict[str, Any]:
    return {
        **{name: getattr(rate, name) for name in _TEXTS},
        "amount": str(rate.amount),
        "from_quantity": str(rate.from_quantity),
        "as_of": rate.as_of.isoformat() if rate.as_of else None,
    }
