"""Workbooks: .xlsx and .ods whose parts are changed, .xls whose bytes are."""

import datetime
import io
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from random import Random

import xlsxwriter

from tests.hostile.families.ledgers import SHEETS, rows
from tests.hostile.mutations import archive_of, changed, flipped, other_parts, parts_of
from tests.hostile.trial import File, Trial
from tests.hostile.turns import in_turn
from tests.hostile.uses import of_ledger
from tests.places import ROOT

_HEAD = ("项目名称", "总投资(亿元)", "用地面积", "约定日期")
_SHEET = "xl/worksheets/sheet1.xml"
_MADE = datetime.datetime(2015, 6, 1, tzinfo=datetime.UTC)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(table: list[list[str]], sheet: str = "线索", *, odd: Random | None = None) -> bytes:
    """A workbook of that table; with `odd` some cells are merged, hidden, formulas, remarks or days."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"created": _MADE})
        made = book.add_worksheet(sheet)
        for number, row in enumerate(table):
            for column, cell in enumerate(row[:40]):
                made.write_string(number, column, _storable(cell)[:32_767])
        if odd is not None:
            for _ in range(odd.randint(1, 4)):
                _odd_cell(odd, book, made, len(table))
        if odd is not None and odd.random() < 0.3:
            book.add_worksheet(odd.choice([name for name in SHEETS if name != sheet])).write_row(0, 0, _HEAD)
    return stream.getvalue()


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _odd_cell(random: Random, book: xlsxwriter.Workbook, made: object, rows_used: int) -> None:
    """Put something odd into a cell."""
    assert isinstance(made, xlsxwriter.worksheet.Worksheet)
    row, column = random.randint(0, rows_used + 2), random.randint(0, 5)
    number = random.choice((1e20, -1e20, 1e308, -1.0, 0.0, 60.0, 2_958_466.0, 1e-300, 45_000.5, -0.00001, 109_574.0))
    match random.randrange(9):
        case 0:
            made.write_number(
                row,
                column,
                number,
                book.add_format(
                    {"num_format": random.choice(("yyyy-mm-dd", "[h]:mm", "hh:mm", "m月d日", "[ss].00", "yyyy"))}
                ),
            )
        case 1:
            made.write_number(
                row,
                column,
                number,
                book.add_format(
                    {
                        "num_format": random.choice(
                            ("0.0%", '0"亿元"', "[>5]0;0", "@", '"' + "x" * 200 + '"', "# ?/?", ";;;", "0.00E+00")
                        )
                    }
                ),
            )
        case 2:
            height, width = random.choice(((0, 1), (1, 0), (3, 2), (2_000, 0), (1, 300)))
            with suppress(xlsxwriter.exceptions.OverlappingRange):
                made.merge_range(row, column, row + height, column + width, "合并")
        case 3:
            made.write_formula(row, column, "=1/0", value=random.choice(("#DIV/0!", "", "#N/A", 5, "亿元")))
        case 4:
            made.write_boolean(row, column, random.random() < 0.5)
        case 5:
            made.write_comment(row, column, "批注" * 50)
        case 6:
            made.set_row(row, options={"hidden": True})
        case 7:
            made.set_column(column, column, options={"hidden": True})
        case _:
            made.write_string(random.choice((20, 2_000)), random.choice((5, 200)), "远")


@cache
def simple() -> bytes:
    """A plain workbook, which special ones are made from."""
    return workbook([list(_HEAD), ["甲厂", "1.2", "500亩", "2015-06-01"], ["乙厂", "约3亿元", "待定", ""]])


def _with(part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(simple())
    parts[part] = change(parts[part])
    return archive_of(parts)


def _far(reference: str) -> bytes:
    row = "".join(c for c in reference if c.isdigit()) or "1"
    cell = f'<row r="{row}"><c r="{reference}" t="inlineStr"><is><t>5</t></is></c></row></sheetData>'.encode()
    return _with(_SHEET, lambda xml: xml.replace(b"</sheetData>", cell))


def _dated(number: str, style: str) -> bytes:
    """A cell of that number, shown in that way."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        made = book.add_worksheet("线索")
        made.write_row(0, 0, _HEAD)
        made.write_string(1, 0, "甲厂")
        made.write_number(1, 3, 7_777_777, book.add_format({"num_format": style}))
    parts = parts_of(stream.getvalue())
    parts[_SHEET] = parts[_SHEET].replace(b"7777777", number.encode())
    return archive_of(parts)


def _remark(inner: bytes, times: int) -> bytes:
    return _with(_SHEET, lambda xml: xml.replace(b"<sheetData>", b"<!-- " + inner * times + b" --><sheetData>"))


