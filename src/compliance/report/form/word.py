"""A form as a Word file: tables whose blanks are content controls, on the page of the program's memos."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from importlib.resources import files
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Cell, _Row
from lxml import etree

from compliance.intake.forms.marks import CHOOSE, FILL_IN, TAG, digest_of
from compliance.report.form.content import Blank, Form, Group, Kind, Question, RecordTable
from compliance.report.memo.zip_dates import EARLIEST, dated
from compliance.text import printable

_WIDTHS = (Mm(42), Mm(48), Mm(22), Mm(62))
_WIDTH = Mm(174)
_GREY, _PALE = "D9D9D9", "F2F2F2"
_LONGEST = 255  # Word's own limit of a property
_TEXT, _HEADING = "Memo Table", "Memo Table Heading"
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


def write_word(form: Form, stream: BinaryIO) -> None:
    """Write the Word file; the same form gives the same bytes."""
    document = _page(form)
    writing = _Writing(document, form)
    writing.head()
    for group in form.groups:
        writing.group(group)
    writing.asides()
    _describe(document, form, replace(form.mark, own=frozenset(writing.own)).properties())
    out = io.BytesIO()
    document.save(out)
    stream.write(dated(out.getvalue(), form.day))


def _page(form: Form) -> Word:
    """An empty document with the fonts, styles and page numbers of memos, and narrower margins."""
    name = "memo.docx" if form.lang == "zh" else "memo.en.docx"
    document = Document(io.BytesIO(files("compliance.templates").joinpath(name).read_bytes()))
    for element in list(document.element.body):
        if element.tag != qn("w:sectPr"):
            document.element.body.remove(element)
    section = document.sections[0]
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin = section.right_margin = Mm(18)
    section.footer_distance = Mm(10)
    return document


class _Writing:
    """The document as it is written; `own` gathers the digests of the texts of the form itself."""

    def __init__(self, document: Word, form: Form) -> None:
        self._document = document
        self._form = form
        self._controls = 0
        self._table: Table | None = None
        self.own: set[str] = set()

    def head(self) -> None:
        """Title, what the form is for, and how to fill it in."""
        form = self._form
        self._paragraph(form.title, "Title")
        if form.subtitle:
            self._paragraph(form.subtitle, "Subtitle")
        table = self._new_table((_WIDTHS[0] * 2 // 3, _WIDTH - _WIDTHS[0] * 2 // 3))
        for label, text in form.about:
            cells = self._row(table).cells
            self._say(cells[0], label, _HEADING, _PALE)
            self._say(cells[1], text)
        for text in form.guide:
            self._paragraph(text, _TEXT)

    def group(self, group: Group) -> None:
        """A group: its title, its questions, its tables."""
        if self._table is None:
            self._table = self._questions()
        row = self._row(self._table)
        self._say(row.cells[0].merge(row.cells[-1]), group.title, _HEADING, _GREY, keep=True)
        for question in group.questions:
            self._question(self._table, question)
        for records in group.tables:
            self._records(records)
            self._table = None

    def asides(self) -> None:
        """Blanks for people, two beside one another."""
        self._paragraph("", _TEXT)
        half = _WIDTH // 2
        table = self._new_table((half * 2 // 5, half - half * 2 // 5) * 2)
        for first in range(0, len(self._form.asides), 2):
            row = self._row(table)
            for place, blank in enumerate(self._form.asides[first : first + 2]):
                self._say(row.cells[2 * place], blank.label, _TEXT, _PALE)
                self._blank(row.cells[2 * place + 1], blank)

    def _questions(self) -> Table:
        self._paragraph("", _TEXT)
        table = self._new_table(_WIDTHS)
        row = self._row(table, header=True)
        for cell, text in zip(row.cells, self._form.columns, strict=True):
            self._say(cell, text, _HEADING, _GREY)
        return table

    def _question(self, table: Table, question: Question) -> None:
        cells = self._row(table).cells
        self._say(cells[0], question.heading, _TEXT, _PALE)
        self._blank(cells[1], question.blank)
        if question.unit is None:
            self._say(cells[2], "")
        else:
            self._blank(cells[2], question.unit)
        self._notes(cells[3], question.notes)

    def _records(self, records: RecordTable) -> None:
        self._paragraph(records.heading, _HEADING)
        for note in records.notes:
            self._paragraph(note, _TEXT)
        count = len(records.columns)
        table = self._new_table((Emu(_WIDTH // count),) * count)
        row = self._row(table, header=True)
        for cell, text in zip(row.cells, records.columns, strict=True):
            self._say(cell, text, _HEADING, _GREY)
        if any(records.units):
            row = self._row(table, header=True)
            for place, (cell, unit) in enumerate(zip(row.cells, records.units, strict=True)):
                if unit is None:
                    self._say(cell, self._form.unit_row if place == 0 else "", _TEXT, _PALE)
                else:
                    self._blank(cell, unit)
        for blanks in records.rows:
            row = self._row(table)
            for cell, blank in zip(row.cells, blanks, strict=True):
                self._blank(cell, blank)

    def _paragraph(self, text: str, style: str) -> None:
        self.own.add(digest_of(printable(text)))
        self._document.add_paragraph(printable(text), style)

    def _say(self, cell: _Cell, text: str, style: str = _TEXT, fill: str = "", *, keep: bool = False) -> None:
        """A text of the form itself in a cell."""
        self.own.add(digest_of(printable(text)))
        paragraph = cell.paragraphs[0]
        paragraph.style = self._document.styles[style]
        paragraph.add_run(printable(text))
        paragraph.paragraph_format.keep_with_next = keep or None
        if fill:
            _shade(cell, fill)

    def _notes(self, cell: _Cell, notes: Sequence[str]) -> None:
        for place, note in enumerate(notes):
            self.own.add(digest_of(printable(note)))
            paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
            paragraph.style = self._document.styles[_TEXT]
            paragraph.add_run(printable(note)).font.size = Pt(9)
        if not notes:
            self._say(cell, "")

    def _blank(self, cell: _Cell, blank: Blank) -> None:
        """A content control in a cell; it cannot be deleted, and its content can be changed."""
        self._controls += 1
        paragraph = cell.paragraphs[0]
        paragraph.style = self._document.styles[_TEXT]
        prompting = not blank.value
        shown = printable(blank.value) or (CHOOSE if blank.options else FILL_IN).to(self._form.lang)
        grey = '<w:rPr><w:color w:val="7F7F7F"/></w:rPr>' if prompting else ""
        control = (
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias w:val={quoteattr(printable(blank.label))}/>"
            f'<w:tag w:val={quoteattr(TAG + blank.mark)}/><w:id w:val="{self._controls}"/>'
            f'<w:lock w:val="sdtLocked"/>{"<w:showingPlcHdr/>" if prompting else ""}{_kind(blank, self._form)}'
            f"</w:sdtPr><w:sdtContent><w:r>{grey}<w:t>{escape(shown)}</w:t></w:r></w:sdtContent></w:sdt>"
        )
        # LibreOffice drops the tag when it saves the file, and keeps a bookmark.
        begin = f'<w:bookmarkStart {nsdecls("w")} w:id="{self._controls}" w:name={quoteattr(blank.mark)}/>'
        end = f'<w:bookmarkEnd {nsdecls("w")} w:id="{self._controls}"/>'
        paragraph._p.extend([parse_xml(begin), parse_xml(control), parse_xml(end)])

    def _new_table(self, widths: Sequence[int]) -> Table:
        table: Table = self._document.add_table(0, len(widths), "Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(width)
        return table

    def _row(self, table: Table, *, header: bool = False) -> _Row:
        """A further row, which no page divides and, where it is a header, each page repeats."""
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it without types
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = column.width
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        properties = row._tr.get_or_add_trPr()
        for name in ("w:cantSplit", "w:tblHeader") if header else ("w:cantSplit",):
            etree.SubElement(properties, qn(name))
        return row


def _shade(cell: _Cell, fill: str) -> None:
    """Fill a cell with a colour, which stands before its alignment."""
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
    properties: etree._Element = cell._tc.get_or_add_tcPr()
    next(properties.iterchildren(qn("w:vAlign"))).addprevious(shading)


def _kind(blank: Blank, form: Form) -> str:
    """What the control takes; where a blank takes a text, what it offers are proposals.

    A text is a rich one: LibreOffice repeats the words of a plain one for each change between scripts.
    """
    if blank.kind is Kind.DATE:
        lang = "zh-CN" if form.lang == "zh" else "en-US"
        return (
            f'<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="{lang}"/>'
            '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
        )
    if not blank.options:
        return "<w:richText/>"
    items = "".join(
        f"<w:listItem w:displayText={quoteattr(option)} w:value={quoteattr(option)}/>" for option in blank.options
    )
    name = "w:dropDownList" if blank.kind is Kind.CHOICE else "w:comboBox"
    return f"<{name}>{items}</{name}>"


def _describe(document: Word, form: Form, marks: dict[str, str]) -> None:
    """Set the properties of the document, and those by which the form is known again."""
    properties, stamp = document.core_properties, datetime.combine(max(form.day, EARLIEST), time())
    properties.title = form.title[:_LONGEST]
    properties.language = "zh-CN" if form.lang == "zh" else "en"
    properties.created = properties.modified = stamp
    entries = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(marks.items(), start=2)
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}">{entries}</Properties>'
    )
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM, content.encode(), package)
    package.relate_to(part, _CUSTOM_RELATION)
