"""Every setting is read from the environment, and one that cannot be used is refused by name."""

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from finops_aws.entrypoints.cli.main import MESSAGES
from finops_aws.errors import InvalidSetting
from finops_aws.settings import Settings, environment_language
from finops_aws.toolkit.messages import LANGUAGES, Messages

HOME = {"HOME": "/users/ana"}

READ = [
    ("FINOPS_DATA", "/bills", "data", Path("/bills")),
    ("FINOPS_CACHE_TTL_SECONDS", "1.5", "cache_ttl_seconds", 1.5),
    ("FINOPS_CACHE_TTL_SECONDS", "0", "cache_ttl_seconds", 0.0),
    ("FINOPS_CACHE_ENTRIES", "7", "cache_entries", 7),
    ("FINOPS_THREADS", "3", "threads", 3),
    ("FINOPS_MEMORY_MB", "100", "memory_mb", 100),
    ("FINOPS_LOG_LEVEL", "DEBUG", "log_level", "DEBUG"),
    ("FINOPS_LOG_LEVEL", "info", "log_level", "INFO"),
    ("FINOPS_AWS_ROLE", "Auditor", "aws_role", "Auditor"),
    ("FINOPS_AWS_EXTERNAL_ID", "x:1", "aws_external_id", "x:1"),
    ("FINOPS_AWS_ENDPOINT", "http://127.0.0.1:1/{client}", "aws_endpoint", "http://127.0.0.1:1/{client}"),
    ("FINOPS_DECISIONS", "/srv/decisions.json", "decisions", Path("/srv/decisions.json")),
    ("AWS_PROFILE", "finance", "aws_profile", "finance"),
    ("AWS_REGION", "sa-east-1", "aws_region", "sa-east-1"),
    ("AWS_DEFAULT_REGION", "us-east-2", "aws_region", "us-east-2"),
]

REFUSED = [
    ("FINOPS_DATA", "s3://bucket/prefix", "the data directory must be a folder on disk"),
    ("FINOPS_CACHE_TTL_SECONDS", "soon", "it is not a number"),
    ("FINOPS_CACHE_TTL_SECONDS", "-1", "it must be at least 0"),
    ("FINOPS_CACHE_TTL_SECONDS", "nan", "it is not a number"),
    ("FINOPS_CACHE_ENTRIES", "0", "it must be at least 1"),
    ("FINOPS_CACHE_ENTRIES", "1.5", "it is not a number"),
    ("FINOPS_THREADS", "0", "it must be at least 1"),
    ("FINOPS_THREADS", "two", "it is not a number"),
    ("FINOPS_MEMORY_MB", "99", "it must be at least 100"),
    ("FINOPS_MEMORY_MB", "1GB", "it is not a number"),
    ("FINOPS_LOG_LEVEL", "loud", "it must be DEBUG, INFO, WARNING or ERROR"),
    ("FINOPS_AWS_ROLE", "arn:aws:iam::1:role/Auditor", "it must be a role's name, not its ARN"),
    ("FINOPS_AWS_EXTERNAL_ID", "x", "AWS allows no such external id"),
    ("FINOPS_AWS_ENDPOINT", "127.0.0.1:1", "it must begin with http:// or https://"),
    ("FINOPS_DECISIONS", "s3://bucket/decisions.json", "it must be a file on disk"),
]


@pytest.mark.parametrize(("name", "text", "field", "value"), READ)
def test_a_setting_is_read_from_its_variable(name: str, text: str, field: str, value: object) -> None:
    found = getattr(Settings.from_environment({**HOME, name: text}), field)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("name", "text", "reason"), REFUSED)
def test_a_value_that_cannot_be_used_is_refused_by_name(name: str, text: str, reason: str) -> None:
    with pytest.raises(InvalidSetting) as caught:
        Settings.from_environment({**HOME, name: text})

    assert caught.value.facts["name"] == name
    assert caught.value.facts["value"].lower() == text.lower()
    assert caught.value.facts["reason"] == reason
    for lang in LANGUAGES:
        told = Messages(MESSAGES).error_text(caught.value, lang)
        assert name in told
        assert f"`unset {name}`" in told


def test_every_variable_is_tested_with_good_and_bad_values() -> None:
    documented = set(re.findall(r"\bFINOPS_[A-Z_]*[A-Z]\b", str(Settings.__doc__)))
    assert {name for name, *_ in READ if name.startswith("FINOPS_")} == documented
    assert {name for name, *_ in REFUSED} == documented
    assert {field for _, _, field, _ in READ} | {"aws_keys"} == {field.name for field in fields(Settings)}


def test_without_variables_the_defaults_hold() -> None:
    settings = Settings.from_environment(HOME)
    assert settings.data == Path("/users/ana/.local/share/finops-aws")
    assert (settings.cache_ttl_seconds, settings.cache_entries) == (300.0, 512)
    assert (settings.threads, settings.memory_mb) == (os.cpu_count(), 400)
    assert (settings.log_level, settings.aws_profile, settings.aws_region) == ("WARNING", None, None)


@pytest.mark.parametrize("name", [name for name, *_ in READ])
def test_an_empty_variable_is_none(name: str) -> None:
    assert Settings.from_environment({**HOME, name: ""}) == Settings.from_environment(HOME)


def test_the_data_directory_follows_the_home_of_the_desktop_and_the_tilde() -> None:
    moved = Settings.from_environment({**HOME, "XDG_DATA_HOME": "/data/ana"})
    assert moved.data == Path("/data/ana/finops-aws")
    in_home = Settings.from_environment({**HOME, "FINOPS_DATA": "~/bills"})
    assert in_home.data == Path("~/bills").expanduser()


def test_the_region_of_aws_wins_over_its_default() -> None:
    both = {**HOME, "AWS_REGION": "sa-east-1", "AWS_DEFAULT_REGION": "us-east-1"}
    assert Settings.from_environment(both).aws_region == "sa-east-1"


def test_settings_do_not_change() -> None:
    with pytest.raises(AttributeError):
        Settings.from_environment(HOME).threads = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({}, None),
        ({"LANG": "pt_BR.UTF-8"}, "pt_BR.UTF-8"),
        ({"LANG": "pt_BR.UTF-8", "LC_ALL": "C"}, "C"),
        ({"LANG": "", "LC_ALL": ""}, None),
    ],
)
def test_the_locale_is_that_of_the_shell(environment: dict[str, str], locale: str | None) -> None:
    assert environment_language(environment) == locale


def test_the_environment_of_the_process_is_the_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINOPS_THREADS", "5")
    assert Settings.from_environment().threads == 5
