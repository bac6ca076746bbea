"""Blank forms, and the sheets that ask an applicant for what is missing."""
