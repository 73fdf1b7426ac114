"""A bucket that is read through a cache on disk."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC
from pathlib import Path
from threading import get_ident
from typing import Any

from finops_aws.adapters.aws.sessions import translated
from finops_aws.adapters.exports.trees import TreeFile, by_key, name_of
from finops_aws.application.ports import Progress, ProgressStep
from finops_aws.errors import ExportChanged, NotFound, SourceUnavailable

S3_SCHEME = "s3://"
_THREADS = 8
_CHUNK_BYTES = 1 << 20
_ATTEMPTS = 3


class S3Bucket:
    """Lists a bucket and brings its objects to disk, eight at a time.

    A downloaded object lies under a name made of its key and ETag, so it is read from the cache
    until another one is written. Raises AccessDenied, CredentialsExpired, Throttled, NotFound (no
    such bucket), SourceUnavailable and, when an object is rewritten meanwhile, ExportChanged.
    """

    def __init__(self, client: Any, *, name: str, cache: Path, progress: Progress, profile: str) -> None:
        self._client = client
        self._name = name
        self._cache = cache / name
        self._progress = progress
        self._profile = profile

    def list_keys(self, prefix: str) -> Iterator[TreeFile]:
        """Every object whose key begins with the prefix; a key that ends in ``/`` is a folder's mark."""
        with self._calling("s3:ListBucket", thing=f"{S3_SCHEME}{self._name}/{prefix}"):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._name, Prefix=prefix)
            for page in pages:
                for entry in page.get("Contents", []):
                    yield self._listed(entry)

    def contents(self, files: Sequence[TreeFile]) -> Sequence[bytes]:
        """What small files hold, in their order; nothing of it is cached."""
        with ThreadPoolExecutor(_THREADS) as pool:
            return list(pool.map(self._content, files))

    def _content(self, file: TreeFile) -> bytes:
        with self._reading(file), closing(self._body(file)) as body:
            return bytes(body.read())

    def on_disk(self, files: Sequence[TreeFile]) -> Mapping[str, Path]:
        """Where each file can be read, by key, after the download of those not in the cache."""
        paths = {file.key: self._cached(file) for file in files}
        missing = [file for file in by_key(files).values() if not _is_whole(paths[file.key], file)]
        if missing:
            self._download(missing, paths)
        return paths

    def _download(self, files: list[TreeFile], paths: Mapping[str, Path]) -> None:
        size_bytes = sum(file.size_bytes for file in files)
        with (
            self._progress.step("progress.download", size_bytes) as step,
            ThreadPoolExecutor(_THREADS) as pool,
        ):
            downloads = [pool.submit(self._fetch, file, paths[file.key], step) for file in files]
            try:
                for download in downloads:
                    download.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _fetch(self, file: TreeFile, path: Path, step: ProgressStep) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}.part")
        try:
            self._write(file, part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        step.advance(file.size_bytes)

    def _write(self, file: TreeFile, part: Path) -> None:
        # botocore repeats a request that fails, but not a body that breaks off half way.
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self._write_body(file, part)
                return
            except SourceUnavailable:
                if attempt == _ATTEMPTS:
                    raise

    def _write_body(self, file: TreeFile, part: Path) -> None:
        with (
            self._reading(file),
            closing(self._body(file)) as body,
            part.open("wb") as sink,
        ):
            for chunk in body.iter_chunks(_CHUNK_BYTES):
                sink.write(chunk)
            sink.flush()
            os.fsync(sink.fileno())

    def _body(self, file: TreeFile) -> Any:
        # IfMatch: what is read is what was listed, or nothing. The body is not used as a context
        # manager because it would hand out the bare stream, which does not notice a missing end.
        found = self._client.get_object(Bucket=self._name, Key=file.key, IfMatch=f'"{file.fingerprint}"')
        return found["Body"]

    def _listed(self, entry: Mapping[str, Any]) -> TreeFile:
        return TreeFile(
            key=entry["Key"],
            uri=f"{S3_SCHEME}{self._name}/{entry['Key']}",
            size_bytes=entry["Size"],
            fingerprint=entry["ETag"].strip('"'),
            modified_at=entry["LastModified"].astimezone(UTC),
        )

    def _cached(self, file: TreeFile) -> Path:
        name = hashlib.sha256(f"{file.key} {file.fingerprint}".encode()).hexdigest()[:32]
        return self._cache / name / name_of(file.key)

    @contextmanager
    def _reading(self, file: TreeFile) -> Iterator[None]:
        try:
            with self._calling("s3:GetObject", thing=file.uri):
                yield
        except NotFound as error:
            # It was there a moment ago, when it was listed.
            raise ExportChanged(path=file.uri) from error

    def _calling(self, action: str, *, thing: str) -> AbstractContextManager[None]:
        return translated(service="S3", action=action, thing=thing, profile=self._profile)


def _is_whole(path: Path, file: TreeFile) -> bool:
    return path.is_file() and path.stat().st_size == file.size_bytes
