"""The tables of files, as raw rows: a module for each format."""
