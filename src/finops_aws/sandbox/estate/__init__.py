"""The estate behind the bill: the same company's resources, as the AWS APIs tell of them."""

from finops_aws.sandbox.estate.company_estate import REGIONS, CompanyEstate, company_estate
from finops_aws.sandbox.estate.plants import Plant

__all__ = ["REGIONS", "CompanyEstate", "Plant", "company_estate"]
