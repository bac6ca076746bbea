"""`compliance screen`: a ledger of leads to results."""
