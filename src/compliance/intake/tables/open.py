"""The raw rows of a ledger file, one table of it, read lazily where the format allows."""

import codecs
import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from compliance.errors import InputError, Place, Problem, nearest, shown
from compliance.intake.tables.suffixes import BOOKS, LINES, SUFFIXES, TEXTS
from compliance.intake.tables.xlsx_xml import Marks, read_marks
from compliance.text import Text

if TYPE_CHECKING:
    import polars
    from python_calamine import CalamineSheet, CalamineWorkbook

_BLOCK = 1 << 20
_LONGEST_LINE = 1 << 20
_KEYS = 2_000
_BATCH = 20_000
_BEYOND = "公元 9999 年以后"
_ENCODINGS = {"utf-8-sig": "UTF-8(BOM)", "utf-8": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030(含 GBK)"}


class Row(NamedTuple):
    """A row as its file numbers it, from 1; `fault` says why it cannot be read."""

    number: int
    values: Sequence[object]
    fault: Text | None = None


class _Entry(NamedTuple):
    """The object on one line of JSON, None for a blank line; `fault` says why it cannot be read."""

    number: int
    values: Mapping[str, object] | None
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of cells, rows and columns counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file; `rows` gives its rows from the first, anew at each call.

    `keys` are the names of the columns where the format has them; None where a row of headings must be found.
    `file` is the file of places, with the name of the sheet.  `numbered` says that places have letters of columns.
    `height` is about how many rows there are, for the time that is left.
    """

    file: str
    name: str
    rows: Callable[[], Iterator[Row]]
    keys: tuple[str, ...] | None = None
    marks: Marks = field(default_factory=Marks)
    merges: tuple[Merge, ...] = ()
    starts_1904: bool | None = None
    percents: bool = False
    notes: tuple[Problem, ...] = ()
    height: int = 0

    def at(self, row: int, column: int) -> Place:
        """Where that cell stands, both counted from 1."""
        return Place(self.file, row, column, True) if self.keys is None else Place(self.file, row)


def open_tables(path: Path, sheet: str | None, encoding: str | None) -> Iterator[Table]:
    """The tables of a file that may hold the leads: visible sheets, or the one named, or the one table that it is.

    Raises: InputError if the file cannot be read, or has no such sheet.
    """
    if path.is_dir():
        zh = "这是文件夹;Parquet 或 CSV 的文件夹只能用 screen --compact 筛查"
        raise unreadable(path, zh, "a folder; one of Parquet or CSV is screened by screen --compact")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        listed = " ".join(SUFFIXES)
        raise unreadable(path, f"不支持的台账;请用 {listed}", f"unsupported; use {listed}")
    if not path.is_file():
        raise unreadable(path, "文件不存在,或是文件夹", "no such file, or it is a folder")
    if suffix in BOOKS:
        yield from _sheets(path, sheet)
        return
    if sheet is not None:
        raise unreadable(path, "只有工作簿才有工作表,请去掉 --sheet", "only a workbook has sheets; leave out --sheet")
    if encoding is not None and suffix not in TEXTS:
        raise unreadable(path, "只有 CSV、TSV 才可指定编码", "only CSV and TSV may be given an encoding")
    if suffix in TEXTS:
        yield _csv(path, encoding)
    elif suffix in LINES:
        yield _lines(path)
    else:
        yield _parquet(path)


def unreadable(path: Path, zh: str, en: str) -> InputError:
    """A problem of the whole file."""
    return InputError([Problem(Place(str(path)), Text(zh, en))])


# Workbooks


def _sheets(path: Path, wanted: str | None) -> Iterator[Table]:
    import python_calamine

    try:
        book = python_calamine.load_workbook(str(path))
        names = [one.name for one in book.sheets_metadata if one.typ is python_calamine.SheetTypeEnum.WorkSheet]
        visible = python_calamine.SheetVisibleEnum.Visible
        hidden = [one.name for one in book.sheets_metadata if one.visible is not visible and one.name in names]
        if wanted is not None and wanted not in names:
            raise _no_sheet(path, wanted, names)
        notes = _of_hidden(path, [name for name in hidden if name != wanted])
        for name in [wanted] if wanted is not None else [name for name in names if name not in hidden]:
            yield _sheet(path, book, name, notes)
            notes = ()
    except python_calamine.PasswordError:
        raise unreadable(
            path, "工作簿有密码;请去掉密码后另存", "the workbook has a password; save it without"
        ) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        said = shown(str(error), 100)
        raise unreadable(path, f"无法读取工作簿:{said}", f"the workbook cannot be read: {said}") from None


def _no_sheet(path: Path, wanted: str, names: Sequence[str]) -> InputError:
    meant = nearest(wanted, names)
    listed = shown("、".join(names), 200)
    zh, en = f"没有工作表“{shown(wanted)}”", f"no sheet {shown(wanted)!r}"
    if meant:
        return unreadable(path, f"{zh},是否指“{meant}”?", f"{en}; did you mean {meant!r}?")
    return unreadable(path, f"{zh};现有:{listed}", f"{en}; there are {listed}")


def _of_hidden(path: Path, hidden: Sequence[str]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            Place(f"{path}!{name}"),
            Text("隐藏的工作表,未读取;如需读取请用 --sheet 指定", "a hidden sheet, not read; --sheet reads it"),
        )
        for name in hidden
    )


def _sheet(path: Path, book: "CalamineWorkbook", name: str, notes: tuple[Problem, ...]) -> Table:
    values: CalamineSheet = book.get_sheet_by_name(name)
    modern = path.suffix.lower() in (".xlsx", ".xlsm")
    marks = read_marks(path, name) if modern else Marks()
    merges = tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in values.merged_cell_ranges or ()
    )
    return Table(
        f"{path}!{name}",
        name,
        lambda: (Row(number, row) for number, row in enumerate(values.iter_rows(), start=1)),
        marks=marks,
        merges=merges,
        starts_1904=marks.starts_1904 if modern else None,
        percents=True,
        notes=notes,
        height=values.height,
    )


# CSV


def _csv(path: Path, encoding: str | None) -> Table:
    used = _checked_encoding(path, encoding) if encoding else _encoding(path)
    name = _ENCODINGS.get(used, used)
    said = Problem(Place(str(path)), Text(f"编码:{name}", f"encoding: {name.replace('含', 'with ')}"))
    return Table(str(path), path.stem, lambda: _csv_rows(path, used), notes=(said,), height=_count_lines(path))


def _encoding(path: Path) -> str:
    """The encoding of a file: by its mark, else UTF-8, else GB18030, which Chinese editions of Excel write."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
    except OSError:
        raise unreadable(path, "不能读取", "it cannot be read") from None
    if head.startswith(b"\xef\xbb\xbf"):
        ladder: tuple[str, ...] = ("utf-8-sig",)
    elif head.startswith((b"\xff\xfe", b"\xfe\xff")):
        ladder = ("utf-16",)
    else:
        ladder = ("utf-8", "gb18030")
    for encoding in ladder:
        if _decodes(path, encoding):
            return encoding
    raise unreadable(
        path,
        "既不是 UTF-8 也不是 GB18030 编码;请用 --encoding 指明,或另存为 UTF-8",
        "neither UTF-8 nor GB18030 text; name its encoding by --encoding, or save it as UTF-8",
    )


def _checked_encoding(path: Path, encoding: str) -> str:
    try:
        "a".encode(encoding)
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        said = shown(encoding)
        zh, en = f"没有“{said}”这种编码;如 gbk、utf-8、big5", f"no encoding {said!r}; try gbk, utf-8 or big5"
        raise unreadable(path, zh, en) from None
    if not _decodes(path, name):
        raise unreadable(path, f"不是 {name} 编码的文字", f"not text in {name}")
    return name


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _csv_rows(path: Path, encoding: str) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as stream:
        head = stream.read(20_000)
        stream.seek(0)
        reader = csv.reader(stream, delimiter=_delimiter(head, path.suffix.lower()), strict=True)
        number = 0
        while True:
            number += 1
            try:
                yield Row(number, next(reader))
            except StopIteration:
                return
            except csv.Error as error:
                said = shown(str(error), 100)
                zh = f"此行不是有效的 CSV({said});请检查引号"
                yield Row(number, (), Text(zh, f"the row is not valid CSV ({said}); check its quotes"))


def _delimiter(head: str, suffix: str) -> str:
    """The sign between cells: that of most of the first lines, a comma unless another is more frequent."""
    if suffix == ".tsv":
        return "\t"
    return max((",", "\t", ";"), key=lambda sign: (head.count(sign), sign == ","))


# Lines of JSON


def _lines(path: Path) -> Table:
    keys: dict[str, None] = {}
    for entry in _objects(path):
        keys.update(dict.fromkeys(entry.values or ()))
        if len(keys) > _KEYS:
            raise unreadable(path, f"不同的键超过 {_KEYS} 个", f"more than {_KEYS} different keys")
    names = tuple(keys)
    return Table(str(path), path.stem, lambda: _arranged(path, names), keys=names, height=_count_lines(path))


def _count_lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


def _arranged(path: Path, keys: tuple[str, ...]) -> Iterator[Row]:
    for entry in _objects(path):
        values = [] if entry.values is None else [entry.values.get(key) for key in keys]
        yield Row(entry.number, values, entry.fault)


def _objects(path: Path) -> Iterator[_Entry]:
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(iter(lambda: stream.readline(_LONGEST_LINE + 1), b""), start=1):
                yield _object(number, line)
    except OSError:
        raise unreadable(path, "不能读取", "it cannot be read") from None


def _object(number: int, line: bytes) -> _Entry:
    if len(line) > _LONGEST_LINE:
        return _Entry(number, None, Text("此行过长(超过 1 MiB)", "the line is longer than 1 MiB"))
    if not line.strip():
        return _Entry(number, None)
    try:
        value = json.loads(
            line.decode("utf-8-sig"),
            parse_float=str,
            parse_int=str,
            parse_constant=_refused,
            object_pairs_hook=_unique,
        )
    except UnicodeDecodeError:
        return _Entry(number, None, Text("此行不是 UTF-8 文字", "the line is not UTF-8 text"))
    except _TwiceError as error:
        said = shown(str(error))
        return _Entry(number, None, Text(f"此行的键“{said}”重复", f"the line has the key {said!r} twice"))
    except (ValueError, RecursionError):
        return _Entry(number, None, Text("此行不是有效的 JSON", "the line is not valid JSON"))
    if not isinstance(value, dict):
        return _Entry(number, None, Text("此行须为一个 JSON 对象 {…}", "the line must be one JSON object {…}"))
    return _Entry(number, value)


class _TwiceError(ValueError):
    pass


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return found


def _refused(word: str) -> object:
    raise ValueError(word)


# Parquet


def _parquet(path: Path) -> Table:
    import polars

    try:
        names = tuple(polars.scan_parquet(path, glob=False).collect_schema())
        height = polars.scan_parquet(path, glob=False).select(polars.len()).collect().item()
    except (polars.exceptions.PolarsError, OSError, ValueError) as error:
        said = shown(str(error), 100)
        raise unreadable(path, f"不是可读的 Parquet:{said}", f"not a Parquet file that can be read: {said}") from None
    return Table(
        str(path), path.stem, lambda: _parquet_rows(path, int(height)), keys=names, percents=True, height=height
    )


def with_readable_days(rows: "polars.LazyFrame") -> "polars.LazyFrame":
    """The rows with words in the place of days that Python does not have."""
    import polars as pl

    days = [name for name, dtype in rows.collect_schema().items() if dtype == pl.Date]
    made = []
    for name in days:
        known = pl.when(pl.col(name).is_between(date.min, date.max)).then(pl.col(name)).cast(pl.String)
        blank = pl.col(name).is_null()
        made.append(pl.when(blank | known.is_not_null()).then(known).otherwise(pl.lit(_BEYOND)).alias(name))
    return rows.with_columns(made)


def _parquet_rows(path: Path, height: int) -> Iterator[Row]:
    import polars

    for start in range(0, height, _BATCH):
        try:
            batch = with_readable_days(polars.scan_parquet(path, glob=False).slice(start, _BATCH)).collect()
        except (polars.exceptions.PolarsError, OSError) as error:
            said = shown(str(error), 100)
            zh = f"第 {start + 1} 行起无法读取:{said}"
            raise unreadable(path, zh, f"it cannot be read from row {start + 1} on: {said}") from None
        for number, values in enumerate(batch.iter_rows(), start=start + 1):
            yield Row(number, values)
