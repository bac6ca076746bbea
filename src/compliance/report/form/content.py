"""A form as data, which each format lays out: titles, groups, and blanks with their marks."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from compliance.intake.forms.marks import FormMark
from compliance.text import Lang, Text

ROWS = 8  # for the records of a list, where nothing else is asked for
MOST_ROWS = 200


class Need(Enum):
    """Whether a blank has to be filled in; `value` is the sign for it before the label."""

    REQUIRED = "●"
    IF_APPLIES = "○"
    OPTIONAL = ""


class Kind(Enum):
    """What a blank takes: a text, a number, a date, or one of its options."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to fill in.

    `options` are offered; of a blank that takes a text they are proposals, and others may be written.  `value` stands
    in it already.  `label` names it to a reader.
    """

    mark: str
    label: str
    kind: Kind
    options: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A line of a form: what is asked, where it is filled in, in which unit if in any, and how."""

    label: str
    need: Need
    blank: Blank
    unit: Blank | None
    notes: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The label behind the sign for whether it has to be filled in."""
        return f"{self.need.value} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class RecordTable:
    """Rows for several things of one kind, such as buildings: a column for each field, with its unit below."""

    title: str
    need: Need
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    units: tuple[Blank | None, ...]
    rows: tuple[tuple[Blank, ...], ...]

    @property
    def heading(self) -> str:
        """The title behind the sign for whether it has to be filled in."""
        return f"{self.need.value} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Group:
    """Questions and tables that stand together."""

    title: str
    questions: tuple[Question, ...]
    tables: tuple[RecordTable, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form, in one language.

    `about` says for what it is, each line with its label; `guide` how to fill it in; `columns` head the questions;
    `asides` are blanks for people, which are not read.  `mark` is what the form says of itself, but for its own texts,
    which a format adds as it writes them.  `day` dates the file.
    """

    lang: Lang
    title: str
    subtitle: str
    about: tuple[tuple[str, str], ...]
    guide: tuple[str, ...]
    columns: tuple[str, str, str, str]
    groups: tuple[Group, ...]
    asides: tuple[Blank, ...]
    unit_row: str
    mark: FormMark
    day: date


TITLE = Text("申请表", "application")
SUPPLEMENT_TITLE = Text("补正材料表", "supplement")
COLUMNS = (
    Text("项目", "Field"),
    Text("填写内容", "To be filled in"),
    Text("单位", "Unit"),
    Text("填写说明", "How to fill it in"),
)
