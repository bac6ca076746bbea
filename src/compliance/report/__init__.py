"""Decisions as documents: composed once as data, then rendered in each format."""
