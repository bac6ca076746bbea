"""Renderers that all products share: terminal, Markdown, workbook, templates."""
