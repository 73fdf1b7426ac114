"""Settings → adapters → Analysis: reads like a parts list."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from finops_aws.adapters.aws.data_exports import AwsDataExports
from finops_aws.adapters.aws.sessions import AwsSession
from finops_aws.adapters.exports.ledger_reader import LedgerReader
from finops_aws.adapters.exports.locations import ExportSources
from finops_aws.adapters.stores.bill_auditor import DuckDbAuditor
from finops_aws.adapters.stores.data_directory import DataDirectory
from finops_aws.adapters.stores.duckdb_engine import connect
from finops_aws.adapters.stores.duckdb_store import DuckDbStore
from finops_aws.adapters.stores.estate_directory import EstateDirectory
from finops_aws.adapters.stores.estate_store import DuckDbEstate
from finops_aws.adapters.stores.focus_writer import FocusWriter
from finops_aws.adapters.stores.ledger_store import LedgerStore
from finops_aws.application.analysis import Analysis
from finops_aws.application.ports import Catalog, Clock, Inventory, Progress, ProgressStep
from finops_aws.settings import Settings
from finops_aws.toolkit.ttl_cache import TtlCache

CATALOG = Path(__file__).parent / "catalog"


class UtcClock:
    """The wall clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Silent:
    """Progress that tells nobody."""

    def step(self, name: str, total: int) -> AbstractContextManager[ProgressStep]:
        return nullcontext(self)

    def advance(self, units: int = 1) -> None:
        return None


class Later:
    """A part that is made when it is first used: most runs ask AWS nothing and load nothing for it."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Any:
        return self._make()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)


def _inventory(settings: Settings) -> Inventory:
    from finops_aws.adapters.aws.inventory.access import AccessSettings, AwsAccess
    from finops_aws.adapters.aws.inventory.catalogue import read_services
    from finops_aws.adapters.aws.inventory.runner import AwsInventory

    access = AccessSettings(
        profile=settings.aws_profile,
        region=settings.aws_region,
        role=settings.aws_role,
        external_id=settings.aws_external_id,
        endpoint=settings.aws_endpoint,
        keys=settings.aws_keys,
    )
    return AwsInventory(AwsAccess(access), read_services)


def _catalog() -> Catalog:
    from finops_aws.adapters.aws.inventory.catalogue import ServiceCatalogue

    return ServiceCatalogue()


def build_analysis(
    settings: Settings, *, progress: Progress | None = None, clock: Clock | None = None
) -> Analysis:
    """The product, wired for these settings."""
    progress = progress or Silent()
    clock = clock or UtcClock()
    directory = DataDirectory(settings.data)
    engine = partial(
        connect, threads=settings.threads, memory_limit_mb=settings.memory_mb, spill=settings.data / "spill"
    )
    reading = partial(
        connect,
        threads=1,
        memory_limit_mb=max(150, settings.memory_mb // settings.threads),
        spill=settings.data / "spill",
    )
    aws = AwsSession(profile=settings.aws_profile, region=settings.aws_region)
    return Analysis(
        sources=ExportSources(
            cache=settings.data / "cache",
            progress=progress,
            s3_client=partial(aws.client, "s3"),
            profile=settings.aws_profile or "default",
        ),
        reader=LedgerReader(connect=reading, catalogue=CATALOG / "billing", workers=settings.threads),
        ledger=LedgerStore(directory, connect=engine, progress=progress, clock=clock),
        store=DuckDbStore(directory, connect=engine),
        auditor=DuckDbAuditor(directory, connect=engine),
        focus=FocusWriter(directory, connect=engine),
        exports=AwsDataExports(aws),
        catalog=Later(_catalog),
        inventory=Later(partial(_inventory, settings)),
        estate=DuckDbEstate(EstateDirectory(settings.data, connect=engine, clock=clock), directory),
        clock=clock,
        progress=progress,
        cache=TtlCache(
            ttl_seconds=settings.cache_ttl_seconds, max_entries=settings.cache_entries, clock=time.monotonic
        ),
    )