def _declared(encoding: bytes) -> bytes:
    return _with("xl/workbook.xml", lambda xml: xml.replace(b"UTF-8", encoding))


SPECIAL: tuple[Callable[[], bytes], ...] = (
    *(lambda at=at: _far(at) for at in ("XFD1048576", "ZZZZZZ1", "XFD10000", "A1048576", "XFD1", "A99999999999", "A0", "", "1", "A-1", "AAAAAAAAAAAAAAAAAAAA1", "XFD300")),
    *(lambda n=n, s=s: _dated(n, s) for n in ("1e20", "-1e20", "1e308", "2958466", "-1", "60", "NaN", "INF", "x", "") for s in ("yyyy-mm-dd", "[h]:mm", "hh:mm")),
    *(lambda inner=inner: _remark(inner, 20_000) for inner in (b"<col ", b"<c ", b"<row ", b'<c t="e" ', b"<c r=\"A1\"><f", b"<mergeCell ")),
    *(lambda name=name: _declared(name) for name in (b"klingon", b"utf-7", b"gbk", b"UTF-16", b"", b"x" * 3000)),
    lambda: _with("xl/workbook.xml", lambda xml: xml + b" " * 60_000_000),
    lambda: _with("xl/sharedStrings.xml", lambda xml: xml.replace(b"</sst>", b"<si><t>" + b"x" * 30_000_000 + b"</t></si></sst>")),
    lambda: _with(_SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData><mergeCells count=\"1\">" + b'<mergeCell ref="A1:XFD1048576"/>' + b"</mergeCells>")),
    lambda: _with(_SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" + b'<mergeCell ref="A2:A900000"/>' * 300 + b"</mergeCells>")),
    lambda: _with(_SHEET, lambda xml: xml.replace(b"</sheetData>", b"<row>" * 100_000)),
    lambda: _with(_SHEET, lambda xml: xml.replace(b"<sheetData>", b'<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>')),
    lambda: _with(_SHEET, lambda xml: xml.replace(b"<sheetData>", b'<cols><col min="-5" max="99999999999" hidden="1"/></cols><sheetData>')),
    lambda: b"", lambda: b"PK", lambda: simple()[:-1], lambda: b"PK\x05\x06" + bytes(18), lambda: simple() + simple(), lambda: b"<html><table><tr><td>1</table>", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
)  # fmt: skip


def ods(table: list[list[str]], *, repeated: str = "1") -> bytes:
    """An OpenDocument spreadsheet; `repeated` is how often the last cell of each row stands."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{_escaped(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell></table:table-row>'
        for row in table
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="线索">{cells}</table:table></office:spreadsheet></office:body>'
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2">{body}</office:document-content>'
    listed = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="TYPE"/></manifest:manifest>'
    return archive_of(
        {
            "mimetype": _ODS_TYPE.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": listed.replace("TYPE", _ODS_TYPE).encode(),
        }
    )


def _escaped(text: str) -> str:
    kept = "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    return kept[:40_000].replace("&", "&amp;").replace("<", "&lt;")


@cache
def old_workbook() -> bytes:
    """A workbook in the format before .xlsx, which nothing here can write."""
    return (ROOT / "tests/data/formats.xls").read_bytes()


def _file(random: Random) -> File:
    chosen = random.random()
    if chosen < 0.12:
        return File(
            b"t.xls", flipped(random, old_workbook()) if random.random() < 0.8 else changed(random, old_workbook())
        )
    if chosen < 0.3:
        repeated = random.choice(("1", "1", "1", "1000", "16384", "2000000000", "-1", "x", "99999999999999999999"))
        made = ods(rows(random), repeated=repeated)
        return File(b"t.ods", made if random.random() < 0.3 else _damaged(random, made))
    if chosen < 0.34:
        return File(random.choice((b"t.xls", b"t.ods", b"t.xlsm", b"t.xlsb", b"t.csv", b"t.parquet")), simple())
    plain = random.random() < 0.3
    made = workbook(rows(random), random.choice(SHEETS), odd=None if plain else random)
    return File(b"t.xlsx", _damaged(random, made) if plain or random.random() < 0.6 else made)


def _damaged(random: Random, archive: bytes) -> bytes:
    return other_parts(random, archive) if random.random() < 0.75 else changed(random, archive)


def make(random: Random, number: int) -> Trial:
    """A command that reads such a workbook."""
    special = in_turn(number, 3, SPECIAL)
    file = _file(random) if special is None else File(b"t.xlsx", special())
    return of_ledger(random, file.name, (file,))
