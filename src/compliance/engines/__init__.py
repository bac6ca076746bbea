"""Engines: each evaluates the rules in force on cases, and all of them give the same outcomes."""
