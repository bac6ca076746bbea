"""What the ledger itself says of its leads, as it stands beside the verdicts on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compliance.screening.chunks import BESIDE
from compliance.screening.summary import Screening
from compliance.text import Lang
from compliance.vocabulary.fields import BesideVerdict


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column of the ledger that results repeat: its heading, and its place among what a row says beside."""

    heading: str
    place: int
    entry: BesideVerdict

    @property
    def is_number(self) -> bool:
        """Whether its cells hold amounts."""
        return self.entry.field is not None and self.entry.field.unit is not None

    def value(self, row: Mapping[str, Any]) -> str | float:
        """What it says in a row of results: an exact amount as a number, all else as it is written."""
        text, number = self._cell(row)
        return text if number is None else number

    def text(self, row: Mapping[str, Any]) -> str:
        """What it says, as it is written."""
        return self._cell(row)[0]

    def _cell(self, row: Mapping[str, Any]) -> tuple[str, float | None]:
        cell = row[BESIDE][self.place]
        return cell["text"], cell["number"]


def ledger_columns(screening: Screening, lang: Lang) -> list[LedgerColumn]:
    """The columns that the ledger has, in the order of the vocabulary; amounts are in the units of their fields."""
    entries = screening.edition.rulebook.vocabulary.beside
    # In the first place stands the number of the row.
    listed = enumerate(zip(entries, screening.beside, strict=False), start=1)
    return [LedgerColumn(_heading(entry, lang), place, entry) for place, (entry, has) in listed if has]


def number_of(row: Mapping[str, Any]) -> str:
    """How the ledger numbers a lead: by an id, or else by its column of numbers, or else by the row."""
    beside = row.get(BESIDE)
    return (beside[0]["text"] if beside else "") or str(row["id"])


def _heading(entry: BesideVerdict, lang: Lang) -> str:
    unit = None if entry.field is None else entry.field.unit
    label = entry.label.to(lang)
    if unit is None or not unit.symbol:
        return label
    return f"{label}({unit.symbol})" if lang == "zh" else f"{label} ({unit.en})"
