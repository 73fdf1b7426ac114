"""Waste among what serves models."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
    NOTHING,
    Charge,
    Hours,
    Kind,
    Readings,
    Specimen,
    Told,
    before,
    counted,
    flat,
    gib_months,
    one_hour_a_day,
    silent,
)

QUIET_DAYS = 14
"""No page says after how many days: this is our own."""

HOST = "ml.m5.xlarge"


def _endpoint(
    lot: Lot,
    *,
    calls: Hours,
    age_days: float = 300,
    extra: dict[str, Any] | None = None,
    variants: tuple[bool, ...] = (True,),
) -> Specimen:
    """``extra`` are further members of what AWS tells; a variant without a model of its own is False."""
    name, created = lot.name("model"), lot.days_ago(age_days)
    arn, hosts = lot.arn("sagemaker", f"endpoint/{name}"), lot.dice.choice((1, 2))
    described = {
        "EndpointName": name,
        "EndpointArn": arn,
        "EndpointConfigName": name,
        "CreationTime": created,
        "LastModifiedTime": created,
        "EndpointStatus": "InService",
        "ProductionVariants": [_variant(lot, number, one) for number, one in enumerate(variants)],
        **(extra or {}),
    }
    readings = Readings(
        namespace="AWS/SageMaker",
        dimensions={"EndpointName": name, "VariantName": "variant-0"},
        metrics={"Invocations": calls, "InvocationModelErrors": silent()},
    )
    when = {"EndpointName": name}
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=_hosting(hosts),
        told=(
            Told(client="sagemaker", operation="ListEndpoints", item=_summary(described)),
            Told(client="sagemaker", operation="DescribeEndpoint", output=described, when=when),
        ),
        readings=(readings,),
    )


def _variant(lot: Lot, number: int, has_model: bool) -> dict[str, Any]:
    images = [{"SpecifiedImage": f"{lot.account}.dkr.ecr.{lot.region}.amazonaws.com/serve:1"}]
    return {
        "VariantName": f"variant-{number}",
        "CurrentInstanceCount": 1,
        "CurrentWeight": 1.0,
        "DeployedImages": images if has_model else [],
    }


def _hosting(hosts: int) -> tuple[Charge, ...]:
    """Instances and their disks end with the endpoint; what is sent out is another matter."""
    return (
        _host(f"Host:{HOST}", "0.368", per_hour=Decimal(hosts), saved=ALL),
        _host("Host:VolumeUsage.gp2", "0.266", unit="GB-Mo", per_hour=gib_months(30), saved=ALL),
        _host("DataTransfer-Out-Bytes", "0.15", unit="GB", per_hour=Decimal("0.01")),
    )


def _summary(endpoint: dict[str, Any]) -> dict[str, Any]:
    """What the list of endpoints tells of one."""
    names = ("EndpointName", "EndpointArn", "CreationTime", "LastModifiedTime", "EndpointStatus")
    return {name: endpoint[name] for name in names}


def _host(
    usage: str, usd: str, *, unit: str = "Hrs", per_hour: Decimal = ALL, saved: Decimal = NOTHING
) -> Charge:
    return Charge(
        product_code="AmazonSageMaker",
        product_name="Amazon SageMaker",
        family="ML Instance" if unit == "Hrs" else "Storage" if unit == "GB-Mo" else "Data Transfer",
        usage=usage,
        operation="RunInstance",
        usd=Decimal(usd),
        unit=unit,
        per_hour=per_hour,
        saved=saved,
        category="AI and Machine Learning",
        subcategory="Machine Learning",
        instance_type=HOST if unit == "Hrs" else "",
    )


def _throughput(
    lot: Lot, *, calls: Hours, age_days: float = 120, committed_days: float | None = None
) -> Specimen:
    """``committed_days``: for how many days the commitment still runs, negative where it is over."""
    arn, created = lot.arn("bedrock", f"provisioned-model/{lot.hex(12)}"), lot.days_ago(age_days)
    units = lot.dice.choice((1, 2))
    model = f"arn:aws:bedrock:{lot.region}::foundation-model/amazon.nova-lite-v1:0"
    provisioned = {
        "provisionedModelName": lot.name("throughput"),
        "provisionedModelArn": arn,
        "modelArn": model,
        "desiredModelArn": model,
        "foundationModelArn": model,
        "modelUnits": units,
        "desiredModelUnits": units,
        "status": "InService",
        "creationTime": created,
        "lastModifiedTime": created,
        **_commitment(lot, committed_days),
    }
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=created,
        charges=(_model_units(units),),
        told=(Told(client="bedrock", operation="ListProvisionedModelThroughputs", item=provisioned),),
        readings=(
            Readings(
                namespace="AWS/Bedrock",
                dimensions={"ModelId": arn},
                metrics={"Invocations": calls, "InputTokenCount": calls, "OutputTokenCount": calls},
            ),
        ),
    )


def _commitment(lot: Lot, days: float | None) -> dict[str, Any]:
    if days is None:
        return {}
    return {
        "commitmentDuration": "OneMonth",
        "commitmentExpirationTime": lot.until + timedelta(days=days),
    }


def _model_units(units: int) -> Charge:
    return Charge(
        product_code="AmazonBedrock",
        product_name="Amazon Bedrock",
        family="Amazon Bedrock",
        usage="NovaLite-ProvisionedThroughput-ModelUnits",
        operation="ProvisionedThroughput",
        usd=Decimal("21.18"),
        unit="hour",
        per_hour=Decimal(units),
        saved=ALL,
        category="AI and Machine Learning",
        subcategory="Generative AI",
    )


def _until_lately(lot: Lot) -> Hours:
    return before(lot.below(QUIET_DAYS), then=counted(30), since=silent())


def _long_ago(lot: Lot) -> Hours:
    return before(lot.above(QUIET_DAYS), then=counted(30), since=flat(0))


KINDS = (
    Kind(
        name="idle-model-endpoint",
        make=_endpoint,
        forms=(
            lambda _lot: {"calls": silent()},
            lambda lot: {"calls": _long_ago(lot)},
        ),
        decoys={
            "calls": lambda lot: {"calls": _until_lately(lot)},
            "daily calls": lambda lot: {
                "calls": one_hour_a_day(lot.dice.randint(1, 24), busy=counted(1), quiet=silent())
            },
            "age": lambda lot: {"calls": silent(), "age_days": lot.below(QUIET_DAYS)},
            "variants": lambda _lot: {"calls": silent(), "variants": (True, True)},
            "model": lambda _lot: {"calls": silent(), "variants": (False,)},
            "queue": lambda lot: {
                "calls": silent(),
                "extra": {
                    "AsyncInferenceConfig": {"OutputConfig": {"S3OutputPath": f"s3://{lot.name('out')}"}}
                },
            },
            "state": lambda _lot: {"calls": silent(), "extra": {"EndpointStatus": "Updating"}},
        },
    ),
    Kind(
        name="unused-model-throughput",
        make=_throughput,
        forms=(
            lambda _lot: {"calls": silent()},
            lambda lot: {"calls": _long_ago(lot), "committed_days": -lot.dice.uniform(1, 20)},
        ),
        decoys={
            "calls": lambda lot: {"calls": _until_lately(lot)},
            "age": lambda lot: {"calls": silent(), "age_days": lot.below(QUIET_DAYS)},
            "commitment": lambda lot: {"calls": silent(), "committed_days": lot.dice.uniform(1, 20)},
        },
    ),
)
"""The kinds of this module."""
