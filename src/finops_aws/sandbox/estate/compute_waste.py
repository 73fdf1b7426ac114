"""Waste among instances, volumes, snapshots and functions."""

import random
from decimal import Decimal

from finops_aws.sandbox.estate.compute_shapes import STOPPED_BY_USER, STOPPED_INSIDE, memory_mib
from finops_aws.sandbox.estate.links import COPIED_VOLUME
from finops_aws.sandbox.estate.sizes import HOURS_OF_A_MONTH, monthly_cost, snapshot_gib
from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.estate.waste import (
    Facts,
    Form,
    Waste,
    above,
    below,
    days_before,
    is_older,
    stopped_instance,
)
from finops_aws.sandbox.prices import prices

UNATTACHED_DAYS = 32
"""Compute Optimizer calls a volume idle that hung on nothing for 32 days.
https://docs.aws.amazon.com/compute-optimizer/latest/ug/view-idle-recommendations.html"""

IDLE_CPU, IDLE_NETWORK_BYTES = 5.0, 5_000_000
"""Percent at the peak, and bytes a day in and out together; the same page."""

LOOKBACK_HOURS = 14 * 24
OLD_SNAPSHOT_DAYS = 90
LITTLE_MEMORY, MUCH_MEMORY = 0.4, 0.6
"""Shares of a function's memory in use: below the first it has too much, above the second it has not."""

VOLUME = ("ebs-gp3", "ebs-gp2")


def _detached(thing: Thing, dice: random.Random) -> Facts:
    return {"attached": False, "quiet_since": days_before(thing, above(UNATTACHED_DAYS, dice))}


def _never_attached(thing: Thing, _dice: random.Random) -> Facts:
    return {"attached": False, "quiet_since": thing.created}


def _just_detached(thing: Thing, dice: random.Random) -> Facts:
    return {"attached": False, "quiet_since": days_before(thing, dice.uniform(1.5, 5))}


def _is_old_enough(thing: Thing) -> bool:
    return is_older(thing, UNATTACHED_DAYS * 1.25)


def _gp3_saving(volume: Thing) -> Decimal:
    """What the same GB-months cost less as gp3."""
    use = volume.use("ebs-gp2")
    gp3 = prices()["ebs-gp3"].rate(volume.region)
    return (use.rate - gp3) * use.per_hour * HOURS_OF_A_MONTH if use else Decimal(0)


def _is_there_before_the_bill(volume: Thing) -> bool:
    return volume.is_running and volume.created < volume.life.calendar.epoch


def _by_user(volume: Thing, dice: random.Random) -> Thing:
    return stopped_instance(volume, dice, stopped_by=STOPPED_BY_USER)


def _from_inside(volume: Thing, dice: random.Random) -> Thing:
    return stopped_instance(volume, dice, stopped_by=STOPPED_INSIDE)


def _hangs_on_a_running_one(volume: Thing) -> bool:
    return volume.is_running and volume.facts.get("instance_runs") is True


def _hangs_on_a_stopped_one(volume: Thing) -> bool:
    """Its instance is on the bill of the last week, so it has not been stopped for long."""
    return volume.is_running and volume.facts.get("instance_runs") is False


def _instance_of(volume: Thing) -> str:
    return str(volume.facts["instance"])


def _can_be_smaller(instance: Thing) -> bool:
    """On demand, not the smallest of its kind, and on in every hour that is looked at."""
    on_demand = instance.is_running and not instance.usage[0].startswith("spot")
    is_large = instance.instance_class.endswith(".large")
    return on_demand and not is_large and instance.life.ran_throughout(LOOKBACK_HOURS)


def _quiet(_thing: Thing, dice: random.Random) -> Facts:
    return {
        "cpu_peak": round(below(IDLE_CPU, dice), 2),
        "network_bytes_a_day": round(below(IDLE_NETWORK_BYTES, dice)),
    }


def _quiet_with_a_wave(thing: Thing, dice: random.Random) -> Facts:
    return {**_quiet(thing, dice), "cpu_wave": True}


def _one_busy_hour(thing: Thing, dice: random.Random) -> Facts:
    return {**_quiet(thing, dice), "busy_hour": dice.randrange(24), "busy_cpu": dice.randint(40, 85)}


def _much_network(thing: Thing, dice: random.Random) -> Facts:
    return {**_quiet(thing, dice), "network_bytes_a_day": dice.randint(40, 60) * 10**9}


def _is_idle(instance: Thing) -> bool:
    """What is planted as underused without a busy hour or much network: it can as well be stopped."""
    facts = instance.facts
    return "cpu_peak" in facts and "busy_hour" not in facts and not _talks_much(instance)


def _has_busy_hour(instance: Thing) -> bool:
    return "busy_hour" in instance.facts


def _talks_much(instance: Thing) -> bool:
    return bool(instance.facts.get("network_bytes_a_day", 0) >= IDLE_NETWORK_BYTES)


def _half_the_price(instance: Thing) -> Decimal:
    """One size smaller is half the price throughout the table."""
    return monthly_cost(instance, *instance.usage) / 2


def _gone(thing: Thing, dice: random.Random) -> Facts:
    volume = f"vol-{dice.randrange(16**17):017x}"
    return {"volume": volume, "volume_gib": snapshot_gib(thing), "is_copy": False}


