"""What FinOps AWS does: one use case is one verb, one file, one public function."""
