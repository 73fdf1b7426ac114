"""The service catalogue's files as they are written."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

CATALOG = Path(__file__).parents[3] / "src" / "finops_aws" / "catalog"
FILES = sorted((CATALOG / "services").glob("*.yaml"))


@cache
def written(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)


def row_of(key: str) -> Any:
    return written(CATALOG / "services" / f"{key}.yaml")
