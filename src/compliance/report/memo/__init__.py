"""Memos: composed once as data, then rendered as Word, PDF, HTML and Markdown."""
