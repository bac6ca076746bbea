"""Columns as a mapping file gives them."""

from pathlib import Path

from compliance.intake.columns.mapping import ColumnMapping
from compliance.intake.columns.mapping_file import read_mapping
from compliance.intake.columns.matching import match_columns
from tests.rulebooks import shipped


def given(tmp_path: Path, text: str, headings: list[str]) -> ColumnMapping:
    """The mapping of those headings with a mapping file."""
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return match_columns(headings, shipped().vocabulary, read_mapping(path, shipped().vocabulary))
