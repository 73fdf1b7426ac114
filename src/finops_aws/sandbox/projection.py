"""Which columns a shape has and the SQL expression that fills each."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from finops_aws.sandbox.company import POD_TAGS, TAG_KEYS
from finops_aws.sandbox.request import Discounts, Shape

PRODUCT_KEYS = [
    "product_name",
    "region",
    "operating_system",
    "tenancy",
    "license_model",
    "database_engine",
    "deployment_option",
    "instance_type_family",
    "current_generation",
    "volume_type",
    "volume_api_name",
]
BULK_LITERALS = {"line_type": "'Usage'", "bill_type": "'Anniversary'", "unused": "FALSE"}
SQL_TYPES = {"text": "VARCHAR", "rate": "VARCHAR", "time": "TIMESTAMP", "double": "DOUBLE"}
AMOUNT_KINDS = ("money", "moneytext")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of an export: its name there, its kind and its SQL."""

    name: str
    kind: str
    expression: str

    def select(self, *, shape: Shape, literals: dict[str, str], bulk: bool) -> str:
        """Give ``expression AS name``; in bulk files nothing is a commitment."""
        sql = self.expression
        if bulk:
            sql = re.sub(r"\bp\.(\w+)", lambda m: literals[m[1]], sql)
            sql = re.sub(r"\b[dc]\.\w+", "NULL", sql)
            sql = re.sub(r"\bl\.(line_type|bill_type|unused)\b", lambda m: BULK_LITERALS[m[1]], sql)
        return f'{_typed(sql, self.kind, shape)} AS "{self.name}"'


def columns(shape: Shape, discounts: Discounts) -> list[Column]:
    """Give the shape's columns in order."""
    if shape.is_focus:
        return _focus("1.0" if shape is Shape.FOCUS_1_0_CSV else "1.2")
    found: list[Column] = []
    for row in _table("cur"):
        if row["needs"] == "net" and not discounts.has_net_columns:
            continue
        if row["needs"] == "discounts" and discounts is not Discounts.NET:
            continue
        if shape.is_flat and row["kind"] in ("map", "tags", "product", "discount"):
            found += _flattened(row["kind"], shape)
        elif not shape.is_legacy or row["legacy"]:
            found.append(Column(name=_name(row, shape), kind=row["kind"], expression=row["expression"]))
    return found


def _name(row: dict[str, str], shape: Shape) -> str:
    return row["legacy"] if shape in (Shape.LEGACY_CSV, Shape.LEGACY_CSV_ZIP) else row["name"]


def _focus(version: str) -> list[Column]:
    return [
        Column(name=row["name"], kind=row["kind"], expression=row["expression"])
        for row in _table("focus")
        if version in row["versions"].split()
    ]


def _flattened(kind: str, shape: Shape) -> list[Column]:
    """Give one column per key of a map, spelled as the shape does."""
    slashed = shape in (Shape.LEGACY_CSV, Shape.LEGACY_CSV_ZIP)
    if kind == "map":
        name = "costCategory/BusinessUnit" if slashed else "cost_category_business_unit"
        return [_lookup(name, "m.cost_category", "BusinessUnit")]
    if kind == "product":
        return [_lookup(_product_name(key, slashed=slashed), "m.product", key) for key in PRODUCT_KEYS]
    if kind == "tags":
        return [_lookup(_tag_name(key, slashed=slashed), "t.tags", key) for key in (*TAG_KEYS, *POD_TAGS)]
    total = "discount/TotalDiscount" if slashed else "discount_total_discount"
    bundled = "discount/BundledDiscount" if slashed else "discount_bundled_discount"
    return [
        Column(
            name=bundled,
            kind="money",
            expression="CASE WHEN m.terms = 'bundled' THEN l.unblended - l.billed END",
        ),
        Column(name=total, kind="money", expression="l.unblended - l.billed"),
    ]


def _lookup(name: str, column: str, key: str) -> Column:
    return Column(name=name, kind="text", expression=f"map_extract_value({column}, '{key}')")


def _product_name(key: str, *, slashed: bool) -> str:
    if not slashed:
        return f"product_{key}"
    words = key.split("_")
    camel = words[0] + "".join(word.capitalize() for word in words[1:])
    return "product/ProductName" if key == "product_name" else f"product/{camel}"


def _tag_name(key: str, *, slashed: bool) -> str:
    if not slashed:
        return f"resource_tags_{key}"
    owner, _, rest = key.partition("_")
    return f"resourceTags/{owner}:{LEGACY_TAG_KEYS.get(key, rest)}"


LEGACY_TAG_KEYS = {
    "aws_created_by": "createdBy",
    "aws_eks_cluster_name": "eks:cluster-name",
    "aws_eks_namespace": "eks:namespace",
}


def _typed(sql: str, kind: str, shape: Shape) -> str:
    """Cast an expression to what the shape's file format holds."""
    text = not shape.is_parquet
    if kind in AMOUNT_KINDS:
        amount = f"({sql})::DOUBLE / 1e10"
        return f"upper(({amount})::VARCHAR)" if text or kind == "moneytext" else amount
    if kind == "time":
        return f"strftime(({sql})::TIMESTAMP, '{_time_format(shape)}')" if text else f"({sql})::TIMESTAMP"
    if kind == "discount":
        return _discount_text() if text else _discount_map()
    if kind in ("map", "tags", "product"):
        return f"{sql}_json" if text else sql
    if kind == "rate":
        return f"({sql})::{'VARCHAR' if text else 'DOUBLE'}"
    return f"({sql})::{SQL_TYPES[kind]}"


def _time_format(shape: Shape) -> str:
    if shape.is_focus:
        return "%Y-%m-%d %H:%M:%S"
    return "%Y-%m-%dT%H:%M:%SZ" if shape.is_legacy else "%Y-%m-%dT%H:%M:%S.000Z"


def _discount_map() -> str:
    """Give what was taken off: net + total_discount = unblended, so a saving is positive."""
    taken = "(l.unblended - l.billed)::DOUBLE / 1e10"
    return (
        "CASE WHEN l.unblended = l.billed THEN MAP {}::MAP(VARCHAR, DOUBLE)"
        f" WHEN m.terms = 'bundled' THEN MAP {{'bundled_discount': {taken}, 'total_discount': {taken}}}"
        f" ELSE MAP {{'total_discount': {taken}}} END"
    )


def _discount_text() -> str:
    taken = "((l.unblended - l.billed)::DOUBLE / 1e10)::VARCHAR"
    return (
        "CASE WHEN l.unblended = l.billed THEN '{}' ELSE '{' ||"
        f" CASE WHEN m.terms = 'bundled' THEN '\"bundled_discount\":' || {taken} || ',' ELSE '' END"
        f" || '\"total_discount\":' || {taken} || '}}' END"
    )


@cache
def _table(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath("columns", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))
