"""What Cost Explorer calls the services of the bill.

Cost Explorer divides AmazonEC2 in two: instance hours, and everything else ("EC2 - Other").
https://docs.aws.amazon.com/cost-management/latest/userguide/ce-filtering.html
"""

import csv
from functools import cache
from importlib.resources import files

from finops_aws.sandbox.meters import Meter


def service_name(meter: Meter) -> str:
    """The SERVICE of a meter's costs; a product of a seller keeps its own name."""
    for product_code, usage, service in _table():
        if product_code == meter.product_code and usage in meter.usage_type:
            return service
    return meter.price.product_name


@cache
def _table() -> list[tuple[str, str, str]]:
    text = files(__package__).joinpath("services.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return [(row["product_code"], row["usage"], row["service"]) for row in rows]
