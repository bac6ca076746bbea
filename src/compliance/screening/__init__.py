"""Many leads to a result for each."""
