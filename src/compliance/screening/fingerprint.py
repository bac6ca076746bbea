"""Identify what a screening was asked, so that a stopped one is only resumed by the same request."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from compliance.intake.leads.reading import LeadReading
from compliance.text import Lang
from compliance.version import __version__


def fingerprint(
    files: Iterable[Path], as_of: date, lang: Lang, rules: str, reading: LeadReading, others: Iterable[str]
) -> dict[str, str]:
    """The files as they stand, the day, the language, the rules by their digest, the program, the reading, the rest."""
    mapping = "" if reading.mapping is None else Path(reading.mapping).read_text(encoding="utf-8")
    return {
        "files": "\n".join(f"{file.resolve()} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files),
        "as_of": as_of.isoformat(),
        "lang": lang,
        "rules": rules,
        "program": __version__,
        "options": " ".join([*others, reading.sheet or "", reading.encoding or "", mapping]),
    }
