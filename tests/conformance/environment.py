"""The validator's own virtual environment. It needs Python 3.12: its numpy has no wheels for a newer one."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".venv-conformance"
REQUIREMENTS = ROOT / "requirements" / "conformance.txt"
WANTED = "3.12"
_TELL_VERSION = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"


class NotUsable(Exception):
    """The Python that was named does not run, or is not the one wanted."""


def python_312(named: str | None) -> str | None:
    """The Python 3.12 to use, one that really runs, or None; raises NotUsable when a named one does not."""
    if named:
        if not runs(named):
            raise NotUsable(f"{named} does not run as Python {WANTED} with ensurepip")
        return named
    return first_that_runs(_candidates())


def first_that_runs(candidates: Iterable[str]) -> str | None:
    return next((candidate for candidate in candidates if runs(candidate)), None)


def runs(python: str) -> bool:
    """Whether it starts and is the wanted version: a name on PATH may be a shim for what is not there."""
    command = [python, "-c", _TELL_VERSION]
    try:
        told = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0 and told.stdout.strip() == WANTED


def install(python: str) -> Path:
    """The environment's Python, with the pinned requirements in it; made anew when they have changed."""
    installed = FOLDER / "bin" / "python"
    stamp = FOLDER / "requirements.sha256"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        print(
            f"→ Installing the pinned packages of requirements/{REQUIREMENTS.name} into {FOLDER.name} (once)"
        )
        shutil.rmtree(FOLDER, ignore_errors=True)
        subprocess.run([python, "-m", "venv", str(FOLDER)], check=True)
        pip = [str(installed), "-m", "pip", "-qq", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--require-hashes", "-r", str(REQUIREMENTS)], check=True)
        stamp.write_text(wanted, "utf-8")
    return installed


def site_packages() -> Path:
    return next((FOLDER / "lib").glob("python*/site-packages"))


def _candidates() -> Iterator[str]:
    on_path = shutil.which(f"python{WANTED}")
    if on_path:
        yield on_path
    yield from map(str, sorted(Path.home().glob(f".pyenv/versions/{WANTED}*/bin/python{WANTED}")))
