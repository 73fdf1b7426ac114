"""Settings → adapters → Analysis: reads like a parts list."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from finops_aws.adapters.aws.data_exports import AwsDataExports
from finops_aws.adapters.aws.sessions import AwsSession
from finops_aws.adapters.decisions_file import JsonDecisions
from finops_aws.adapters.exports.cost_explorer_feed import CostExplorerFeed
from finops_aws.adapters.exports.ledger_reader import LedgerReader
from finops_aws.adapters.exports.locations import ExportSources
from finops_aws.adapters.stores.bill_auditor import DuckDbAuditor
from finops_aws.adapters.stores.check_engine import DuckDbDetector
from finops_aws.adapters.stores.collected_directory import CollectedDirectory
from finops_aws.adapters.stores.collected_store import DuckDbCollected
from finops_aws.adapters.stores.data_directory import DataDirectory
from finops_aws.adapters.stores.duckdb_engine import connect
from finops_aws.adapters.stores.duckdb_store import DuckDbStore
from finops_aws.adapters.stores.estate_directory import EstateDirectory
from finops_aws.adapters.stores.estate_store import DuckDbEstate
from finops_aws.adapters.stores.focus_writer import FocusWriter
from finops_aws.adapters.stores.ledger_store import LedgerStore
from finops_aws.adapters.stores.rate_file import JsonRates
from finops_aws.application.analysis import Analysis
from finops_aws.application.optimization.judgement import Judgement
from finops_aws.application.ports import (
    Catalog,
    CheckBook,
    Clock,
    Detector,
    Integrations,
    Inventory,
    PriceBook,
    Progress,
    ProgressStep,
    UsageMetrics,
)
from finops_aws.application.visibility.ingest_exports import CostFeed
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

    def tell(self, **counts: int) -> None:
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


def _inventory(access: Any) -> Inventory:
    from finops_aws.adapters.aws.inventory.catalogue import read_services
    from finops_aws.adapters.aws.inventory.runner import AwsInventory

    return AwsInventory(access, read_services)


def _access(settings: Settings) -> Any:
    """The accounts of AWS, as all who ask there reach them."""
    from finops_aws.adapters.aws.access.accounts import AccessSettings, AwsAccess

    wanted = AccessSettings(
        profile=settings.aws_profile,
        region=settings.aws_region,
        role=settings.aws_role,
        external_id=settings.aws_external_id,
        endpoint=settings.aws_endpoint,
        keys=settings.aws_keys,
    )
    return AwsAccess(wanted)


def _integrations(access: Any) -> Integrations:
    from finops_aws.adapters.aws.integrations.runner import AwsIntegrations

    return AwsIntegrations(access)


def _metrics(access: Any) -> UsageMetrics:
    from finops_aws.adapters.aws.inventory.catalogue import read_services
    from finops_aws.adapters.aws.metrics import CloudWatchMetrics

    return CloudWatchMetrics(access, read_services)


def _feed(access: Any, cache: Path) -> CostFeed:
    from finops_aws.adapters.aws.cost_explorer import CostExplorer

    return CostExplorerFeed(CostExplorer(access), cache)


def _price_book(access: Any) -> PriceBook:
    from finops_aws.adapters.aws.price_list import AwsPriceList

    return AwsPriceList(access)


def _judgement(settings: Settings, detector: Detector, clock: Clock) -> Judgement:
    """What judges the estate, with the decisions in the user's own file."""
    decisions = JsonDecisions(settings.decisions or settings.data / "decisions.json")
    return Judgement(Later(_checks), detector, decisions, clock)


def _checks() -> CheckBook:
    from finops_aws.adapters.check_catalogue import CheckCatalogue

    return CheckCatalogue()


def _catalog() -> Catalog:
    from finops_aws.adapters.aws.inventory.catalogue import ServiceCatalogue

    return ServiceCatalogue()


def _engine(settings: Settings, *, threads: int) -> Callable[[], Any]:
    """What opens an engine connection; one that has fewer threads than all has its share of the memory."""
    share = max(150, settings.memory_mb * threads // settings.threads)
    memory = settings.memory_mb if threads == settings.threads else share
    return partial(connect, threads=threads, memory_limit_mb=memory, spill=settings.data / "spill")


def _answers(settings: Settings) -> TtlCache:
    """The memory of answers."""
    return TtlCache(
        ttl_seconds=settings.cache_ttl_seconds, max_entries=settings.cache_entries, clock=time.monotonic
    )


def build_analysis(
    settings: Settings, *, progress: Progress | None = None, clock: Clock | None = None
) -> Analysis:
    """The product, wired for these settings."""
    progress = progress or Silent()
    clock = clock or UtcClock()
    directory = DataDirectory(settings.data)
    engine = _engine(settings, threads=settings.threads)
    reading = _engine(settings, threads=1)
    estate = EstateDirectory(settings.data, connect=engine, clock=clock)
    collected = CollectedDirectory(settings.data, connect=engine, clock=clock)
    access = cache(partial(_access, settings))
    aws = AwsSession(profile=settings.aws_profile, region=settings.aws_region)
    return Analysis(
        sources=ExportSources(
            cache=settings.data / "cache",
            progress=progress,
            s3_client=partial(aws.client, "s3"),
            profile=settings.aws_profile or "default",
        ),
        feed=Later(lambda: _feed(access(), settings.data / "cache")),
        reader=LedgerReader(connect=reading, catalogue=CATALOG / "billing", workers=settings.threads),
        ledger=LedgerStore(directory, connect=engine, progress=progress, clock=clock),
        store=DuckDbStore(directory, connect=engine),
        auditor=DuckDbAuditor(directory, connect=engine),
        focus=FocusWriter(directory, connect=engine),
        exports=AwsDataExports(aws),
        catalog=Later(_catalog),
        inventory=Later(lambda: _inventory(access())),
        estate=DuckDbEstate(estate, directory),
        integrations=Later(lambda: _integrations(access())),
        metrics=Later(lambda: _metrics(access())),
        collected=DuckDbCollected(collected, estate),
        price_book=Later(lambda: _price_book(access())),
        rates=JsonRates(settings.data),
        judgement=_judgement(settings, DuckDbDetector(estate, collected, directory), clock),
        clock=clock,
        progress=progress,
        cache=_answers(settings),
    )
