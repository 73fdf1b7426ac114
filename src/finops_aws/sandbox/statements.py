"""The sandbox's SQL files, by name."""

from functools import cache
from importlib.resources import files
from string import Template


def statement(name: str, **parts: str) -> str:
    """Give the text of ``sql/<name>.sql`` with its ``$parts`` filled in."""
    return _template(name).safe_substitute(parts)


@cache
def _template(name: str) -> Template:
    return Template(files(__package__).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8"))
