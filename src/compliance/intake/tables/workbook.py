"""The sheets of workbooks."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from compliance.errors import InputError, Place, nearest, shown, unreadable
from compliance.intake.tables.bounds import SHEETS, check_bytes
from compliance.intake.tables.content import suffix_of
from compliance.intake.tables.extent import CELLS
from compliance.intake.tables.ods_xml import content_size, read_percentages
from compliance.intake.tables.package import check_package
from compliance.intake.tables.panics import is_panic, unheard, without_panics
from compliance.intake.tables.shown_rows import as_shown
from compliance.intake.tables.suffixes import ALL_SHEETS
from compliance.intake.tables.table import Merge, Row, Table
from compliance.intake.tables.xls_biff import check_layout, read_biff_marks
from compliance.intake.tables.xlsx_xml import Marks, read_marks
from compliance.source import Source
from compliance.text import Text

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

XLS_BYTES = 128 * 1024 * 1024  # of an .xls file: those that are zipped have limits of their own
_BATCH = 500  # rows that are read at a time
SPARSE = 65_536  # so many rows of an .ods sheet may be there without being written
_BYTES_OF_ROW = 16  # at least, of one that is written
_NO_DAY = Text(
    "此行有一格的日期或时长超出历法范围;请改正该单元格,或把其格式改为常规",
    "a cell of the row holds a day or duration that no calendar has; mend the cell, or format it as a number",
)


def read_workbook(source: Source, wanted: str | None) -> Iterator[Table]:
    """The visible sheets of a workbook, or the one wanted; the first table names those that are hidden.

    Raises: InputError if the workbook cannot be read, has no such sheet, or has one called as all of them are.
    """
    with _opened(source) as book:
        names = _sheets_of(book)
        hidden = [name for name in names if name not in _visible(book)]
        if wanted == ALL_SHEETS and ALL_SHEETS in names:
            zh = f"有一个工作表就叫“{ALL_SHEETS}”,--sheet {ALL_SHEETS} 指它还是各表不能确定;请给它改名"
            en = f"a sheet is called {ALL_SHEETS!r}; whether it or all of them is asked for is not certain: rename it"
            raise unreadable(source.name, zh, en)
        wanted = None if wanted == ALL_SHEETS else wanted
        if wanted is not None and wanted not in names:
            raise _no_sheet(source, wanted, names)
        left_out = tuple(Place(f"{source.name}!{name}") for name in hidden if name != wanted)
        for name in [wanted] if wanted is not None else [name for name in names if name not in hidden]:
            yield _sheet(source, book, name, left_out)
            left_out = ()


def read_sheets(source: Source, called: Sequence[str]) -> list[Table]:
    """The visible sheets of those names that a workbook has.  Raises: InputError if it cannot be read."""
    with _opened(source) as book:
        return [
            _sheet(source, book, name, ()) for name in _sheets_of(book) if name in called and name in _visible(book)
        ]


@contextmanager
def _opened(source: Source) -> "Iterator[CalamineWorkbook]":
    """The workbook; a failure to read it, now or later, is an InputError."""
    import python_calamine

    try:
        kind = suffix_of(source)
        if kind == ".xls":
            check_bytes(source, XLS_BYTES)
            check_layout(source)
        else:
            check_package(source)
        # The library goes by the name of a file that it opens itself.
        by_name = source.data is None and kind == source.suffix
        with without_panics():
            book = python_calamine.load_workbook(source.name if by_name else _held(source))
        _check_sheets(source, book)
        yield book
    except python_calamine.PasswordError:
        raise unreadable(
            source.name, "工作簿有密码;请去掉密码后另存", "the workbook has a password; save it without"
        ) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        said = shown(str(error), 100)
        raise unreadable(source.name, f"无法读取工作簿:{said}", f"the workbook cannot be read: {said}") from None


def _sheets_of(book: "CalamineWorkbook") -> list[str]:
    """The names of the sheets that hold cells, hidden ones too."""
    import python_calamine

    return [one.name for one in book.sheets_metadata if one.typ is python_calamine.SheetTypeEnum.WorkSheet]


def _check_sheets(source: Source, book: "CalamineWorkbook") -> None:
    if len(book.sheets_metadata) > SHEETS:
        zh, en = f"工作表超过 {SHEETS:,} 个;请拆分", f"the workbook has more than {SHEETS:,} sheets; split it"
        raise unreadable(source.name, zh, en)


def _visible(book: "CalamineWorkbook") -> list[str]:
    import python_calamine

    visible = python_calamine.SheetVisibleEnum.Visible
    return [one.name for one in book.sheets_metadata if one.visible is visible]


def _held(source: Source) -> io.BytesIO:
    with source.open() as stream:
        return io.BytesIO(stream.read())


def _no_sheet(source: Source, wanted: str, names: Sequence[str]) -> InputError:
    meant = nearest(wanted, names)
    listed = shown("、".join(names), 200)
    zh, en = f"没有工作表“{shown(wanted)}”", f"no sheet {shown(wanted)!r}"
    if meant:
        return unreadable(source.name, f"{zh},是否指“{meant}”?", f"{en}; did you mean {meant!r}?")
    return unreadable(source.name, f"{zh};现有:{listed}", f"{en}; there are {listed}")


def _sheet(source: Source, book: "CalamineWorkbook", name: str, left_out: tuple[Place, ...]) -> Table:
    kind = suffix_of(source)
    marks = _marks(source, name, kind)
    if marks.far:
        zh = (
            f"单元格 {marks.far} 离其余内容太远,整表超过 {CELLS:,} 格,无法读取;"
            "请删去该单元格(或其所在的行、列)后重新保存,或拆分此表"
        )
        en = (
            f"the cell {marks.far} lies too far from the others for the sheet to be read, which would have more than "
            f"{CELLS:,} cells; delete it, or its row and column, and save the workbook again, or split the sheet"
        )
        raise unreadable(f"{source.name}!{name}", zh, en)
    with without_panics():
        values: CalamineSheet = book.get_sheet_by_name(name)
    if kind == ".ods" and values.height > max(SPARSE, content_size(source) // _BYTES_OF_ROW):
        zh = f"共 {values.height:,} 行,多数是重复行或空行;请删去后重新保存"
        en = f"it has {values.height:,} rows, most of them repeated or blank: delete those, and save the workbook again"
        raise unreadable(f"{source.name}!{name}", zh, en)
    merges = tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in values.merged_cell_ranges or ()
    )
    return Table(
        f"{source.name}!{name}",
        name,
        lambda: as_shown(_rows(values), marks.shown),
        marks=marks,
        merges=merges,
        starts_1904=None if kind == ".ods" else marks.starts_1904,
        percents=True,
        hidden_sheets=left_out,
        height=values.height,
    )


def _rows(values: "CalamineSheet") -> Iterator[Row]:
    """The rows of a sheet; one with a day or duration that no calendar has is broken, and the next goes on."""
    rows = values.iter_rows()
    first = 1
    while batch := _batch(rows, first):
        yield from batch
        first += len(batch)


def _batch(rows: "Iterator[Sequence[object]]", first: int) -> list[Row]:
    """The next rows, of which `first` is the number; none at the end."""
    found: list[Row] = []
    with unheard() as failures:
        for number in range(first, first + _BATCH):
            try:
                found.append(Row(number, next(rows)))
            except StopIteration:
                break
            except OverflowError:
                found.append(Row(number, (), _NO_DAY))
            except BaseException as error:
                if not is_panic(error):
                    raise
                failures.append(error)
                found.append(Row(number, (), _NO_DAY))
    return found


def _marks(source: Source, name: str, kind: str) -> Marks:
    match kind:
        case ".ods":
            return Marks(shown=read_percentages(source, name))
        case ".xls":
            return read_biff_marks(source, name)
        case _:
            return read_marks(source, name)
