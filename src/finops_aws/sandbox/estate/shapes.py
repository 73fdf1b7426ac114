"""Every kind of thing that the sandbox's AWS tells of."""

from finops_aws.sandbox.estate.compute_shapes import COMPUTE_SHAPES
from finops_aws.sandbox.estate.data_shapes import DATA_SHAPES
from finops_aws.sandbox.estate.network_shapes import NETWORK_SHAPES
from finops_aws.sandbox.estate.operation_shapes import OPERATION_SHAPES
from finops_aws.sandbox.estate.shape import Shape

SHAPES: dict[str, Shape] = COMPUTE_SHAPES | NETWORK_SHAPES | DATA_SHAPES | OPERATION_SHAPES
