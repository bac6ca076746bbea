"""Filled application forms, a module for each step from a file to a case."""
