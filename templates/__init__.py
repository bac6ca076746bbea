"""Jinja2 templates of reports."""
