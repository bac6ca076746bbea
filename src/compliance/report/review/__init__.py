"""The report on reviewed applications, and its formats."""
