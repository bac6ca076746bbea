"""The condition language: text to a checked tree, back to text, and into words."""
