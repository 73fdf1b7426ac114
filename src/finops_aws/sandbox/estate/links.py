"""What hangs on what: volumes on instances, snapshots of volumes, addresses on instances."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from finops_aws.sandbox.estate.sizes import snapshot_gib, volume_gib
from finops_aws.sandbox.estate.things import Thing

COPIED_VOLUME = "vol-ffffffff"
"""What EC2 tells as the volume of a copied snapshot: an arbitrary id that means nothing.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html"""

Places = dict[tuple[str, ...], list[Thing]]


def linked(found: Sequence[Thing]) -> list[Thing]:
    """The same things, with the facts that join them to each other where the other one is there."""
    instances = _by_place(found, "instance")
    volumes = _by_place(found, "volume")
    return [_linked(thing, instances=instances, volumes=volumes) for thing in found]


def mounted(found: Sequence[Thing]) -> list[Thing]:
    """The same things, with the devices of volumes numbered and their instances knowing them."""
    devices: Counter[str] = Counter()
    mounts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    placed = []
    for thing in found:
        instance = thing.facts.get("instance")
        if thing.kind == "volume" and instance and thing.facts.get("attached", True):
            device = _device(devices[instance])
            devices[instance] += 1
            mounts[instance].append((thing.name, device))
            placed.append(thing.having(device=device))
        else:
            placed.append(thing)
    return [
        thing.having(volumes=tuple(mounts[thing.name])) if thing.kind == "instance" else thing
        for thing in placed
    ]


def _linked(thing: Thing, *, instances: Places, volumes: Places) -> Thing:
    if thing.kind == "volume":
        return _on_an_instance(thing, instances.get((thing.account, thing.zone or ""), []))
    if thing.kind == "address":
        running = [one for one in instances.get((thing.account, thing.region), []) if one.is_running]
        return _on_an_instance(thing, running)
    if thing.kind == "snapshot":
        return _of_a_volume(thing, volumes.get((thing.account, thing.region), []))
    return thing


def _on_an_instance(thing: Thing, possible: Sequence[Thing]) -> Thing:
    on = [one for one in possible if "spot" not in "".join(one.usage)] or possible
    if not on:
        return thing
    chosen = on[thing.number % len(on)]
    return thing.having(instance=chosen.name, instance_runs=chosen.is_running)


def _of_a_volume(snapshot: Thing, possible: Sequence[Thing]) -> Thing:
    """A snapshot is younger than its volume and, where one is big enough, no bigger; else it is a copy."""
    needed = snapshot_gib(snapshot)
    fitting = [one for one in possible if one.created <= snapshot.created]
    if not fitting:
        return snapshot.having(volume=COPIED_VOLUME, is_copy=True)
    volume = max(fitting, key=lambda one: (volume_gib(one) >= needed, one.name))
    return snapshot.having(volume=volume.name, volume_gib=volume_gib(volume))


def _by_place(found: Sequence[Thing], kind: str) -> Places:
    places: Places = defaultdict(list)
    for thing in found:
        if thing.kind == kind:
            places[thing.account, thing.region].append(thing)
            places[thing.account, thing.zone or ""].append(thing)
    return places


def _device(number: int) -> str:
    return "/dev/xvda" if number == 0 else f"/dev/sd{chr(ord('f') + (number - 1) % 20)}"
