"""One case and a day to a decision."""
