"""Builds templates/memo.docx and templates/memo.en.docx, the Word templates of memos, after GB/T 9704-2012.

The measures of the standard: A4, 37 mm above and 28 mm left of a text area of 156 mm by 225 mm, in it 22 lines of 28
characters of size 3 (16 points).  The same program builds the same bytes.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, Twips
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from compliance.report.memo.content import CHART, LAYOUTS, Layout
from compliance.report.memo.word_bars import COLOUR, STYLE
from compliance.report.memo.zip_dates import dated
from compliance.text import Lang

TEMPLATES = Path("templates")
WIDTH = Mm(156)
LINE = Twips(579)  # 22 of them are 224.7 mm
CLOSER = "-5"  # twentieths of a point between characters of 16 points, so that 28 of them are 155.6 mm
BODY, SONG, HEI, KAI, LATIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "Times New Roman"
# What to use where a font is missing, in the words of the font table.
FALLBACKS = {
    BODY: "仿宋,FangSong,STFangsong,FandolFang R,Noto Serif CJK SC",
    SONG: "方正小标宋_GBK,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
    HEI: "SimHei,STHeiti,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,STKaiti,FandolKai,Noto Serif CJK SC",
    LATIN: "Liberation Serif",
}
STYLES = {"quote": "Memo Quote", "computed": "Memo Computed", "convention": "Memo Convention", "plain": "Memo Plain"}
KEPT = (
    "Normal",
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Footer",
    "Default Paragraph Font",
    "Normal Table",
    "No List",
    "Table Grid",
)
UNUSED = ("customXml", "numbering", "stylesWithEffects", "thumbnail", "webSettings")
DAY = date(2015, 1, 1)


def built(lang: Lang) -> bytes:
    """The template for memos in that language."""
    document = Document()
    _bare(document)
    _settings(document, lang)
    _page(document, grid=lang == "zh")
    _styles(document, lang)
    _fonts(document)
    _body(document, lang)
    _properties(document)
    out = io.BytesIO()
    document.save(out)
    return dated(out.getvalue(), DAY)


def main() -> None:
    """Write both templates."""
    (TEMPLATES / "memo.docx").write_bytes(built("zh"))
    (TEMPLATES / "memo.en.docx").write_bytes(built("en"))


def _bare(document: Word) -> None:
    """Take away the styles and parts that no memo uses: they would be read and written with each."""
    for style in list(document.styles):
        if style.name not in KEPT:
            style.element.getparent().remove(style.element)
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)
    for holder in (document.part, document.part.package):
        for id_, relationship in list(holder.rels.items()):
            if relationship.reltype.rsplit("/", 1)[-1] in UNUSED:
                del holder.rels[id_]


def _settings(document: Word, lang: Lang) -> None:
    settings = document.settings
    settings.odd_and_even_pages_header_footer = True
    settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.element.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    if lang == "zh":
        settings.element.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _page(document: Word, *, grid: bool) -> None:
    """A4, the margins, the grid of lines for Chinese, page numbers between dashes on the outer side."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(22)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    # No grid of characters: LibreOffice would give each character of 16 points two cells of 15.8.
    if grid:
        section._sectPr.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{LINE.twips}"/>'))
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        paragraph.alignment = side
        paragraph.add_run("— ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _field(paragraph: Paragraph, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("result", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "result" else "")
        if kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)
        elif kind != "result":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _styles(document: Word, lang: Lang) -> None:
    size = 16 if lang == "zh" else 12
    normal = document.styles["Normal"]
    _set(normal, BODY, size, indent=False)
    _set(_added(document, "Memo Body", "Normal"), BODY, size, justified=lang == "zh", indent=lang == "zh")
    _set(document.styles["Title"], SONG, 22 if lang == "zh" else 18, WD_ALIGN_PARAGRAPH.CENTER, loose=True)
    _set(document.styles["Subtitle"], KAI, size, WD_ALIGN_PARAGRAPH.CENTER)
    document.styles["Subtitle"].paragraph_format.space_after = LINE
    for level, font in ((1, HEI), (2, KAI), (3, BODY)):
        style = document.styles[f"Heading {level}"]
        _set(style, font, size, bold=level == 3, indent=lang == "zh")
        style.paragraph_format.keep_with_next = True
        if lang == "en":
            style.font.bold = True
    for kind, name in STYLES.items():
        font = KAI if kind == "quote" else BODY
        # Not justified: an address that does not fit would pull the characters before it apart.
        _set(_added(document, name, "Memo Body"), font, size, indent=lang == "zh")
    _set(_added(document, "Memo Note", "Normal"), KAI, 12 if lang == "zh" else 10, indent=lang == "zh")
    document.styles["Memo Note"].paragraph_format.keep_with_next = True
    _set(_added(document, "Memo Annex", "Normal"), HEI, size)
    _set(_added(document, "Memo Attached", "Normal"), BODY, size)
    document.styles["Memo Attached"].paragraph_format.first_line_indent = Pt(5 * size if lang == "zh" else 0)
    _set(_added(document, "Memo Issued", "Normal"), BODY, size, WD_ALIGN_PARAGRAPH.RIGHT)
    document.styles["Memo Issued"].paragraph_format.right_indent = Pt(4 * size)
    _set(_added(document, "Memo Table", "Normal"), BODY, 10.5, loose=True)
    for edge in ("space_before", "space_after"):
        setattr(document.styles["Memo Table"].paragraph_format, edge, Pt(2))
    _set(_added(document, "Memo Table Heading", "Memo Table"), HEI, 10.5, bold=lang == "en", loose=True)
    _bar(_added(document, STYLE, "Memo Table"))
    _set(document.styles["Footer"], "宋体", 14, loose=True)
    label = document.styles.add_style("Memo Label", WD_STYLE_TYPE.CHARACTER)
    _font(label.element.get_or_add_rPr(), HEI)


