"""The year's targets against a ledger, and the sharing out of capacity and land."""
