"""Bill exports in a file, a folder or a bucket: what an ingest can read from."""

from collections.abc import Callable, Sequence
from functools import cache as cache_result
from pathlib import Path
from typing import Any

from finops_aws.adapters.exports.discovery import deliver, find_parcels, single_parcel
from finops_aws.adapters.exports.layout import enclosing_export, is_manifest
from finops_aws.adapters.exports.local_folder import LocalFolder, key_of, local_file
from finops_aws.adapters.exports.s3_bucket import S3_SCHEME, S3Bucket
from finops_aws.adapters.exports.s3_folder import S3Folder
from finops_aws.adapters.exports.trees import FileTree, folder_of, join
from finops_aws.application.ports import Progress
from finops_aws.domain.visibility.delivery import ExportFile, FoundDelivery
from finops_aws.errors import AccessDenied, ExportChanged, NotFound

OpenTree = Callable[[str], FileTree]


class ExportSources:
    """Finds bills on disk and in S3; what lies in S3 is brought to ``cache`` first.

    ``s3_client`` is called once, when the first ``s3://`` location is asked for; ``profile`` is the
    one its credentials come from, to be named when they have expired.
    """

    def __init__(
        self,
        *,
        cache: Path,
        progress: Progress,
        s3_client: Callable[[], Any],
        profile: str = "default",
    ) -> None:
        self._cache = cache
        self._progress = progress
        self._s3_client = cache_result(s3_client)
        self._profile = profile

    def find(self, location: str) -> Sequence[FoundDelivery]:
        if location.startswith(S3_SCHEME):
            return self._find_in_s3(location)
        return _find_on_disk(location)

    def verify_unchanged(self, file: ExportFile) -> None:
        # A file from S3 was read under its ETag into a cache where nothing is ever rewritten.
        if file.uri.startswith(S3_SCHEME):
            return
        now = local_file(file.path)
        if now is None or now.fingerprint != file.fingerprint:
            raise ExportChanged(path=file.uri)

    def _find_in_s3(self, location: str) -> list[FoundDelivery]:
        name, _, prefix = location.removeprefix(S3_SCHEME).partition("/")
        if not name:
            raise NotFound(thing="the name of a bucket", where=location)
        bucket = S3Bucket(
            self._s3_client(), name=name, cache=self._cache, progress=self._progress, profile=self._profile
        )
        # Only at the end: a legacy report without prefix lies under a key that begins with a slash.
        key = prefix.rstrip("/")
        return _find(lambda base: S3Folder(bucket, base=base, location=location), key)


def _find_on_disk(location: str) -> list[FoundDelivery]:
    path = Path(location).expanduser().resolve()
    _demand_reachable(path, location=location)
    root = Path(path.anchor)
    return _find(lambda base: LocalFolder(root / base, location=location), key_of(path))


def _demand_reachable(path: Path, *, location: str) -> None:
    try:
        path.stat()
    except PermissionError as error:
        raise AccessDenied(thing=location, action="read") from error
    except OSError as error:
        raise NotFound(thing="the file or folder", where=location) from error


def _find(open_tree: OpenTree, key: str) -> list[FoundDelivery]:
    if is_manifest(key):
        key = folder_of(key)
    tree = open_tree(key)
    if key in tree.files:
        return deliver(tree, [single_parcel(tree.files[key])])
    enclosing = _enclosing_export(open_tree, tree)
    if enclosing is None:
        return deliver(tree, find_parcels(tree))
    root, billing_period = enclosing
    whole = open_tree(root)
    return deliver(whole, find_parcels(whole, root=root, billing_period=billing_period))


def _enclosing_export(open_tree: OpenTree, tree: FileTree) -> tuple[str, str | None] | None:
    """The export that the tree is only a part of, so that its manifest or its files lie outside the tree."""
    enclosing = enclosing_export(tree.base)
    if enclosing is None:
        return None
    if any(is_manifest(key) for key in tree.files) or open_tree(join(enclosing[0], "metadata")).folders:
        return enclosing
    return None
