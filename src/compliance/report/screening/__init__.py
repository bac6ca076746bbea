"""The results of a screening, and their formats."""
