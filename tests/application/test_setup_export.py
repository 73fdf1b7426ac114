import json
import shlex
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator

from finops_aws.application.visibility.setup_export import ExportSetup, setup_export
from finops_aws.domain.visibility.export_plan import ExistingExport, ExportPlan
from finops_aws.errors import InvalidSetting

PLAN = ExportPlan(bucket="acme-bills", prefix="/finance/", region="sa-east-1", name="cur2")
FIT = ExistingExport(
    arn="arn:aws:bcm-data-exports:us-east-1:111122223333:export/theirs-1",
    name="theirs",
    table="COST_AND_USAGE_REPORT",
    columns=frozenset(PLAN.columns) | {"product_usagetype"},
    table_settings={**PLAN.table_settings(), "INCLUDE_IAM_PRINCIPAL_DATA": "TRUE"},
    bucket="acme-bills",
    prefix="finance/",
    file_format="PARQUET",
    overwrite="OVERWRITE_REPORT",
    health="HEALTHY",
)


class KnownExports:
    """An account with the exports it is given."""

    def __init__(self, *exports: ExistingExport) -> None:
        self.exports = list(exports)
        self.created: list[ExportPlan] = []

    def account_id(self) -> str:
        return "111122223333"

    def existing(self) -> Sequence[ExistingExport]:
        return self.exports

    def create(self, plan: ExportPlan) -> str:
        self.created.append(plan)
        return "arn:created"


def set_up(exports: KnownExports, *, apply: bool = True) -> ExportSetup:
    return setup_export(exports, PLAN, apply=apply)


def with_setting(name: str, value: str) -> ExistingExport:
    return replace(FIT, table_settings={**FIT.table_settings, name: value})


def test_an_export_that_does_is_found_and_nothing_is_created() -> None:
    account = KnownExports(with_setting("TIME_GRANULARITY", "DAILY"), FIT)

    setup = set_up(account)

    assert (setup.outcome, setup.export_arn, setup.health) == ("found", FIT.arn, "HEALTHY")
    assert setup.location == "s3://acme-bills/finance/theirs"
    assert setup.command == PLAN.command()
    assert account.created == []


def test_without_one_the_plan_is_created() -> None:
    account = KnownExports()

    setup = set_up(account)

    assert (setup.outcome, setup.export_arn) == ("created", "arn:created")
    assert setup.location == "s3://acme-bills/finance/cur2"
    assert account.created == [PLAN]


def test_nothing_is_created_unless_asked() -> None:
    account = KnownExports()

    setup = set_up(account, apply=False)

    assert (setup.outcome, setup.export_arn) == ("planned", None)
    assert setup.command == PLAN.command()
    assert account.created == []


@pytest.mark.parametrize(
    ("export", "difference"),
    [
        (with_setting("TIME_GRANULARITY", "DAILY"), "TIME_GRANULARITY=DAILY"),
        (with_setting("INCLUDE_RESOURCES", "FALSE"), "INCLUDE_RESOURCES=FALSE"),
        (
            with_setting("INCLUDE_SPLIT_COST_ALLOCATION_DATA", "FALSE"),
            "INCLUDE_SPLIT_COST_ALLOCATION_DATA=FALSE",
        ),
        (replace(FIT, overwrite="CREATE_NEW_REPORT"), "overwrite=CREATE_NEW_REPORT"),
        (replace(FIT, file_format="TEXT_OR_CSV"), "format=TEXT_OR_CSV"),
        (replace(FIT, table="FOCUS_1_2_AWS"), "table=FOCUS_1_2_AWS"),
        (replace(FIT, columns=FIT.columns - {"cost_category"}), "no column cost_category"),
    ],
)
def test_an_export_that_does_not_is_named_with_the_reason(export: ExistingExport, difference: str) -> None:
    setup = set_up(KnownExports(export), apply=False)

    assert (setup.outcome, setup.misfits) == ("planned", (("theirs", (difference,)),))


def test_an_export_to_another_place_does_not_do() -> None:
    elsewhere = replace(FIT, prefix="marketing")

    assert PLAN.differences(elsewhere) == ("location=acme-bills/marketing",)
    assert set_up(KnownExports(elsewhere)).outcome == "created"


