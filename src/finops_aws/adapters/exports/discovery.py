"""Which deliveries lie in a tree of files: by manifest where there is one, else by folder."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from finops_aws.adapters.exports.layout import (
    data_partition,
    export_folder,
    export_root,
    is_bill,
    is_manifest,
    period_of,
    resting_places,
)
from finops_aws.adapters.exports.manifests import Manifest, parse_manifest
from finops_aws.adapters.exports.trees import FileTree, TreeFile, folder_of, join, name_of
from finops_aws.domain.visibility.delivery import ExportFile, FoundDelivery
from finops_aws.errors import ExportNotReady, NotFound


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery before its files are on disk; ``root`` is the folder its export lies in."""

    root: str
    export: str
    delivery_id: str
    billing_period: str | None
    delivered_at: datetime
    files: tuple[TreeFile, ...]
    manifest: str | None = None


def find_parcels(
    tree: FileTree, *, root: str | None = None, billing_period: str | None = None
) -> list[Parcel]:
    """The deliveries in the tree, each once; those of one export root and billing period if given.

    Where there are manifests, only the files that one of them names count; else every bill file does.
    Raises NotFound when there are none, ExportNotReady when files or a manifest are still to come.
    """
    manifests = _manifests(tree, root=root)
    _demand_manifests(tree, manifests, root=root, billing_period=billing_period)
    parcels = _distinct(
        _parcel(tree, manifest) for manifest in manifests if billing_period in (None, manifest.billing_period)
    )
    if root is None and not manifests:
        parcels += _loose_parcels(tree)
    if not parcels:
        raise NotFound(thing="an AWS bill (Manifest.json, csv, csv.gz, zip or parquet)", where=tree.location)
    return _named_apart(parcels, base=tree.base)


def single_parcel(file: TreeFile) -> Parcel:
    """The delivery that one file makes up, asked for by name."""
    return _folder_parcel([file])


def deliver(tree: FileTree, parcels: list[Parcel]) -> list[FoundDelivery]:
    """The deliveries with their files readable, oldest first within an export and billing period."""
    paths = tree.on_disk([file for parcel in parcels for file in parcel.files])
    found = [
        FoundDelivery(
            export=parcel.export,
            delivery_id=parcel.delivery_id,
            billing_period=parcel.billing_period,
            delivered_at=parcel.delivered_at,
            files=tuple(ExportFile(f.uri, paths[f.key], f.size_bytes, f.fingerprint) for f in parcel.files),
            manifest=parcel.manifest,
        )
        for parcel in parcels
    ]
    return sorted(found, key=lambda d: (d.export, d.billing_period or "", d.delivered_at, d.delivery_id))


def _manifests(tree: FileTree, *, root: str | None) -> list[Manifest]:
    files = [f for f in tree.files.values() if is_manifest(f.key) and root in (None, export_root(f.key))]
    return [parse_manifest(text, file=file) for text, file in zip(tree.contents(files), files, strict=True)]


def _demand_manifests(
    tree: FileTree, manifests: list[Manifest], *, root: str | None, billing_period: str | None
) -> None:
    # AWS writes the data first and the manifest last: files without one are half a delivery.
    delivered = {(manifest.root, manifest.billing_period) for manifest in manifests}
    for key in tree.files:
        partition = data_partition(key)
        if partition is None or partition in delivered or not is_bill(key):
            continue
        place, period = partition
        wanted = root in (None, place) and billing_period in (None, period)
        if wanted and join(place, "metadata") in tree.folders:
            reason = f"there are files of {period} but no manifest of that month yet ({key})"
            raise ExportNotReady(location=tree.location, reason=reason)


def _parcel(tree: FileTree, manifest: Manifest) -> Parcel:
    files = tuple(_named_file(tree, manifest, name) for name in manifest.names)
    return Parcel(
        root=manifest.root,
        export=manifest.export,
        delivery_id=manifest.delivery_id or _digest(files),
        billing_period=manifest.billing_period,
        delivered_at=manifest.delivered_at,
        files=files,
        manifest=manifest.uri,
    )


def _named_file(tree: FileTree, manifest: Manifest, name: str) -> TreeFile:
    for key in resting_places(name, root=manifest.root, beside=folder_of(manifest.key)):
        if key in tree.files:
            return tree.files[key]
    reason = f"the manifest {manifest.uri} names {name}, which is not there"
    raise ExportNotReady(location=tree.location, reason=reason)


def _distinct(parcels: Iterable[Parcel]) -> list[Parcel]:
    # The manifest of the newest delivery is copied to the folder above its own; its own copy wins.
    found: dict[tuple[str, str, str | None, str], Parcel] = {}
    for parcel in sorted(parcels, key=lambda parcel: -(parcel.manifest or "").count("/")):
        found.setdefault((parcel.root, parcel.export, parcel.billing_period, parcel.delivery_id), parcel)
    return list(found.values())


def _loose_parcels(tree: FileTree) -> list[Parcel]:
    folders: dict[str, list[TreeFile]] = defaultdict(list)
    for key, file in tree.files.items():
        if is_bill(key):
            folders[folder_of(key)].append(file)
    return [_folder_parcel(files) for files in folders.values()]


def _folder_parcel(files: list[TreeFile]) -> Parcel:
    root = export_folder(files[0].key)
    return Parcel(
        root=root,
        export=name_of(root),
        delivery_id=_digest(files),
        billing_period=period_of(files[0].key),
        delivered_at=max(file.modified_at for file in files),
        files=tuple(files),
    )


def _named_apart(parcels: list[Parcel], *, base: str) -> list[Parcel]:
    """The parcels, those of exports that only share a name renamed to their path below the base."""
    roots: dict[str, set[str]] = defaultdict(set)
    for parcel in parcels:
        roots[parcel.export].add(parcel.root)
    return [replace(p, export=_path_name(p, base)) if len(roots[p.export]) > 1 else p for p in parcels]


def _path_name(parcel: Parcel, base: str) -> str:
    path = parcel.root.removeprefix(base).strip("/")
    return path if name_of(path) == parcel.export else join(path, parcel.export)


def _digest(files: Iterable[TreeFile]) -> str:
    lines = sorted(f"{name_of(file.key)} {file.fingerprint}" for file in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
