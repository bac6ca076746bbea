"""The rows below the headings of a table, as data and doubts, for every kind of ledger."""
