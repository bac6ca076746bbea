"""Which column of a table is read as which field."""
