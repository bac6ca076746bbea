"""`compliance screen`: screen leads."""
