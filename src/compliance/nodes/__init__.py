"""YAML and JSON files as nodes that know their place, read safely and within limits."""
