"""Packs a written text file so that the package depends on its content only: no name, no clock."""

import gzip
import shutil
import zipfile
from pathlib import Path

LEVEL = 1
"""The fastest compression: a bill is written once and mostly read by its writer."""


def pack(source: Path, target: Path) -> None:
    """Replace ``source`` by ``target``, gzip or zip by its ending."""
    pack_as = _zip if target.suffix == ".zip" else _gzip
    pack_as(source, target)
    source.unlink()


def _gzip(source: Path, target: Path) -> None:
    with (
        source.open("rb") as text,
        target.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=file, mtime=0) as sink,
    ):
        shutil.copyfileobj(text, sink, 1 << 20)


def _zip(source: Path, target: Path) -> None:
    entry = zipfile.ZipInfo(source.name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(target, "w") as archive,
        archive.open(entry, "w", force_zip64=True) as sink,
        source.open("rb") as text,
    ):
        shutil.copyfileobj(text, sink, 1 << 20)
