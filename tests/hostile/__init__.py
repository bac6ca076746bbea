"""A campaign of hostile inputs against the command line: `python -m tests.hostile --help`."""
