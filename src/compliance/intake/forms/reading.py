"""A filled form in a file, Word or a table, to a case, with how it was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.intake.columns.mapping import How
from compliance.intake.columns.mapping_file import GivenMapping, read_mapping
from compliance.intake.forms.documents import read_document
from compliance.intake.forms.grid import Paper
from compliance.intake.forms.items import FormRead, Item
from compliance.intake.forms.read_form import read_paper
from compliance.intake.tables.table import Table
from compliance.source import Readable, Source, source_of
from compliance.vocabulary.fields import Vocabulary


@dataclass(frozen=True, slots=True)
class FormReading:
    """How forms are to be read: by which mapping of labels, and beside which blank copy; None is found out.

    `sheet` is the one sheet of a workbook that is the form, `encoding` that of a table in text.
    """

    mapping: str | Path | None = None
    blank: str | Path | None = None
    sheet: str | None = None
    encoding: str | None = None

    def given_mapping(self, vocabulary: Vocabulary) -> GivenMapping | None:
        """The mapping of labels that is given, if one is.  Raises: InputError."""
        return None if self.mapping is None else read_mapping(self.mapping, vocabulary)


def read_document_form(given: Readable, vocabulary: Vocabulary, reading: FormReading) -> FormRead:
    """What a Word form states, or a PDF form seems to state, which a person has to confirm.

    Raises: InputError if it, its blank copy or the mapping cannot be read.
    """
    source = source_of(given)
    return _read(source, read_document(source), vocabulary, reading)


def read_own_form(given: Readable, vocabulary: Vocabulary, rulebook: str) -> FormRead:
    """What a form that the program handed out states by its marks, each value under the name of its field.

    Raises: InputError if it cannot be read, is blank, or only supplements an application.
    """
    from compliance.intake.forms.marked import read_marked

    case = read_marked(given, vocabulary, rulebook)
    fields = {id_: vocabulary.field(case.subject, id_) for id_ in case.data}
    items = (
        Item(fields[id_].label.zh, id_, datum.at, datum.written, fields[id_], how=How.label)
        for id_, datum in case.data.items()
    )
    doubts = (
        Item(doubt.label.zh, doubt.field, doubt.at, doubt.written, question=doubt.reason) for doubt in case.doubts
    )
    return FormRead(case, tuple(sorted((*items, *doubts), key=lambda one: one.at.in_order)))


def read_table_form(given: Readable, tables: Sequence[Table], vocabulary: Vocabulary, reading: FormReading) -> FormRead:
    """What the tables of a file state that are a form.  Raises: InputError as `read_document_form` does."""
    from compliance.intake.forms.workbook import paper_of

    source = source_of(given)
    return _read(source, paper_of(source, tables), vocabulary, reading)


def _read(source: Source, paper: Paper, vocabulary: Vocabulary, reading: FormReading) -> FormRead:
    from compliance.intake.forms.blank import known_labels, read_blank

    mapping = reading.given_mapping(vocabulary)
    if reading.blank is None:
        return read_paper(paper, vocabulary, source.stem, mapping)
    known, notes = known_labels(paper, read_blank(reading.blank))
    found = read_paper(paper, vocabulary, source.stem, mapping, known)
    return FormRead(found.case, found.items, (*notes, *found.notes))
