"""What the API answers, one module per context of the product."""
