"""A Word form (.docx) as it is seen: its tables, and its paragraphs outside of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from compliance.case import Unread
from compliance.errors import InputError, Place, shown, unreadable
from compliance.intake.forms.grid import CELLS, Cell, Grid, Line, Paper
from compliance.intake.forms.word_parts import W, WordParts, open_word
from compliance.intake.forms.word_text import SeenText
from compliance.intake.values import WRITTEN
from compliance.source import Source
from compliance.text import Text

NESTED = 5  # tables within tables
COLUMNS = 200  # of a table
_DEEPEST = 150  # elements within one another
_AROUND = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_TEXT_BOX = Text("文本框中的文字,未读取;请写入表格", "text in a text box, which is not read; write it into the table")
_BESIDE = Text("页眉、页脚或脚注中的文字,未读取", "text of a header, footer or note, which is not read")


def read_word(source: Source) -> Paper:
    """What stands on a Word form.  Raises: InputError if it cannot be read, or is larger than is read."""
    parts = open_word(source)
    _check_depth(parts.document, source.name)
    body = parts.document.find(f"{W}body")
    reader = _Reader(parts, source.name)
    if body is not None:
        reader.read(body)
    beside = tuple(_beside(parts, source.name))
    return Paper(source.name, tuple(reader.grids), tuple(reader.lines), (*reader.unread, *beside))


def _check_depth(root: etree._Element, name: str) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            zh, en = f"内容嵌套超过 {_DEEPEST} 层", f"nested more than {_DEEPEST} levels deep"
            raise unreadable(name, f"{zh};请另存为新文件", f"{en}; save it as a new file")


def _beside(parts: WordParts, name: str) -> Iterator[Unread]:
    """The headers, footers and notes that say something: more than the number of a page."""
    said: set[str] = set()
    for _, root in parts.beside:
        text = SeenText(parts)
        for paragraph in root.iter(f"{W}p"):
            text.add(paragraph)
        if len("".join(c for c in text.text if c.isalpha() and c not in "第页共")) > 1 and text.text not in said:
            said.add(text.text)
            yield Unread("", shown(" ".join(text.text.split()), WRITTEN), Place(name), _BESIDE)


@dataclass(slots=True)
class _Open:
    """A cell that may still be continued in the rows below it."""

    cell: Cell
    grows: bool


@dataclass(slots=True)
class _Reader:
    """Gathers the tables and paragraphs of a document, in its order; a table in a cell has the next number."""

    parts: WordParts
    file: str
    grids: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    cells: int = 0
    tables: int = 0
    paragraphs: int = 0

    def read(self, body: etree._Element) -> None:
        """Take in what a body, or what stands around parts of one, holds."""
        for child in body:
            if child.tag == f"{W}tbl":
                self._table(child, 1)
            elif child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag in _AROUND:
                shown_by = SeenText(self.parts).shown_by(child) if child.tag == f"{W}sdt" else None
                if shown_by is None:
                    self.read(child)

    def _paragraph(self, element: etree._Element) -> None:
        text = SeenText(self.parts)
        text.add(element)
        if text.text or text.marks or text.boxes_of_text:
            self.paragraphs += 1
        at = Place(self.file, paragraph=self.paragraphs)
        self._boxes(text, at)
        if text.text:
            self.lines.append(Line(text.text, at, self.tables, frozenset(text.marks)))

    def _boxes(self, text: SeenText, at: Place) -> None:
        self.unread += (Unread("", shown(" ".join(one.split()), WRITTEN), at, _TEXT_BOX) for one in text.boxes_of_text)

    def _table(self, table: etree._Element, depth: int) -> None:
        if depth > NESTED:
            raise unreadable(self.file, f"表中套表超过 {NESTED} 层", f"tables within tables more than {NESTED} deep")
        self.tables += 1
        number, place = self.tables, len(self.grids)
        title = self.lines[-1].text if self.lines and self.lines[-1].tables == number - 1 and depth == 1 else ""
        self.grids.append(Grid(number, (), title))
        growing: dict[int, _Open] = {}
        done: list[Cell] = []
        for row, element in enumerate(_rows(table), start=1):
            growing = self._row(element, Place(self.file, row, table=number), growing, done, depth)
        done += (one.cell for one in growing.values())
        self.grids[place] = replace(self.grids[place], cells=tuple(sorted(done, key=lambda one: (one.row, one.column))))

    def _row(
        self, element: etree._Element, at: Place, above: dict[int, _Open], done: list[Cell], depth: int
    ) -> dict[int, _Open]:
        """Take in one row below the open cells `above`, by their columns; those that are open after it."""
        column = 1 + _number(element.find(f"{W}trPr/{W}gridBefore"), 0)
        here: dict[int, _Open] = {}
        last: _Open | None = None
        for cell, control in _cells(element):
            properties = cell.find(f"{W}tcPr")
            if properties is not None and properties.find(f"{W}cellDel") is not None:
                continue
            columns = _number(properties.find(f"{W}gridSpan") if properties is not None else None, 1)
            if column + columns > COLUMNS:
                raise unreadable(self.file, f"表格超过 {COLUMNS} 列", f"a table of more than {COLUMNS} columns")
            upright, flat = _merge(properties, "vMerge"), _merge(properties, "hMerge")
            over = above.get(column)
            if flat == "continue" and last is not None:
                last.cell = replace(last.cell, columns=last.cell.columns + columns)
            elif upright == "continue" and over is not None and over.cell.column == column:
                over.cell = replace(over.cell, rows=at.line - over.cell.row + 1)
                here[column] = last = over
            else:
                here[column] = last = _Open(self._cell(cell, control, at, column, columns, depth), bool(upright))
            column += columns
        kept = {id(one) for one in here.values()}
        done += (one.cell for one in above.values() if id(one) not in kept)
        done += (one.cell for one in here.values() if not one.grows)
        return {column: one for column, one in here.items() if one.grows}

    def _cell(
        self, cell: etree._Element, control: etree._Element | None, at: Place, column: int, columns: int, depth: int
    ) -> Cell:
        self.cells += 1
        if self.cells > CELLS:
            zh, en = f"表格超过 {CELLS:,} 格,不是申请表", f"tables of more than {CELLS:,} cells, which no form has"
            raise InputError([*unreadable(self.file, zh, en).problems])
        text = SeenText(self.parts)
        instead = text.shown_by(control) if control is not None else None
        if instead is None:
            self._within(cell, text, depth)
        said = text.text if instead is None else instead
        self._boxes(text, at)
        return Cell(at.line, column, at, 1, columns, said, frozenset(text.marks))

    def _within(self, element: etree._Element, text: SeenText, depth: int) -> None:
        """The paragraphs of a cell as its text, and its tables as tables."""
        for child in element:
            if child.tag == f"{W}tbl":
                self._table(child, depth + 1)
            elif (
                child.tag == f"{W}sdt" and child.find(f".//{W}tbl") is not None and text.shown_by(child) is None
            ) or child.tag == f"{W}sdtContent":
                self._within(child, text, depth)
            else:
                if child.tag == f"{W}sdt":
                    text.line_feed()
                text.add(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table that are seen: those in content controls too, and none that is deleted or hidden."""
    for child in table:
        if child.tag == f"{W}tr":
            properties = child.find(f"{W}trPr")
            gone = properties is not None and any(
                properties.find(f"{W}{name}") is not None for name in ("del", "hidden")
            )
            if not gone:
                yield child
        elif child.tag in _AROUND:
            yield from _rows(child)


def _cells(
    row: etree._Element, control: etree._Element | None = None
) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """The cells of a row, each with the content control that stands around it."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child, control
        elif child.tag in _AROUND:
            yield from _cells(child, child if child.tag == f"{W}sdt" else control)


def _merge(properties: etree._Element | None, name: str) -> str:
    """Whether a cell begins a merged range (restart), belongs to one (continue), or neither (empty)."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return "" if found is None else found.get(f"{W}val", "continue")


def _number(element: etree._Element | None, least: int) -> int:
    said = element.get(f"{W}val", "") if element is not None else ""
    return max(int(said), least) if said.isdecimal() and len(said) < 6 else least
