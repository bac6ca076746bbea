"""A copy of a person's own workbook with columns added, and nothing else changed."""
