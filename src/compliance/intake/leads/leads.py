"""A ledger of investment leads to cases, one for each row, in the order of the file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.columns.header_rows import LOOKED, Headings, find_headings
from compliance.intake.columns.mapping import ColumnMapping
from compliance.intake.columns.mapping_file import GivenMapping
from compliance.intake.columns.matching import match_columns, names_a_field, tidy
from compliance.intake.leads.rows import BLANKS, Lead, LeadRows, is_blank, lead_of
from compliance.intake.rows.skipped import FAULTS, SkippedRows, listed, runs_of
from compliance.intake.tables.dataset import Dataset, Stored
from compliance.intake.tables.open import open_tables
from compliance.intake.tables.table import Row, Table, unreadable
from compliance.source import Readable, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary, fold


class Leads:
    """The leads of one table, read as they are asked for; each iteration reads from the first row.

    `mapping` says which columns are read.  `skipped` is what the last iteration left out; it and `notes` are complete
    once that has come to the end.
    """

    def __init__(
        self,
        table: Table,
        vocabulary: Vocabulary,
        mapping: ColumnMapping,
        head: Headings | None,
        notes: Sequence[Problem],
    ) -> None:
        self.mapping = mapping
        self.sheet = table.name
        self._table = table
        self._vocabulary = vocabulary
        self._head = head
        self._opening = tuple(notes)
        self.skipped = SkippedRows()

    @property
    def file(self) -> str:
        """The file, with the sheet of a workbook, as places name it."""
        return self._table.file

    @property
    def height(self) -> int:
        """About how many rows the table has."""
        return self._table.height

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What the keeper of the ledger should know: columns not read, and `notes_beside_columns`."""
        return (*self.mapping.notes_on_columns(self.file), *self.notes_beside_columns)

    @property
    def notes_beside_columns(self) -> tuple[Problem, ...]:
        """Encoding, hidden rows and sheets, rows left out or broken."""
        return (*self._opening, *self.skipped.notes(self.file))

    def __iter__(self) -> Iterator[Lead]:
        yield from self.leads_of(self._below(), self.skipped)

    def pieces(self, size: int) -> Iterator[list[Row]]:
        """The rows below the headings, at least so many at a time: no cell merged downward goes on in the next piece.

        `leads_of` reads them, each piece on its own and in any process.
        """
        merges = sorted(self._table.merges, key=lambda merge: -merge.top)
        reached = 0
        piece: list[Row] = []
        for row in self._below():
            piece.append(row)
            while merges and merges[-1].top <= row.number:
                reached = max(reached, merges.pop().bottom)
            if len(piece) >= size and row.number >= reached:
                yield piece
                piece = []
        if piece:
            yield piece

    def leads_of(self, rows: Iterable[Row], skipped: SkippedRows) -> Iterator[Lead]:
        """The leads of some rows of the table, and what is left out of them."""
        reader = LeadRows(self._table, self._vocabulary, self.mapping)
        first = self._head.last + 2 if self._head is not None else 0
        for row in rows:
            if row.fault is not None:
                problem = Problem(Place(self.file, row.number), row.fault)
                skipped.fault(problem)
                yield lead_of(self._vocabulary.reviewed, problem.place, {}, [], (problem,))
                continue
            lead = reader.read(row, is_first=row.number == first)
            if isinstance(lead, str):
                skipped.add(lead, row.number)
            else:
                yield lead

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to read rows that it is given: all but the file."""
        return self.__dict__ | {"_table": replace(self._table, rows=_elsewhere)}

    def _below(self) -> Iterator[Row]:
        """The rows below the headings; what was left out so far is forgotten."""
        self.skipped = SkippedRows()
        rows = self._table.rows()
        if self._head is not None:
            for row in islice(rows, self._head.last + 1):
                if row.number <= self._head.first and not is_blank(row.values):
                    self.skipped.add("title", row.number)
        return rows


def leads_of_dataset(dataset: Dataset, vocabulary: Vocabulary, given: GivenMapping | None) -> Leads:
    """See `leads_of_columns`; of several files their folder is named."""
    source = dataset.files[0] if len(dataset.files) == 1 else dataset.files[0].parent
    return leads_of_columns(str(source), dataset.stored, dataset.columns, vocabulary, given)


def leads_of_columns(
    source: str, stored: Stored, columns: tuple[str, ...], vocabulary: Vocabulary, given: GivenMapping | None
) -> Leads:
    """What reads rows of those columns that are handed to it (`Leads.leads_of`); it has none of its own.

    Raises: InputError if no column means a field.
    """
    mapping = match_columns(columns, vocabulary, given)
    if not mapping.used:
        zh = "没有一列对应已知字段;请用 --mapping 指定"
        raise unreadable(source, zh, "no column means a field; give --mapping")
    table = Table(source, source, lambda: iter(()), keys=columns, percents=stored is Stored.parquet)
    return Leads(table, vocabulary, mapping, None, mapping.notes)


def read_leads(
    given: Readable,
    vocabulary: Vocabulary,
    mapping_given: GivenMapping | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Leads:
    """The leads of a workbook's sheet, or of a CSV, TSV, JSON Lines or Parquet file.

    Of several sheets with headings the first is read and the others are noted.  A cell that cannot be used becomes a
    doubt of its case and the row goes on; so does a row that is broken as a whole, with a note.
    Raises: InputError if the file cannot be read or no column means a field.
    """
    notes: list[Problem] = []
    chosen: tuple[Table, Headings | None, ColumnMapping] | None = None
    asked: ColumnMapping | None = None
    source = source_of(given)
    for table in open_tables(source, sheet, encoding):
        notes += table.notes
        head, mapping = _headed(table, vocabulary, mapping_given)
        if not mapping.used:
            asked = asked if asked and asked.questions else mapping
            if head is not None or table.keys is not None:
                continue
            notes.append(Problem(Place(table.file), Text("没有认得的列名,未读取", "no known heading; not read")))
        elif chosen is None:
            chosen = table, head, mapping
        else:
            zh = f"也像台账;本次只读“{chosen[0].name}”,如读此表请用 --sheet 指定"
            en = f"looks like a ledger too; only {chosen[0].name!r} is read, --sheet reads this one"
            notes.append(Problem(Place(table.file), Text(zh, en)))
    if chosen is None:
        raise InputError([Problem(Place(source.name), _nothing_read(asked))])
    table, head, mapping = chosen
    notes += [*mapping.notes, *_of_marks(table, head), *_of_blank_headings(table, head)]
    return Leads(table, vocabulary, mapping, head, notes)


def _headed(table: Table, vocabulary: Vocabulary, given: GivenMapping | None) -> tuple[Headings | None, ColumnMapping]:
    if table.keys is not None:
        return None, match_columns(table.keys, vocabulary, given)
    ours = (
        {fold(column.key.rpartition("@")[0] or column.key).rpartition("/")[2] for column in given.columns}
        if given
        else set()
    )
    known: dict[str, bool] = {}

    def knows(cell: object) -> bool:
        text = tidy(cell) if isinstance(cell, str) else ""
        if text not in known:
            known[text] = bool(text) and (fold(text) in ours or names_a_field(vocabulary, text))
        return known[text]

    rows = [[cell if isinstance(cell, str) else "" for cell in row.values] for row in islice(table.rows(), LOOKED)]
    head = find_headings(rows, knows, table.merges)
    if head is None:
        return None, ColumnMapping(())
    return head, match_columns(head.texts, vocabulary, given, groups=head.groups, units=head.units)


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


def _of_marks(table: Table, head: Headings | None) -> Iterator[Problem]:
    top = head.last + 1 if head else 0
    if hidden := [row for row in table.marks.rows if row > top]:
        rows = listed(runs_of(hidden))
        zh = f"第 {rows.zh} 行({len(hidden)} 行)被隐藏,照常读取"
        en = f"rows {rows.en} ({len(hidden)}) are hidden; they are read"
        yield Problem(Place(table.file), Text(zh, en))
    for column in table.marks.columns[:FAULTS]:
        at = Place(table.file, max(top, 1), column, True)
        yield Problem(at, Text("此列被隐藏,照常读取", "the column is hidden; it is read"))


def _of_blank_headings(table: Table, head: Headings | None) -> Iterator[Problem]:
    """The columns that hold something in the first rows below a blank heading."""
    if head is None:
        return
    below = list(islice(table.rows(), head.last + 1, head.last + 1 + LOOKED))
    width = max((len(row.values) for row in below), default=0)
    for column in range(width):
        text = head.texts[column] if column < len(head.texts) else ""
        if not text and any(column < len(row.values) and row.values[column] not in BLANKS for row in below):
            at = Place(table.file, head.last + 1, column + 1, True)
            yield Problem(at, Text("此列没有列名,未读取", "the column has no heading and is not read"))


def _elsewhere() -> Iterator[Row]:
    raise TypeError("the file is read by another process")
