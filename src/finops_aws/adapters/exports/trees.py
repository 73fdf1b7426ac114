"""What discovery needs to know of a place where bills lie, be it a folder or a bucket."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TreeFile:
    """One listed file; ``key`` is its full path with ``/``, without a leading one."""

    key: str
    uri: str
    size_bytes: int
    fingerprint: str
    modified_at: datetime


class FileTree(Protocol):
    """The files under a location, listed once: later changes do not show."""

    @property
    def location(self) -> str:
        """The location as the user wrote it."""

    @property
    def base(self) -> str:
        """The key of the location."""

    @property
    def files(self) -> Mapping[str, TreeFile]:
        """All files by key, hidden ones left out."""

    @property
    def folders(self) -> frozenset[str]:
        """Keys of all folders, empty ones included where the place knows them."""

    def contents(self, files: Sequence[TreeFile]) -> Sequence[bytes]:
        """What small files hold, in their order."""

    def on_disk(self, files: Sequence[TreeFile]) -> Mapping[str, Path]:
        """Where each file can be read, by key; brings over what lies elsewhere."""


def join(*parts: str) -> str:
    return "/".join(part for part in parts if part)


def folder_of(key: str) -> str:
    return key.rpartition("/")[0]


def name_of(key: str) -> str:
    return key.rpartition("/")[2]


def is_below(key: str, folder: str) -> bool:
    return not folder or key.startswith(f"{folder}/")


def is_hidden(key: str, *, base: str) -> bool:
    """Whether a part of the key below the base begins with ``.`` or ``_`` (``.DS_Store``, ``_SUCCESS``)."""
    below = key[len(base) :] if key.startswith(base) else key
    return any(part.startswith((".", "_")) for part in below.split("/"))


def by_key(files: Iterable[TreeFile]) -> dict[str, TreeFile]:
    return {file.key: file for file in sorted(files, key=lambda file: file.key)}
