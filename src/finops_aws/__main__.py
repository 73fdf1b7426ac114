"""``python -m finops_aws``: the command line."""

from finops_aws.entrypoints.cli.main import main

if __name__ == "__main__":
    main()
