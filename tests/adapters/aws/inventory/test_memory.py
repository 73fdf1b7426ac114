"""A scan needs as much memory for many services as for few."""

from benchmarks.scan_memory import MOST_MIB, all_services, measured
from finops_aws.sandbox.estate import REGIONS


def test_sixty_services_in_every_region_fit_into_memory() -> None:
    services = all_services()[:30] + all_services()[-30:]
    told = measured(services)
    assert told.jobs > 50 * len(REGIONS)
    assert told.peak_mib <= MOST_MIB
