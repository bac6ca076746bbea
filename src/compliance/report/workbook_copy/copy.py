"""Write a copy of a workbook with columns added to some of its sheets; all else is copied byte for byte."""

import shutil
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import ParseError
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from compliance.errors import Place, Problem, column_letters, unreadable
from compliance.intake.tables.package import open_package
from compliance.report.workbook_copy import list_objects
from compliance.report.workbook_copy.columns import MOST_COLUMNS, AddedColumns, Span
from compliance.report.workbook_copy.drawings import covers
from compliance.report.workbook_copy.filter_names import with_filters_to
from compliance.report.workbook_copy.parts import BOOK, STYLES, is_signed, led_to, place_of_sheet, sheet_part
from compliance.report.workbook_copy.shape import shape_of
from compliance.report.workbook_copy.sheet import SheetWriter
from compliance.report.workbook_copy.styles import Styles
from compliance.source import Source
from compliance.text import Text

# What parts raise that are not laid out as those of a workbook are.
_FAULTS = (BadZipFile, zlib.error, ParseError, expat.ExpatError, ValueError, LookupError, NotImplementedError, EOFError)
_LARGE = 512 * 1024 * 1024  # bytes of a part from which its copy may be too large for a package of the old kind


class _Plan(NamedTuple):
    """Where the columns of one sheet go."""

    columns: AddedColumns
    part: str
    span: Span
    merged: bool


def write_copy(source: Source, added: Sequence[AddedColumns], stream: BinaryIO) -> tuple[Problem, ...]:
    """Write the copy of an .xlsx or .xlsm workbook; what its keeper should know of it is returned.

    The rows of each sheet are taken one sheet after the other, in the order given.
    Raises: InputError if a sheet has no room for the columns, or the workbook is laid out as no program writes it.
    """
    try:
        with open_package(source) as package, ZipFile(stream, "w") as copy:
            return tuple(_copied(package, copy, added, source))
    except _FAULTS as error:
        zh = (
            f"工作簿的内部结构不合规范({error}),不能写入副本;请用 Excel 或 WPS 打开后另存为 .xlsx 再试,或用 -o 另写结果"
        )
        en = f"the workbook is laid out as no program writes it ({error}), and no copy can be written: save it again "
        en += "as .xlsx in a spreadsheet program, or have the results written by -o"
        raise unreadable(source.name, zh, en) from error


def _copied(package: ZipFile, copy: ZipFile, added: Sequence[AddedColumns], source: Source) -> Iterator[Problem]:
    plans = [_planned(package, columns, source) for columns in added]
    changed = _changed_lists(package, plans)
    filters = {place_of_sheet(package, one.columns.sheet): (one.columns.bottom, one.span.last) for one in plans}
    changed[BOOK] = with_filters_to(package.read(BOOK), filters)
    sheets = {plan.part for plan in plans}
    for part in package.infolist():
        if part.filename in changed:
            copy.writestr(_entry(part), changed[part.filename])
        elif part.filename not in (*sheets, STYLES):
            with package.open(part) as read, copy.open(_entry(part), "w", force_zip64=part.file_size > _LARGE) as write:
                shutil.copyfileobj(read, write, 1 << 20)
    has_styles = STYLES in package.namelist()
    styles = Styles(package.read(STYLES) if has_styles else None)
    for plan in plans:
        part = package.getinfo(plan.part)
        with package.open(part) as read, copy.open(_entry(part), "w", force_zip64=part.file_size > _LARGE) as write:
            SheetWriter(plan.columns, plan.span, styles, write.write, merged=plan.merged).run(read)
    if has_styles:
        copy.writestr(_entry(package.getinfo(STYLES)), styles.part())
    yield from _notes(package, plans, source)


def _planned(package: ZipFile, columns: AddedColumns, source: Source) -> _Plan:
    part = sheet_part(package, columns.sheet)
    with package.open(part) as stream:
        shape = shape_of(stream, columns.top, columns.bottom)
    span = Span(shape.last + 1, shape.last + len(columns.headings))
    if span.last > MOST_COLUMNS:
        zh, en = "右侧没有空列可写", "there is no room on the right for the columns"
        raise unreadable(
            f"{source.name}!{columns.sheet}", f"{zh};请删去右侧不用的列", f"{en}: delete some that are not used"
        )
    merged = columns.top < columns.bottom and shape.is_merged_down(columns.top, columns.bottom)
    return _Plan(columns, part, span, merged)


def _changed_lists(package: ZipFile, plans: Sequence[_Plan]) -> dict[str, bytes]:
    """The tables (ListObjects) that take the columns in, by their parts."""
    changed = {}
    for plan in plans:
        for place in led_to(package, plan.part, "table"):
            part = package.read(place)
            if list_objects.is_beside(part, plan.columns.bottom, plan.span):
                changed[place] = list_objects.with_columns(part, plan.columns.headings, plan.span)
    return changed


def _notes(package: ZipFile, plans: Sequence[_Plan], source: Source) -> Iterator[Problem]:
    if is_signed(package):
        zh = "原工作簿有数字签名;副本内容不同,签名在副本中无效"
        yield Problem(Place(source.name), Text(zh, "the workbook is signed; the signature does not hold for the copy"))
    for plan in plans:
        place = Place(f"{source.name}!{plan.columns.sheet}")
        named = f"{column_letters(plan.span.first)}–{column_letters(plan.span.last)}"
        if covers(package, plan.part, plan.span):
            zh, en = (
                f"图表或图片盖住新增的 {named} 列,请移开",
                f"a chart or an image lies over the added columns {named}",
            )
            yield Problem(place, Text(zh, f"{en}: move it"))
        for part in led_to(package, plan.part, "table"):
            area = list_objects.area_of_list(package.read(part))
            beside = list_objects.is_beside(package.read(part), plan.columns.bottom, plan.span)
            if area is not None and not beside and area.top <= plan.columns.bottom <= area.bottom:
                zh = f"工作表中的表格 {area} 不能扩到新增的 {named} 列;排序时请选中整行,以免结论错行"
                en = f"the table {area} cannot take in the added columns {named}: sort whole rows, or verdicts come to "
                yield Problem(place, Text(zh, f"{en}stand beside other projects"))


def _entry(part: ZipInfo) -> ZipInfo:
    """The entry of a copy of a part."""
    entry = ZipInfo(part.filename, part.date_time)
    entry.compress_type, entry.external_attr = part.compress_type, part.external_attr
    entry.create_system = part.create_system
    return entry