def test_an_export_of_every_column_does() -> None:
    assert PLAN.differences(replace(FIT, columns=frozenset({"*"}))) == ()


def test_without_split_cost_neither_its_columns_nor_its_setting_matter() -> None:
    plan = replace(PLAN, split_cost=False)
    plain = with_setting("INCLUDE_SPLIT_COST_ALLOCATION_DATA", "FALSE")

    assert plan.differences(replace(plain, columns=frozenset(plan.columns))) == ()
    assert plan.table_settings()["INCLUDE_SPLIT_COST_ALLOCATION_DATA"] == "FALSE"
    assert set(PLAN.columns) - set(plan.columns) == {c for c in PLAN.columns if c.startswith("split_")}


def test_a_name_that_is_taken_is_not_asked_of_aws() -> None:
    account = KnownExports(replace(with_setting("TIME_GRANULARITY", "DAILY"), name="cur2"))

    with pytest.raises(InvalidSetting) as caught:
        set_up(account)

    assert caught.value.facts["value"] == "cur2"
    assert caught.value.facts["reason"].endswith("TIME_GRANULARITY=DAILY")
    assert account.created == []


def test_the_request_is_the_one_aws_documents() -> None:
    request = PLAN.request()

    model = botocore.session.get_session().get_service_model("bcm-data-exports")
    shape = model.operation_model("CreateExport").input_shape
    assert not ParamValidator().validate({"Export": request}, shape).has_errors()
    assert request["DataQuery"]["TableConfigurations"] == {
        "COST_AND_USAGE_REPORT": {
            "TIME_GRANULARITY": "HOURLY",
            "INCLUDE_RESOURCES": "TRUE",
            "INCLUDE_SPLIT_COST_ALLOCATION_DATA": "TRUE",
            "INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY": "FALSE",
        }
    }
    assert request["DestinationConfigurations"]["S3Destination"] == {
        "S3Bucket": "acme-bills",
        "S3Prefix": "finance",
        "S3Region": "sa-east-1",
        "S3OutputConfigurations": {
            "OutputType": "CUSTOM",
            "Format": "PARQUET",
            "Compression": "PARQUET",
            "Overwrite": "OVERWRITE_REPORT",
        },
    }
    assert request["RefreshCadence"] == {"Frequency": "SYNCHRONOUS"}


def test_every_value_of_the_request_is_one_that_aws_knows() -> None:
    model = botocore.session.get_session().get_service_model("bcm-data-exports")
    output = PLAN.request()["DestinationConfigurations"]["S3Destination"]["S3OutputConfigurations"]

    for name, value in output.items():
        assert value in model.shape_for("S3OutputConfigurations").members[name].enum
    assert PLAN.request()["RefreshCadence"]["Frequency"] in model.shape_for("FrequencyOption").enum


def test_the_query_asks_for_each_column_once() -> None:
    statement = PLAN.request()["DataQuery"]["QueryStatement"]

    assert statement.startswith("SELECT identity_line_item_id, ")
    assert statement.endswith(" FROM COST_AND_USAGE_REPORT")
    assert len(PLAN.columns) == len(set(PLAN.columns)) == 105
    assert len(statement) < 36_000


def test_the_command_survives_the_shell() -> None:
    words = shlex.split(PLAN.command())

    assert words[:-1] == ["aws", "bcm-data-exports", "create-export", "--region", "us-east-1", "--export"]
    assert json.loads(words[-1]) == PLAN.request()


def test_the_bucket_policy_lets_only_this_account_deliver() -> None:
    policy: dict[str, Any] = json.loads(set_up(KnownExports(), apply=False).bucket_policy)

    (statement,) = policy["Statement"]
    assert statement["Action"] == ["s3:PutObject", "s3:GetBucketPolicy"]
    assert statement["Resource"] == ["arn:aws:s3:::acme-bills", "arn:aws:s3:::acme-bills/*"]
    assert statement["Condition"]["StringLike"]["aws:SourceAccount"] == "111122223333"
