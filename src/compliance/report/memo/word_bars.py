"""The bars of charts in Word files: paragraphs filled with colour, as wide as their number says.

No drawing is needed, so they stay sharp and whole in Word and in LibreOffice, and in an office's own template (D-057).
"""

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from docx.shared import Twips
from docx.text.paragraph import Paragraph

STYLE = "Memo Bar"
COLOUR = "44546A"
WHOLE = 1000
_SIDES = 216  # the margins of a cell left and right, in twentieths of a point


def draw_bars(document: Document) -> None:
    """Make every paragraph in the style of bars that holds a number of thousandths a bar of that width."""
    id_ = next((style.style_id for style in document.styles if style.name == STYLE), None)
    if id_ is None:
        return
    for element in document.element.body.iter(qn("w:p")):
        if element.style == id_:
            _draw(Paragraph(element, document))


def _draw(paragraph: Paragraph) -> None:
    text, cell = paragraph.text.strip(), paragraph._p.getparent()
    if not text.isdecimal() or not isinstance(cell, CT_Tc) or cell.width is None:
        return
    for run in paragraph.runs:
        run.text = ""
    if not int(text):
        paragraph.style = paragraph.style and paragraph.style.base_style
        return
    space = int(cell.width / Twips(1)) - _SIDES
    paragraph.paragraph_format.right_indent = Twips(space - space * min(int(text), WHOLE) // WHOLE)
