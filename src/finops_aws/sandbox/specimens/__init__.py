"""Specimens: planted waste of every kind beside the ordinary company, with decoys, on the bill and in AWS.

One module per family holds its ``KINDS``. A specimen is planted through AWS facts alone: lines of the bill,
answers of AWS operations, CloudWatch readings. Nothing here knows the checks that have to find it.
"""

from finops_aws.sandbox.specimens.garden import Garden, garden

__all__ = ["Garden", "garden"]
