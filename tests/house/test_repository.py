"""Rules for every committed file: no address of a download, no path of a machine, no key."""

import re

import pytest

from tests.house.tree import ROOT, text_of, tracked_files

REGISTRIES = re.compile(
    r"pypi\.org|python[h]osted|npm[j]s\.|yarn[p]kg|registry\.npm|js[d]elivr|unp[k]g\.com|--(extra-)?index-url"
)
MACHINE_PATHS = re.compile(r"(?<![\w.*~}/-])/(work|root|opt|home|Users)/\w")
ACCESS_KEYS = re.compile(r"(AKIA|ASIA)[A-Z0-9]{16}")
PINNED = re.compile(r"[a-z0-9][a-z0-9._-]*(\[[a-z,0-9]+\])?==[^\s;]+( ;[^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")

TEXT_FILES = [file for file in tracked_files() if file.suffix not in (".parquet", ".gz", ".zip", ".png")]
APART = {"conformance.txt"}
"""Requirements of an environment of its own, where other packages decide the versions."""

REQUIREMENTS = [file for file in TEXT_FILES if file.match("requirements/*.txt")]


def forbidden(text: str) -> list[str]:
    """What in the text may not be committed."""
    rules = (REGISTRIES, MACHINE_PATHS, ACCESS_KEYS)
    return [found[0] for rule in rules for found in rule.finditer(text)]


def unpinned(requirements: str) -> list[str]:
    """Lines that are neither a pinned name nor a hash, and names without a hash."""
    lines = [line for line in requirements.splitlines() if line and not line.startswith("#")]
    wrong = [line for line in lines if not (PINNED.fullmatch(line) or HASH.fullmatch(line))]
    followed = zip(lines, [*lines[1:], ""], strict=True)
    return wrong + [line for line, after in followed if PINNED.fullmatch(line) and not HASH.fullmatch(after)]


def test_no_file_holds_a_download_address_machine_path_or_key():
    assert {str(file): found for file in TEXT_FILES if (found := forbidden(text_of(file) or ""))} == {}


def test_requirements_are_pinned_and_hashed():
    assert REQUIREMENTS
    assert {str(file): found for file in REQUIREMENTS if (found := unpinned(text_of(file) or ""))} == {}


def test_one_package_has_one_version_in_all_requirements():
    pins: dict[str, set[str]] = {}
    for file in (file for file in (ROOT / "requirements").glob("*.txt") if file.name not in APART):
        for name, version in re.findall(r"^([a-z0-9._-]+)==(\S+)", file.read_text("utf-8"), re.MULTILINE):
            pins.setdefault(name, set()).add(version)
    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def test_the_makefile_is_short_and_both_commands_are_there():
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    assert len(lines) <= 50
    assert {line.split(":")[0] for line in lines if ":" in line} >= {"demo", "test"}


def test_continuous_integration_runs_the_test_command():
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    assert "make test" in (ROOT / ".ci/run").read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "see https://" + "pypi" + ".org/simple",
        "open('/" + "root/x')",
        "cd /" + "work/main",
        "AKIA" + "Q" * 16,
    ],
)
def test_what_is_forbidden_is_seen(text: str):
    assert len(forbidden(text)) == 1


@pytest.mark.parametrize("text", ["s3://bucket/work/x", "docs/home/x", "https://a.example/opt/x"])
def test_a_path_within_something_else_is_no_machine_path(text: str):
    assert forbidden(text) == []


def test_a_requirement_without_version_or_hash_is_seen():
    digest = "    --hash=sha256:" + "0" * 64
    assert unpinned(f"boto3==1.0 \\\n{digest}\n") == []
    assert unpinned(f"boto3>=1.0 \\\n{digest}\n") == ["boto3>=1.0 \\"]
    assert unpinned("boto3==1.0 \\\nclick==8.0 \\\n" + digest) == ["boto3==1.0 \\"]
    assert len(unpinned("--find-links elsewhere\n")) == 1
