"""Exact quantities: units, numerals, and reading what people write."""
