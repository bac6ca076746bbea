"""Policy documents as typed rules: YAML packs, their citations, definitions and tables."""
