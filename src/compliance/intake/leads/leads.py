"""A ledger of investment leads to cases, one for each row, in the order of the file."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from compliance.errors import InputError, Place, Problem, shown, unreadable
from compliance.facts import NO_FACTS, Facts
from compliance.intake.columns.header_rows import LOOKED
from compliance.intake.columns.mapping import ColumnMapping
from compliance.intake.columns.mapping_file import GivenMapping
from compliance.intake.columns.matching import match_columns
from compliance.intake.leads.lead_table import LeadTable
from compliance.intake.leads.rows import Lead
from compliance.intake.leads.sheets import chosen_sheets
from compliance.intake.person_findings import KEYS as FINDINGS
from compliance.intake.person_findings import by_case, findings_in
from compliance.intake.rows.headed_table import HeadedTable, find_columns, is_of_one_project
from compliance.intake.rows.skipped import SkippedRows
from compliance.intake.tables.dataset import Dataset
from compliance.intake.tables.open import open_tables
from compliance.intake.tables.stored import Stored
from compliance.intake.tables.suffixes import ALL_SHEETS
from compliance.intake.tables.table import Row, Table
from compliance.intake.tables.workbook import read_sheets
from compliance.source import Readable, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary


class Piece(NamedTuple):
    """Rows of one table of a ledger, which is the `table`th from 0."""

    table: int
    rows: list[Row]


class Leads:
    """The leads of a ledger, table by table, read as they are asked for; each iteration reads from the first row.

    `tables` are the one that is read, or all sheets where these were asked for; then `by_sheet`, and leads name theirs.
    `notes` are complete once an iteration has come to the end.  `facts` are what the ledger's own sheet of findings
    says; the cases of its leads have them.
    """

    def __init__(
        self,
        tables: Sequence[LeadTable],
        notes: Sequence[Problem],
        *,
        by_sheet: bool = False,
        facts: Facts = NO_FACTS,
    ) -> None:
        self.facts = facts
        self.tables = tuple(tables)
        self.by_sheet = by_sheet
        self._opening = tuple(notes)

    @property
    def only(self) -> LeadTable:
        """The table of a ledger that has but one.  Raises: ValueError for another."""
        (table,) = self.tables
        return table

    @property
    def beside(self) -> tuple[bool, ...]:
        """Of each column that results repeat, whether a table of the ledger has it."""
        return tuple(map(any, zip(*(table.beside.present for table in self.tables), strict=True)))

    @property
    def height(self) -> int:
        """About how many rows there are."""
        return sum(table.height for table in self.tables)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What the keeper of the ledger should know: columns not read, and `notes_beside_columns`."""
        on_columns = (note for table in self.tables for note in table.mapping.notes_on_columns(table.file))
        return (*on_columns, *self.notes_beside_columns)

    @property
    def notes_beside_columns(self) -> tuple[Problem, ...]:
        """Encoding, hidden rows and sheets, rows left out or broken."""
        return (*self._opening, *self._on_rows())

    def __iter__(self) -> Iterator[Lead]:
        for table in self.tables:
            yield from table

    def pieces(self, size: int) -> Iterator[Piece]:
        """The rows of each table below its headings, at least so many at a time; see `LeadTable.pieces`."""
        for number, table in enumerate(self.tables):
            for rows in table.pieces(size):
                yield Piece(number, rows)

    def leads_of(self, piece: Piece, skipped: SkippedRows) -> Iterator[Lead]:
        """The leads of a piece, and what is left out of it."""
        return self.tables[piece.table].leads_of(piece.rows, skipped)

    def require_some(self, count: int) -> None:
        """Nothing, where a whole reading gave so many leads.  Raises: InputError with what it left out if none."""
        if count:
            return
        zh = "有表头,但没有一条项目;请核对表头以下是否有项目行,或用 --sheet 指定其他工作表"
        en = "headings and no lead below them; see whether the rows are there, or name another sheet by --sheet"
        raise InputError([*(Problem(Place(table.file), Text(zh, en)) for table in self.tables), *self._on_rows()])

    def _on_rows(self) -> Iterator[Problem]:
        return (note for table in self.tables for note in table.skipped.notes(table.file))


def leads_of_dataset(dataset: Dataset, vocabulary: Vocabulary, given: GivenMapping | None) -> Leads:
    """See `leads_of_columns`; of several files their folder is named."""
    source = dataset.files[0] if len(dataset.files) == 1 else dataset.files[0].parent
    return leads_of_columns(str(source), dataset.stored, dataset.columns, vocabulary, given)


