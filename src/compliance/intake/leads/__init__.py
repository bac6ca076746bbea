"""The rows of a lead ledger as cases."""
