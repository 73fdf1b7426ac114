"""With ``fill``, services of which nothing is known can be listed."""

import pytest
from botocore import xform_name

from finops_aws.sandbox.server import Records, SandboxAws
from tests.sandbox.server.conftest import connected

LISTS = """
acm ListCertificates, apigateway GetRestApis, apigatewayv2 GetApis, appconfig ListApplications,
athena ListWorkGroups, autoscaling DescribeAutoScalingGroups, backup ListBackupPlans,
batch DescribeComputeEnvironments, cloudformation DescribeStacks, cloudfront ListDistributions,
cloudtrail ListTrails, cloudwatch DescribeAlarms, codebuild ListProjects, cognito-idp ListUserPoolClients,
dax DescribeClusters, dms DescribeReplicationInstances, docdb DescribeDBClusters, dynamodb ListTables,
ecr DescribeRepositories, ecs ListClusters, efs DescribeFileSystems, eks ListClusters,
elasticache DescribeCacheClusters, elbv2 DescribeLoadBalancers, emr ListClusters, es ListDomainNames,
eventbridgev2 ListEventBuses, firehose ListDeliveryStreams, fsx DescribeFileSystems, glue GetDatabases,
iam ListRoles, kafka ListClustersV2, kinesis ListStreams, lambda ListFunctions, logs DescribeLogGroups,
mq ListBrokers, neptune DescribeDBClusters, opensearch ListDomainNames, organizations ListAccounts,
rds DescribeDBInstances, redshift DescribeClusters, route53 ListHostedZones, s3 ListBuckets,
sagemaker ListEndpoints, secretsmanager ListSecrets, sns ListTopics, ssm DescribeParameters,
stepfunctions ListStateMachines, transfer ListServers, wafv2 ListWebACLs, workspaces DescribeWorkspaces
"""
NEEDED = {"cognito-idp": {"UserPoolId": "sa-east-1_a"}, "wafv2": {"Scope": "REGIONAL"}}


@pytest.fixture(scope="module")
def filled():
    with SandboxAws(Records(), fill=True) as running:
        yield running


@pytest.mark.parametrize("pair", [pair.strip() for pair in LISTS.split(",")])
def test_a_service_lists_made_up_items_on_two_pages(filled, pair):
    name, operation = pair.split()
    client = connected(filled, name)
    method = xform_name(operation)
    if not client.can_paginate(method):
        output = getattr(client, method)(**NEEDED.get(name, {}))
        assert any(isinstance(value, list) and value for value in output.values())
        return
    paginator = client.get_paginator(method)
    pages = paginator.paginate(**NEEDED.get(name, {}))
    found = [item for page in pages for item in paginator.result_keys[0].search(page)]
    assert len(found) == 2
    assert None not in found
