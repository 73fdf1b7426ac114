"""What the bill calls the services that Cost Explorer calls otherwise.

Cost Explorer divides AmazonEC2 in two, and names services as people do:
https://docs.aws.amazon.com/cost-management/latest/userguide/ce-filtering.html
"""

import csv
import json
from pathlib import Path

from finops_aws.adapters.exports.report_relation import literal


def names_relation(catalogue: Path) -> str:
    """SQL of the table of ``service`` (Cost Explorer's name) and ``product_code`` (the bill's).

    ``catalogue`` is the folder of the billing catalogue; the services of the whole catalogue lie beside it.
    """
    with (catalogue / "services.csv").open(encoding="utf-8", newline="") as file:
        names = {row["service_name"]: row["product_code"] for row in csv.DictReader(file)}
    services = json.loads((catalogue.parent / "services.json").read_text(encoding="utf-8"))["services"]
    told = (one for service in services for one in service["billing"])
    names |= {one["ce"]: one["product_code"] for one in told if one.get("ce") and one.get("product_code")}
    rows = ", ".join(f"({literal(name)}, {literal(code)})" for name, code in sorted(names.items()))
    return f"(VALUES {rows}) AS names (service, product_code)"
