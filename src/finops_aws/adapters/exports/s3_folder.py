"""Bills under a prefix of a bucket."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from finops_aws.adapters.exports.s3_bucket import S3Bucket
from finops_aws.adapters.exports.trees import TreeFile, by_key, folder_of, is_hidden


class S3Folder:
    """The objects under a prefix (or one object), listed when it is made. Raises as S3Bucket does."""

    # A bucket may hold anything: when it holds exports, only what their manifests name is a bill.

    def __init__(self, bucket: S3Bucket, *, base: str, location: str) -> None:
        self.location = location
        self.base = base
        self._bucket = bucket
        listed = list(bucket.list_keys(f"{base}/" if base else ""))
        if not listed and base:
            listed = [file for file in bucket.list_keys(base) if file.key == base]
        self.folders = frozenset(folder for file in listed for folder in _folders_of(file.key))
        self.files: Mapping[str, TreeFile] = by_key(
            file for file in listed if not file.key.endswith("/") and not is_hidden(file.key, base=base)
        )

    def contents(self, files: Sequence[TreeFile]) -> Sequence[bytes]:
        return self._bucket.contents(files)

    def on_disk(self, files: Sequence[TreeFile]) -> Mapping[str, Path]:
        return self._bucket.on_disk(files)


def _folders_of(key: str) -> list[str]:
    folders = []
    while key := folder_of(key):
        folders.append(key)
    return folders
