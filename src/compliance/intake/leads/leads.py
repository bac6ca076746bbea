"""A ledger of investment leads to cases, one for each row, in the order of the file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.columns.mapping import ColumnMapping
from compliance.intake.columns.mapping_file import GivenMapping
from compliance.intake.columns.matching import match_columns
from compliance.intake.leads.rows import Lead, lead_of
from compliance.intake.rows.headed_table import HeadedTable, find_columns
from compliance.intake.rows.reader import RowContents, RowReader
from compliance.intake.rows.skipped import SkippedRows, SkipReason
from compliance.intake.tables.dataset import Dataset
from compliance.intake.tables.open import open_tables
from compliance.intake.tables.stored import Stored
from compliance.intake.tables.table import Row, Table, unreadable
from compliance.source import Readable, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary


class Leads:
    """The leads of one table, read as they are asked for; each iteration reads from the first row.

    `mapping` says which columns are read.  `skipped` is what the last iteration left out; it and `notes` are complete
    once that has come to the end.
    """

    def __init__(self, headed: HeadedTable, vocabulary: Vocabulary, notes: Sequence[Problem]) -> None:
        self.mapping = headed.mapping
        self.sheet = headed.table.name
        self._headed = headed
        self._vocabulary = vocabulary
        self._opening = tuple(notes)
        self.skipped = SkippedRows()

    @property
    def file(self) -> str:
        """The file, with the sheet of a workbook, as places name it."""
        return self._headed.table.file

    @property
    def height(self) -> int:
        """About how many rows the table has."""
        return self._headed.table.height

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
        merges = sorted(self._headed.table.merges, key=lambda merge: -merge.top)
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
        reader = RowReader(self._headed, self._vocabulary)
        for row in rows:
            if row.fault is not None:
                problem = Problem(Place(self.file, row.number), row.fault)
                skipped.fault(problem)
                yield lead_of(self._vocabulary.reviewed, problem.place, RowContents({}, [], (problem,)))
                continue
            contents = reader.read(row)
            if isinstance(contents, SkipReason):
                skipped.add(contents, row.number)
            else:
                yield lead_of(self._vocabulary.reviewed, Place(self.file, row.number), contents)

    def require_some(self, count: int) -> None:
        """Nothing, where a whole reading gave so many leads.  Raises: InputError with what it left out if none."""
        if count:
            return
        zh = "有表头,但没有一条项目;请核对表头以下是否有项目行,或用 --sheet 指定其他工作表"
        en = "headings and no lead below them; see whether the rows are there, or name another sheet by --sheet"
        raise InputError([Problem(Place(self.file), Text(zh, en)), *self.skipped.notes(self.file)])

    def __getstate__(self) -> dict[str, object]:
        """What another process needs to read rows that it is given: all but the file."""
        table = replace(self._headed.table, rows=_elsewhere)
        return self.__dict__ | {"_headed": replace(self._headed, table=table)}

    def _below(self) -> Iterator[Row]:
        """The rows below the headings; what was left out so far is forgotten."""
        self.skipped = SkippedRows()
        return self._headed.below(self.skipped)


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
    return Leads(HeadedTable(table, None, mapping), vocabulary, mapping.notes)


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
    chosen: HeadedTable | None = None
    asked: ColumnMapping | None = None
    source = source_of(given)
    for table in open_tables(source, sheet, encoding):
        notes += _of_opening(table)
        headed = find_columns(table, vocabulary, vocabulary.reviewed, mapping_given)
        if not headed.mapping.used:
            asked = asked if asked and asked.questions else headed.mapping
            if headed.head is not None or table.keys is not None:
                continue
            notes.append(Problem(Place(table.file), Text("没有认得的列名,未读取", "no known heading; not read")))
        elif chosen is None:
            chosen = headed
        else:
            zh = f"也像台账;本次只读“{chosen.table.name}”,如读此表请用 --sheet 指定"
            en = f"looks like a ledger too; only {chosen.table.name!r} is read, --sheet reads this one"
            notes.append(Problem(Place(table.file), Text(zh, en)))
    if chosen is None:
        raise InputError([Problem(Place(source.name), _nothing_read(asked))])
    return Leads(chosen, vocabulary, [*notes, *chosen.mapping.notes, *chosen.notes()])


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


def _elsewhere() -> Iterator[Row]:
    raise TypeError("the file is read by another process")
