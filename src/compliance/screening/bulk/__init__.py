"""Whole tables to columns of outcomes, without words."""
