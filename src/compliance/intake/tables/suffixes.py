"""By which suffixes a file is a ledger; apart from what reads them, so that a review need not load that."""

BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv")
LINES = (".jsonl", ".ndjson")
PARQUET = (".parquet",)
SUFFIXES = (*BOOKS, *TEXTS, *LINES, *PARQUET)
