"""The report on the year's targets and on allocation, and its formats."""
