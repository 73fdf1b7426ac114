"""The estate: what exists, what was asked of AWS and how each question ended."""