def _bar(style: ParagraphStyle) -> None:
    """A paragraph filled with colour, of one height whatever the font."""
    _set(style, BODY, 10.5, loose=True)
    style.paragraph_format.line_spacing_rule, style.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(10)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(4)
    fill = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{COLOUR}"/>')
    style.element.get_or_add_pPr().insert_element_before(fill, "w:snapToGrid", "w:spacing", "w:ind", "w:jc")


def _added(document: Word, name: str, base: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    style.quick_style = True
    return style  # type: ignore[return-value]  # a paragraph style, as asked for


def _set(
    style: ParagraphStyle,
    font: str,
    size: float,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    *,
    bold: bool = False,
    justified: bool = False,
    indent: bool = False,
    loose: bool = False,
) -> None:
    """Give a style its font, its size, and lines on the grid; `loose` lines are as high as their text."""
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    paragraph = style.element.get_or_add_pPr()
    for name in ("w:pBdr", "w:spacing", "w:ind", "w:contextualSpacing", "w:numPr", "w:jc", "w:tabs"):
        for child in paragraph.findall(qn(name)):
            paragraph.remove(child)
    _font(properties, font)
    style.font.size, style.font.bold = Pt(size), bold
    if size == 16:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), CLOSER)
        properties.insert_element_before(closer, "w:w", "w:kern", "w:position", "w:sz")
    layout = style.paragraph_format
    layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if justified else align
    layout.space_before = layout.space_after = Pt(0)
    layout.widow_control = False
    if loose:
        layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
        grid = OxmlElement("w:snapToGrid")
        grid.set(qn("w:val"), "0")
        paragraph.insert_element_before(grid, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    else:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE if size == 16 else Pt(size * 1.5)
    if indent:
        layout.first_line_indent = Pt(2 * size)
        layout._element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")


def _font(properties: etree._Element, font: str) -> None:
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for place, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{place}"), name)
    properties.insert(0, fonts)


def _fonts(document: Word) -> None:
    """The font table, in which each font names those that may stand in for it."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="{"00" if name == LATIN else "86"}"/>'
        f'<w:family w:val="{"modern" if name == HEI else "roman"}"/><w:pitch w:val="variable"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{entries}</w:fonts>'
    _part(document, "/word/fontTable.xml")._blob = content.encode()


def _part(document: Word, name: str) -> Part:
    return next(part for part in document.part.package.iter_parts() if part.partname == name)


def _body(document: Word, lang: Lang) -> None:
    for paragraph in document.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)
    write = document.add_paragraph
    _head(document)
    # The body, then each annex: their sections are laid out alike.
    write("{%p for annex in [none] + (annexes | list) %}")
    write("{%p if annex is not none %}")
    write("{{ annex.number }}", "Memo Annex").paragraph_format.page_break_before = True
    write("{{ annex.title }}", "Title").paragraph_format.space_after = LINE
    write("{%p endif %}")
    write("{%p for part in (body if annex is none else annex.sections) %}")
    write("{{ part.number }}{{ part.title }}", "Heading 1")
    _section(document, lang)
    write("{%p endfor %}")
    write("{%p if annex is none %}")
    _end(document)
    write("{%p endif %}")
    write("{%p endfor %}")


def _head(document: Word) -> None:
    """What stands above the first section."""
    write = document.add_paragraph
    write("{%p for line in masthead %}")
    write("{{ line }}", "Normal")
    write("{%p endfor %}")
    write("{%p if office %}")
    write("{{ office }}", "Subtitle")
    write("{%p endif %}")
    write("{%p for line in title_lines %}")
    write("{{ line }}", "Title")
    write("{%p endfor %}")
    write("{%p if subtitle %}")
    write("{{ subtitle }}", "Subtitle")
    write("{%p endif %}")
    write("{{ addressee }}", "Normal")


def _section(document: Word, lang: Lang) -> None:
    """What a section holds below its title."""
    write, colon = document.add_paragraph, "\uff1a" if lang == "zh" else ": "
    write("{%p for text in part.paragraphs %}")
    write("{{ text }}", "Memo Body")
    write("{%p endfor %}")
    write("{%p for group in part.groups %}")
    write("{%p if group.title %}")
    write("{{ group.number }}{{ group.title }}", "Heading 2")
    write("{%p endif %}")
    write("{%p for entry in group.entries %}")
    write("{%p if group.title %}")
    write("{{ entry.number }}{{ entry.heading }}", "Heading 3")
    write("{%p else %}")
    write("{{ entry.number }}{{ entry.heading }}", "Heading 2")
    write("{%p endif %}")
    write("{%p if entry.note %}")
    write("{{ entry.note }}", "Memo Note")
    write("{%p endif %}")
    write("{%p for line in entry.lines %}")
    for number, (kind, style) in enumerate(STYLES.items()):
        write(f"{{%p {'elif' if number else 'if'} line.kind == '{kind}' %}}")
        paragraph = write("", style)
        paragraph.add_run("{{ line.label }}" + colon, "Memo Label")
        paragraph.add_run("{{ line.text }}")
    write("{%p endif %}")
    write("{%p endfor %}")
    write("{%p endfor %}")
    write("{%p if group.chart %}")
    _chart(document)
    write("{%p endif %}")
    write("{%p if group.table %}")
    for number, layout in enumerate(name for name in LAYOUTS if name != "signature"):
        write(f"{{%p {'elif' if number else 'if'} group.table.layout == '{layout}' %}}")
        _table(document, "group.table", layout)
    write("{%p endif %}")
    write("{%p endif %}")
    write("{%p endfor %}")


def _end(document: Word) -> None:
    """What ends the body: the annexes, the day of issue, the signatures."""
    write = document.add_paragraph
    write("{{ closing }}", "Memo Body")
    write("{%p for attached in attachments %}")
    write("{%p if loop.first %}")
    write("{{ attached }}", "Memo Plain")
    write("{%p else %}")
    write("{{ attached }}", "Memo Attached")
    write("{%p endif %}")
    write("{%p endfor %}")
    write("{%p if office %}")
    write("{{ office }}", "Memo Issued")
    write("{%p endif %}")
    write("{{ issued }}", "Memo Issued").paragraph_format.keep_with_next = True
    write("{%p if signature.rows %}")
    _table(document, "signature", "signature", Mm(13))
    write("{%p endif %}")


def _table(document: Word, name: str, layout: Layout, height: Emu | None = None) -> None:
    """A table of that layout: a header that every page repeats, and the rows in a loop."""
    widths = LAYOUTS[layout]
    cells = [f"{{{{ row[{index}] }}}}" for index in range(len(widths))]
    table = _looped(document, widths, f"{name}.header", f"row in {name}.rows", cells)
    if height is not None:
        table.rows[2].height = height
        for index in (0, 2):
            for cell in table.rows[index].cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _chart(document: Word) -> None:
    """A table of bars: label, bar, figure."""
    cells = ("{{ bar.label }}", "{{ bar.length }}", "{{ bar.figure }}")
    table = _looped(document, CHART, "group.chart.header", "bar in group.chart.bars", cells)
    table.rows[2].cells[1].paragraphs[0].style = document.styles[STYLE]


def _looped(document: Word, widths: Sequence[int], header: str, loop: str, cells: Sequence[str]) -> Table:
    """A table with those cells in a row for each turn of the loop."""
    measured = [Emu(WIDTH * share // 100) for share in widths]
    table = document.add_table(4, len(widths), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, measured, strict=True):
        column.width = width
    texts: Sequence[Sequence[str]] = (
        [f"{{{{ {header}[{index}] }}}}" for index in range(len(widths))],
        [f"{{%tr for {loop} %}}"],
        cells,
        ["{%tr endfor %}"],
    )
    for row, written in zip(table.rows, texts, strict=True):
        for cell, width in zip(row.cells, measured, strict=True):
            cell.width = width
            cell.paragraphs[0].style = document.styles["Memo Table"]
        for cell, text in zip(row.cells, written, strict=False):
            cell.paragraphs[0].add_run(text)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].style = document.styles["Memo Table Heading"]
    _row(table, 0, "w:cantSplit", "w:tblHeader")
    _row(table, 2, "w:cantSplit")
    document.add_paragraph("", "Memo Table")
    return table


def _row(table: Table, index: int, *names: str) -> None:
    properties = table.rows[index]._tr.get_or_add_trPr()
    for name in names:
        properties.append(OxmlElement(name))


def _properties(document: Word) -> None:
    properties, stamp = document.core_properties, datetime(DAY.year, DAY.month, DAY.day)
    properties.author = properties.comments = properties.keywords = properties.title = properties.last_modified_by = ""
    properties.created = properties.modified = stamp
    properties.revision = 1
    application = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    )
    _part(document, "/docProps/app.xml")._blob = application.encode()


if __name__ == "__main__":
    main()