def _gone_by_policy(thing: Thing, dice: random.Random) -> Facts:
    return {**_gone(thing, dice), "description": "Created for policy: policy-0a1b2c3d4e5f60718"}


def _is_old_snapshot(thing: Thing) -> bool:
    return is_older(thing, OLD_SNAPSHOT_DAYS * 1.2)


def _is_old_copy(thing: Thing) -> bool:
    return _is_old_snapshot(thing) and thing.facts.get("volume") == COPIED_VOLUME


def _has_its_volume(thing: Thing) -> bool:
    return _is_old_snapshot(thing) and thing.facts.get("volume", COPIED_VOLUME) != COPIED_VOLUME


def _is_young_snapshot(thing: Thing) -> bool:
    return thing.is_running and not is_older(thing, OLD_SNAPSHOT_DAYS * 0.8)


def _bills_memory(function: Thing) -> bool:
    return function.is_running and function.use("lambda-gb") is not None


def _bills_requests(function: Thing) -> bool:
    return function.is_running and function.use("lambda-gb") is None


def _too_much_memory(thing: Thing, dice: random.Random) -> Facts:
    return {"memory_used": below(LITTLE_MEMORY, dice), "memory_mib": max(1024, memory_mib(thing))}


def _far_too_much_memory(thing: Thing, dice: random.Random) -> Facts:
    return {"memory_used": below(LITTLE_MEMORY, dice) / 2, "memory_mib": 3008}


def _memory_in_use(thing: Thing, dice: random.Random) -> Facts:
    return {"memory_used": above(MUCH_MEMORY, dice), "memory_mib": max(1024, memory_mib(thing))}


def _half_the_memory(function: Thing) -> Decimal:
    """Half the memory at the same duration is half the GB-seconds."""
    return monthly_cost(function, "lambda-gb") / 2


COMPUTE_WASTE = (
    Waste(
        kind="unattached-volume",
        of="volume",
        forms=(
            Form(facts=_detached, fits=_is_old_enough),
            Form(facts=_never_attached, fits=_is_old_enough),
        ),
        decoys=(
            Form(differs_in="attachment", fits=_is_old_enough),
            Form(differs_in="detached_since", facts=_just_detached, fits=_is_old_enough),
        ),
        saving=lambda volume: monthly_cost(volume, *VOLUME),
    ),
    Waste(
        kind="stopped-instance-with-volumes",
        of="volume",
        forms=(
            Form(invents=_by_user, fits=_is_there_before_the_bill),
            Form(invents=_from_inside, fits=_is_there_before_the_bill),
        ),
        decoys=(
            Form(differs_in="volumes", invents=_by_user, mounts=False),
            Form(differs_in="state", fits=_hangs_on_a_running_one, names=_instance_of),
            Form(differs_in="stopped_since", fits=_hangs_on_a_stopped_one, names=_instance_of),
        ),
        saving=lambda volume: monthly_cost(volume, *VOLUME),
    ),
    Waste(
        kind="gp2-volume",
        of="volume",
        forms=(Form(fits=lambda t: t.is_running and "ebs-gp2" in t.usage),),
        decoys=(Form(differs_in="volume_type", fits=lambda t: t.is_running and "ebs-gp3" in t.usage),),
        saving=_gp3_saving,
        follows_the_bill=True,
    ),
    Waste(
        kind="underused-instance",
        of="instance",
        forms=(
            Form(facts=_quiet, fits=_can_be_smaller),
            Form(facts=_quiet_with_a_wave, fits=_can_be_smaller),
        ),
        decoys=(
            Form(differs_in="busy_hour", facts=_one_busy_hour, fits=_can_be_smaller),
            Form(differs_in="network", facts=_much_network, fits=_can_be_smaller),
        ),
        saving=_half_the_price,
    ),
    Waste(
        kind="idle-instance",
        of="instance",
        forms=(Form(fits=_is_idle),),
        decoys=(
            Form(differs_in="busy_hour", fits=_has_busy_hour),
            Form(differs_in="network", fits=_talks_much),
        ),
        saving=lambda instance: monthly_cost(instance, *instance.usage),
        follows_the_bill=True,
    ),
    Waste(
        kind="old-snapshot",
        of="snapshot",
        forms=(
            Form(facts=_gone, fits=_is_old_snapshot),
            Form(facts=_gone_by_policy, fits=_is_old_snapshot),
        ),
        decoys=(
            Form(differs_in="volume", fits=_has_its_volume),
            Form(differs_in="age", facts=_gone, fits=_is_young_snapshot),
            Form(differs_in="copy", fits=_is_old_copy),
        ),
        saving=lambda snapshot: monthly_cost(snapshot, "ebs-snapshot"),
    ),
    Waste(
        kind="overprovisioned-lambda-memory",
        of="function",
        forms=(
            Form(facts=_too_much_memory, fits=_bills_memory),
            Form(facts=_far_too_much_memory, fits=_bills_memory),
        ),
        decoys=(
            Form(differs_in="memory_used", facts=_memory_in_use, fits=_bills_requests),
            Form(differs_in="memory_used", facts=_memory_in_use, fits=_bills_memory),
        ),
        saving=_half_the_memory,
    ),
)
