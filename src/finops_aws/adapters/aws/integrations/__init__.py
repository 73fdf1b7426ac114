"""AWS's own answers about money: advisors, budgets and commitments, each a file of the catalogue."""
