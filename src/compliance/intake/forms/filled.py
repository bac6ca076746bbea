"""What stands in a form of the program's own, by the marks of its blanks, whatever kind of file it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from compliance.errors import Place
from compliance.intake.forms.marks import FormMark
from compliance.text import Text


class Content(NamedTuple):
    """What stands in a blank, None for nothing, and where it is; `fault` says why it cannot be read."""

    raw: object
    at: Place
    fault: Text | None = None


class Stray(NamedTuple):
    """What somebody wrote outside of the blanks; `after` is the mark of the last blank before it, empty if none is."""

    written: str
    at: Place
    after: str


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form that was handed out and came back.

    `contents` has each blank that is still marked, more than one where a mark stands more than once.  `at` is the file.
    `starts_1904` and `percents` are for the reader of cells.
    """

    mark: FormMark
    contents: Mapping[str, Sequence[Content]]
    strays: tuple[Stray, ...]
    at: Place
    starts_1904: bool | None = None
    percents: bool = False
