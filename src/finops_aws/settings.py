"""The environment, read once into one frozen object; the only place that reads os.environ."""

import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from finops_aws.errors import InvalidSetting

Value = TypeVar("Value", int, float)

_ROLE = re.compile(r"[\w+=,.@/-]{1,512}")
_EXTERNAL_ID = re.compile(r"[\w+=,.@:/-]{2,1224}")
"""Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"""
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation works.

    FINOPS_DATA: the data directory (default ~/.local/share/finops-aws). FINOPS_CACHE_TTL_SECONDS: how long an
    answer may be repeated from memory (default 300). FINOPS_CACHE_ENTRIES: how many answers are kept (default
    512). FINOPS_THREADS: engine threads (default: processors). FINOPS_MEMORY_MB: engine memory (default 400).
    FINOPS_LOG_LEVEL: DEBUG, INFO, WARNING (default) or ERROR. AWS_PROFILE and AWS_REGION as everywhere.
    FINOPS_AWS_ROLE: the name of the role to assume in other accounts (default FinOpsAwsRead).
    FINOPS_AWS_EXTERNAL_ID: the external id that the role asks for, if it does. FINOPS_AWS_ENDPOINT: an
    address in place of AWS's own, such as the sandbox's; {client} in it stands for the service.
    FINOPS_DECISIONS: the file of what was decided about recommendations (default decisions.json in the data
    directory).
    """

    data: Path
    cache_ttl_seconds: float
    cache_entries: int
    threads: int
    memory_mb: int
    log_level: str
    aws_profile: str | None
    aws_region: str | None
    aws_role: str
    aws_external_id: str | None
    aws_endpoint: str | None
    decisions: Path | None = None
    aws_keys: tuple[str, str] | None = None
    """An access key and its secret in place of what boto3 finds; only code sets it, for the sandbox."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings from the environment; raises InvalidSetting naming the variable."""
        env = os.environ if environment is None else environment
        home = Path(env.get("XDG_DATA_HOME") or Path(env.get("HOME", "~")).expanduser() / ".local" / "share")
        return cls(
            data=_folder(env, "FINOPS_DATA", home / "finops-aws"),
            cache_ttl_seconds=_number(env, "FINOPS_CACHE_TTL_SECONDS", 300.0, kind=float, least=0),
            cache_entries=_number(env, "FINOPS_CACHE_ENTRIES", 512, kind=int, least=1),
            threads=_number(env, "FINOPS_THREADS", os.cpu_count() or 1, kind=int, least=1),
            memory_mb=_number(env, "FINOPS_MEMORY_MB", 400, kind=int, least=100),
            log_level=_level(env),
            aws_profile=env.get("AWS_PROFILE") or None,
            aws_region=env.get("AWS_REGION") or env.get("AWS_DEFAULT_REGION") or None,
            aws_role=_text(env, "FINOPS_AWS_ROLE", form=_ROLE, reason="it must be a role's name, not its ARN")
            or "FinOpsAwsRead",
            aws_external_id=_text(
                env, "FINOPS_AWS_EXTERNAL_ID", form=_EXTERNAL_ID, reason="AWS allows no such external id"
            ),
            aws_endpoint=_text(
                env, "FINOPS_AWS_ENDPOINT", form=_ADDRESS, reason="it must begin with http:// or https://"
            ),
            decisions=_file(env, "FINOPS_DECISIONS"),
        )


def environment_language(environment: Mapping[str, str] | None = None) -> str | None:
    """The locale asked for (LC_ALL, then LANG), such as ``pt_BR.UTF-8``; None when there is none."""
    env = os.environ if environment is None else environment
    return env.get("LC_ALL") or env.get("LANG") or None


def _folder(env: Mapping[str, str], name: str, default: Path) -> Path:
    value = env.get(name)
    if value and "://" in value:
        raise InvalidSetting(name=name, value=value, reason="the data directory must be a folder on disk")
    return Path(value).expanduser() if value else default


def _file(env: Mapping[str, str], name: str) -> Path | None:
    value = env.get(name)
    if value and "://" in value:
        raise InvalidSetting(name=name, value=value, reason="it must be a file on disk")
    return Path(value).expanduser() if value else None


def _number(
    env: Mapping[str, str], name: str, default: Value, *, kind: Callable[[str], Value], least: float
) -> Value:
    text = env.get(name)
    if not text:
        return default
    try:
        value = kind(text)
    except ValueError as error:
        raise InvalidSetting(name=name, value=text, reason="it is not a number") from error
    if math.isnan(value):
        raise InvalidSetting(name=name, value=text, reason="it is not a number")
    if value < least:
        raise InvalidSetting(name=name, value=text, reason=f"it must be at least {least:g}")
    return value


def _text(env: Mapping[str, str], name: str, *, form: re.Pattern[str], reason: str) -> str | None:
    value = env.get(name) or None
    if value is not None and not form.fullmatch(value):
        raise InvalidSetting(name=name, value=value, reason=reason)
    return value


def _level(env: Mapping[str, str]) -> str:
    level = (env.get("FINOPS_LOG_LEVEL") or "WARNING").upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise InvalidSetting(
            name="FINOPS_LOG_LEVEL", value=level, reason="it must be DEBUG, INFO, WARNING or ERROR"
        )
    return level
