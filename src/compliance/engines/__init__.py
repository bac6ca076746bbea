"""Engines: the same rulebook over a case, giving the same outcomes."""