def leads_of_columns(
    source: str, stored: Stored, columns: tuple[str, ...], vocabulary: Vocabulary, given: GivenMapping | None
) -> Leads:
    """What reads rows of those columns that are handed to its only table; it has none of its own.

    Raises: InputError if no column means a field.
    """
    mapping = match_columns(columns, vocabulary, given)
    if not mapping.used:
        zh = "没有一列对应已知字段;请用 --mapping 指定"
        raise unreadable(source, zh, "no column means a field; give --mapping")
    table = Table(source, source, lambda: iter(()), keys=columns, percents=stored is Stored.parquet)
    headed = HeadedTable(table, None, mapping)
    return Leads([LeadTable(headed, vocabulary, by_sheet=False)], [*mapping.notes, *mapping.absent])


def read_leads(
    given: Readable,
    vocabulary: Vocabulary,
    mapping_given: GivenMapping | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Leads:
    """The leads of a workbook's sheet, or of a CSV, TSV, JSON Lines or Parquet file.

    Of several sheets with headings the first is read and the others are noted; `ALL_SHEETS` reads all that list leads
    as the others do.  A sheet named as `person_findings.KEYS` says is read with any of them, as the findings of persons
    on their leads.  A cell that cannot be used becomes a doubt of its case and the row goes on; so does a row that is
    broken as a whole, with a note.
    Raises: InputError if the file cannot be read, is a form on one project, no column means a field, or a finding
    cannot be used.
    """
    notes: list[Problem] = []
    of_findings: list[Table] = []
    found: list[HeadedTable] = []
    forms: list[Problem] = []
    broken: list[Problem] = []
    asked: ColumnMapping | None = None
    source = source_of(given)
    for table in open_tables(source, sheet, encoding):
        notes += _of_opening(table)
        if table.name in FINDINGS and table.keys is None:
            of_findings.append(table)
            continue
        headed = find_columns(table, vocabulary, vocabulary.reviewed, mapping_given)
        if mapping_given is None and is_of_one_project(headed, vocabulary, vocabulary.reviewed):
            forms.append(Problem(Place(table.file), _form_given(source.name)))
            continue
        if headed.mapping.used:
            found.append(headed)
            continue
        asked = asked if asked and asked.questions else headed.mapping
        broken += (
            Problem(Place(table.file, row.number), row.fault)
            for row in islice(table.rows(), LOOKED)
            if row.fault is not None
        )
        zh, en = ("没有认得的列名", "no known heading") if headed.head is None else ("没有能确定的列", "no certain one")
        notes.append(Problem(Place(table.file), Text(f"{zh},未读取", f"{en}; not read")))
    if forms and not found:
        raise InputError(forms)
    if not found:
        raise InputError([Problem(Place(source.name), _nothing_read(asked)), *broken])
    every = sheet == ALL_SHEETS
    if sheet is not None and not every:
        of_findings += read_sheets(source, FINDINGS)
    told = findings_in(of_findings, vocabulary)
    facts = Facts(findings=by_case(told.findings))
    chosen = chosen_sheets(found, every=every)
    notes += [*forms, *chosen.notes, *told.notes]
    tables = [LeadTable(headed, vocabulary, by_sheet=every, facts=facts) for headed in chosen.tables]
    notes += (note for headed in chosen.tables for note in headed.notes())
    return Leads(tables, notes, by_sheet=every, facts=facts)


def _form_given(name: str) -> Text:
    """That a form stands where a ledger is read, with the command that takes it."""
    command = f"compliance review {shown(name, 200)}"
    return Text(
        f"这是填写一个项目的申请表(各项内容写在名称旁边),不是一行一个项目的台账,未读取;请用 {command} 审查",
        f"a form on one project, each value beside its label, and no ledger with a project in each row; not read: "
        f"review it by {command}",
    )


def _nothing_read(asked: ColumnMapping | None) -> Text:
    if asked is not None and asked.questions:
        listed = shown("、".join(column.heading for column in asked.questions), 200)
        zh = f"没有一列能确定对应的字段;有疑问的列:{listed}。请用 --mapping 指定"
        return Text(zh, f"no column means a field for certain; in question: {listed}. Give a file by --mapping")
    return Text(
        "没有认得的列名:前 20 行内须有一行写明字段名称(如 项目名称、用地面积(亩));"
        "如文字显示为乱码,请用 --encoding 指明编码",
        "no column is named for a field: one of the first 20 rows must name them; if the text is garbled, name its "
        "encoding by --encoding",
    )


def _of_opening(table: Table) -> Iterator[Problem]:
    """By what encoding a text was read, what is amiss with the file, and which sheets were not read."""
    if table.remark is not None:
        yield Problem(Place(table.file), table.remark)
    if name := table.encoding:
        yield Problem(Place(table.file), Text(f"编码:{name}", f"encoding: {name.replace('含', 'with ')}"))
    for at in table.hidden_sheets:
        zh, en = "隐藏的工作表,未读取;如需读取请用 --sheet 指定", "a hidden sheet, not read; --sheet reads it"
        yield Problem(at, Text(zh, en))
