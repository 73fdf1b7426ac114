"""The checks: one YAML file each, compiled into one JSON (``python docs/compile_catalog.py``)."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from finops_aws.domain.optimization.checks import Action, Check, Family, Param, Saving

COMPILED = Path(__file__).parents[1] / "catalog" / "checks.json"


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Part of a check; a word that nothing reads is an error."""


class _Words(_Part, frozen=True, kw_only=True):
    en: str
    pt: str = msgspec.field(name="pt-BR")

    def by_language(self) -> dict[str, str]:
        return {"en": self.en, "pt-BR": self.pt}


class _Param(_Part, frozen=True, kw_only=True):
    value: float | int | str
    source: str | None = None


class _Saving(_Part, frozen=True, kw_only=True):
    usage_type: str
    share: str | None = None
    from_part: str | None = None
    to: str | None = None


class _Check(_Part, frozen=True, kw_only=True):
    id: str
    title: _Words
    family: Literal["compute", "storage", "database", "network", "security", "analytics"]
    service: str
    action: Literal["delete", "stop", "resize", "upgrade", "migrate", "commit", "configure", "review"]
    effort: Literal["minutes", "hours", "days"]
    risk: Literal["low", "medium", "high"]
    why: _Words
    remedy: _Words
    commands: tuple[str, ...]
    source: str
    needs: tuple[str, ...]
    params: dict[str, _Param]
    query: str
    lookback: str | None = None
    saving: _Saving | tuple[_Saving, ...] = ()


class _Compiled(_Part, frozen=True, kw_only=True):
    generated: str
    checks: tuple[_Check, ...]


@cache
def _read(path: Path) -> tuple[Check, ...]:
    return tuple(map(_check, msgspec.json.decode(path.read_bytes(), type=_Compiled).checks))


class CheckCatalogue:
    """The checks in the words of the domain."""

    def __init__(self, path: Path = COMPILED) -> None:
        self._path = path

    def checks(self) -> tuple[Check, ...]:
        return _read(self._path)


def _check(one: _Check) -> Check:
    savings = (one.saving,) if isinstance(one.saving, _Saving) else one.saving
    return Check(
        id=one.id,
        family=Family(one.family),
        service=one.service,
        title=one.title.by_language(),
        why=one.why.by_language(),
        remedy=one.remedy.by_language(),
        action=Action(one.action),
        effort=one.effort,
        risk=one.risk,
        commands=one.commands,
        source=one.source,
        needs=one.needs,
        params={name: Param(param.value, param.source) for name, param in one.params.items()},
        query=one.query,
        lookback_days=int(one.params[one.lookback].value) if one.lookback else None,
        savings=tuple(_saving(saving, one) for saving in savings),
    )


def _saving(saving: _Saving, check: _Check) -> Saving:
    """A share is the name of a param, which says where it comes from; without one all is saved."""
    share = Decimal(str(check.params[saving.share].value)) if saving.share else Decimal(1)
    return Saving(
        usage_type=saving.usage_type,
        share=share,
        is_estimate=saving.share is not None,
        from_part=saving.from_part,
        to=saving.to,
    )
