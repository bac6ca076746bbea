"""The forward-chaining engine for one case, on durable_rules."""
