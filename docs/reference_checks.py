"""The page of each check, and their index by family and service."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml
from reference_pages import bullet, code, codes, page, table

FAMILIES = ("compute", "storage", "database", "network", "security", "analytics")
NO_SOURCE = "our own inference"


def check_pages(folder: Path) -> dict[str, Callable[[], str]]:
    """File name → what writes it: an index, and a page per YAML file below the folder."""
    checks = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(folder.rglob("*.yaml"))]
    pages: dict[str, Callable[[], str]] = {"checks/README.md": lambda: _index(checks)}
    for check in checks:
        pages[f"checks/{check['id']}.md"] = lambda check=check: _check(check)  # type: ignore[misc]
    return pages


def _index(checks: Iterable[dict[str, Any]]) -> str:
    checks = list(checks)
    about = (
        f"{len(checks)} checks: what each finds, what to do, and where the rule comes from. "
        "A check never holds a price: what it would save is worked out from your own bill."
    )
    sections = []
    for family in FAMILIES:
        own = sorted((one for one in checks if one["family"] == family), key=_place)
        rows = [[code(one["service"]), _link(one), one["action"], _money(one)] for one in own]
        heading = f"## {family.capitalize()} ({len(own)})"
        sections.append(f"{heading}\n\n{table(['Service', 'Check', 'Action', 'Saves'], rows)}")
    return page("Checks", about, sections)


def _place(check: dict[str, Any]) -> tuple[str, str]:
    return check["service"], check["id"]


def _link(check: dict[str, Any]) -> str:
    return f"[{check['title']['en']}]({check['id']}.md)"


def _money(check: dict[str, Any]) -> str:
    return "money" if check.get("saving") else "no money by itself"


def _check(check: dict[str, Any]) -> str:
    facts = [
        f"Id: {code(check['id'])} · family {check['family']} · service {code(check['service'])}",
        f"Action: {check['action']} · effort: {check['effort']} · risk: {check['risk']}",
        f"Needs: {codes(check['needs'])}",
        f"Source: <{check['source']}>",
    ]
    sections = [
        bullet(facts),
        f"## Why\n\n{check['why']['en']}\n\n{check['why']['pt-BR']}",
        f"## What to do\n\n{check['remedy']['en']}\n\n{check['remedy']['pt-BR']}",
        f"```sh\n{chr(10).join(check['commands'])}\n```",
        f"## Parameters\n\n{_params(check)}",
        f"## What is saved\n\n{_saving(check)}",
        f"## Query\n\n```sql\n{check['query'].rstrip()}\n```",
        f"## Examples\n\n{bullet(map(_example, check['examples']))}",
    ]
    return page(check["title"]["en"], f"In Portuguese: {check['title']['pt-BR']}.", sections)


def _params(check: dict[str, Any]) -> str:
    if not check["params"]:
        return "None."
    rows = [
        [code(name), str(one["value"]), f"<{one['source']}>" if "source" in one else NO_SOURCE]
        for name, one in check["params"].items()
    ]
    return table(["Name", "Value", "Source"], rows)


def _saving(check: dict[str, Any]) -> str:
    saving = check.get("saving")
    if not saving:
        return "No money by itself: it is something to look at."
    parts = saving if isinstance(saving, list) else [saving]
    return bullet(map(_part, parts))


def _part(part: dict[str, Any]) -> str:
    share = f"the share {code(part['share'])} (an estimate) of " if "share" in part else ""
    lines = f"{share}the lines whose usage type has {code(part['usage_type'])}"
    if "to" not in part:
        return lines
    return f"{lines}, less what they would cost with {code(part['to'])} in place of {code(part['from_part'])}"


def _example(example: dict[str, Any]) -> str:
    given = [one["id"] for one in example["given"]["resources"]]
    found = codes(example["expect"]) or "nothing"
    return f"{example['name']}: of {codes(given) or 'nothing'} it finds {found}"
