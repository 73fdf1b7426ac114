"""Bills in a folder of this machine."""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from finops_aws.adapters.exports.trees import TreeFile, by_key, is_hidden
from finops_aws.errors import AccessDenied


class LocalFolder:
    """The files of a folder on disk (or one file), listed when it is made. Raises AccessDenied."""

    def __init__(self, folder: Path, *, location: str) -> None:
        self.location = location
        self.base = key_of(folder)
        walked = [(folder.parent, [folder.name])] if folder.is_file() else list(_walk(folder))
        self.folders = frozenset(key_of(path) for path, _ in walked)
        found = (local_file(path / name) for path, names in walked for name in names)
        self.files: Mapping[str, TreeFile] = by_key(file for file in found if file is not None)

    def contents(self, files: Sequence[TreeFile]) -> Sequence[bytes]:
        return [_content(file) for file in files]

    def on_disk(self, files: Sequence[TreeFile]) -> Mapping[str, Path]:
        return {file.key: Path(file.uri) for file in files}


def local_file(path: Path) -> TreeFile | None:
    """The file as it stands now; None when it is gone or is not a regular file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise AccessDenied(thing=path, action="read") from error
    if not stat.S_ISREG(found.st_mode):
        return None
    return TreeFile(
        key=key_of(path),
        uri=str(path),
        size_bytes=found.st_size,
        fingerprint=f"{found.st_size}-{found.st_mtime_ns}",
        modified_at=datetime.fromtimestamp(found.st_mtime, UTC),
    )


def _content(file: TreeFile) -> bytes:
    try:
        return Path(file.uri).read_bytes()
    except PermissionError as error:
        raise AccessDenied(thing=file.uri, action="read") from error


def key_of(path: Path) -> str:
    return path.as_posix().lstrip("/")


def _walk(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    for path, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not is_hidden(name, base=""))
        yield Path(path), [name for name in names if not is_hidden(name, base="")]


def _refuse(error: OSError) -> None:
    if isinstance(error, PermissionError):
        raise AccessDenied(thing=error.filename, action="read") from error
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error
