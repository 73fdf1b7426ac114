"""The decisions file: JSON that people own, read whole and replaced whole."""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from finops_aws.domain.optimization.decisions import Choice, Decision, Decisions
from finops_aws.errors import AccessDenied, InvalidFile

FORMAT = 1
_ABOUT = "What people decided about recommendations. FinOps AWS writes it; it is yours to keep and to edit."
_TEXTS = ("recommendation", "check", "account", "region", "resource_type", "resource_id")


class JsonDecisions:
    """Keeps decisions in one file, by recommendation."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Decisions:
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except PermissionError as error:
            raise AccessDenied(thing=self._path, action="read") from error
        except IsADirectoryError as error:
            raise self._invalid(reason="it is a folder") from error
        except UnicodeDecodeError as error:
            raise self._invalid(reason=f"it is not UTF-8 text: {error.reason}") from error
        try:
            content = json.loads(text)
        except json.JSONDecodeError as error:
            reason = f"it is not JSON: {error.msg}"
            raise self._invalid(reason=reason, line=error.lineno, column=error.colno) from error
        if not isinstance(content, dict) or content.get("format") != FORMAT:
            raise self._invalid(reason=f"it must hold format {FORMAT}")
        entries = content.get("decisions")
        if not isinstance(entries, list):
            raise self._invalid(reason="decisions must be a list")
        return {one.recommendation: one for one in (self._decision(n, e) for n, e in enumerate(entries))}

    def write(self, changed: Mapping[str, Decision | None]) -> None:
        with self._locked():
            held = {**self.read(), **changed}
            kept = [_written(one) for _, one in sorted(held.items()) if one is not None]
            content = {"about": _ABOUT, "format": FORMAT, "decisions": kept}
            prepared = self._path.with_name(f"{self._path.name}.new")
            prepared.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            prepared.replace(self._path)

    def version(self) -> str:
        try:
            found = self._path.stat()
        except OSError:
            return ""
        return f"{found.st_mtime_ns}-{found.st_size}"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time, waiting for the other."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.with_name(f"{self._path.name}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except (PermissionError, FileExistsError, NotADirectoryError) as error:
            raise AccessDenied(thing=self._path, action="write") from error

    def _decision(self, number: int, entry: Any) -> Decision:
        """One entry; raises InvalidFile naming it."""
        try:
            texts = {name: _text(entry[name]) for name in _TEXTS}
            return Decision(
                **texts,
                choice=Choice(entry["decision"]),
                reason=entry.get("reason"),
                until=date.fromisoformat(entry["until"]) if entry.get("until") else None,
                decided_at=datetime.fromisoformat(entry["decided_at"]),
                resource_arn=entry.get("resource_arn"),
                billed=tuple(map(_text, entry.get("billed", ()))),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._invalid(reason=f"entry {number + 1} of decisions: {error!r}") from error

    def _invalid(self, *, reason: str, line: int = 1, column: int = 1) -> InvalidFile:
        return InvalidFile(path=self._path, line=line, column=column, reason=reason)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is not a text")
    return value


def _written(one: Decision) -> dict[str, Any]:
    return {
        "recommendation": one.recommendation,
        "decision": str(one.choice),
        "reason": one.reason,
        "until": str(one.until) if one.until else None,
        "decided_at": one.decided_at.isoformat(),
        **{name: getattr(one, name) for name in _TEXTS[1:]},
        "resource_arn": one.resource_arn,
        "billed": list(one.billed),
    }
