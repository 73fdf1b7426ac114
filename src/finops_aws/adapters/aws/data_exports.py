"""AWS Data Exports, whose API answers in one region only."""

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from finops_aws.adapters.aws.sessions import AwsSession, translated
from finops_aws.domain.visibility.export_plan import API_REGION, ExistingExport, ExportPlan

_QUERY = re.compile(r"\s*SELECT\s+(.+?)\s+FROM\s+(\w+)\s*", re.IGNORECASE | re.DOTALL)


class AwsDataExports:
    """The Data Exports of the session's account. Raises as ``translated`` does."""

    def __init__(self, session: AwsSession) -> None:
        self._session = session
        self._client: Any = None

    def account_id(self) -> str:
        with self._calling("sts:GetCallerIdentity", thing="the AWS identity"):
            return str(self._session.client("sts", region=API_REGION).get_caller_identity()["Account"])

    def existing(self) -> Sequence[ExistingExport]:
        with self._calling("bcm-data-exports:ListExports", thing="the list of Data Exports"):
            pages = self._api().get_paginator("list_exports").paginate()
            listed = [export for page in pages for export in page["Exports"]]
        return [self._described(export) for export in listed]

    def create(self, plan: ExportPlan) -> str:
        with self._calling("bcm-data-exports:CreateExport", thing=f"the Data Export {plan.name}"):
            return str(self._api().create_export(Export=plan.request())["ExportArn"])

    def _described(self, listed: Mapping[str, Any]) -> ExistingExport:
        with self._calling("bcm-data-exports:GetExport", thing=f"the Data Export {listed['ExportName']}"):
            export = self._api().get_export(ExportArn=listed["ExportArn"])["Export"]
        query = export["DataQuery"]
        destination = export["DestinationConfigurations"]["S3Destination"]
        output = destination["S3OutputConfigurations"]
        columns, table = _columns_and_table(query["QueryStatement"])
        return ExistingExport(
            arn=listed["ExportArn"],
            name=export["Name"],
            table=table,
            columns=columns,
            table_settings=query.get("TableConfigurations", {}).get(table, {}),
            bucket=destination["S3Bucket"],
            prefix=destination["S3Prefix"],
            file_format=output["Format"],
            overwrite=output["Overwrite"],
            health=listed.get("ExportStatus", {}).get("StatusCode"),
        )

    def _api(self) -> Any:
        if self._client is None:
            self._client = self._session.client("bcm-data-exports", region=API_REGION)
        return self._client

    def _calling(self, action: str, *, thing: str) -> AbstractContextManager[None]:
        return translated(service="Data Exports", action=action, thing=thing, profile=self._session.profile)


def _columns_and_table(statement: str) -> tuple[frozenset[str], str]:
    # A query of another form may leave lines out (WHERE) or rename columns: it counts as having none.
    found = _QUERY.fullmatch(statement)
    if found is None:
        return frozenset(), ""
    return frozenset(column.strip() for column in found[1].split(",")), found[2].upper()
