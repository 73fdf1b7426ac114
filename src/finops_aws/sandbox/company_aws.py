"""The AWS of a whole company: its resources, its metrics, its money, and what AWS's advisors make of them."""

from finops_aws.sandbox.advice_apis import add_advice_apis
from finops_aws.sandbox.cost_apis import add_cost_apis
from finops_aws.sandbox.estate import CompanyEstate, company_estate
from finops_aws.sandbox.plan import plan
from finops_aws.sandbox.request import BillRequest


def company_aws(request: BillRequest) -> CompanyEstate:
    """What every AWS API that the sandbox knows answers about the company that the request's bill is of."""
    estate = company_estate(request)
    add_cost_apis(estate.records, plan(request, seed=request.seed), until=request.until)
    add_advice_apis(
        estate.records, estate.things, payer=estate.payer, accounts=estate.accounts, until=request.until
    )
    return estate
