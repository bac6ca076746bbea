"""Screen many leads: a result for each."""
