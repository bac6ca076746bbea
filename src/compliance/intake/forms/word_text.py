"""The text of a stretch of a Word document as it is seen: no deleted, moved, hidden or placeholder text in it."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from lxml import etree

from compliance.intake.forms.grid import EMPTY_BOX, TICKED_BOX, Mark
from compliance.intake.forms.symbols import as_seen, is_symbol_font, sign
from compliance.intake.forms.word_parts import W, WordParts, is_on

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tcPr", "trPr")
_UNSEEN = frozenset(f"{W}{name}" for name in (*_PROPERTIES, "del", "moveFrom", "instrText", "delText", "rt"))
_FIXED = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class SeenText:
    """Gathers the text of one cell or paragraph, with what keeps it from being taken as it stands.

    `boxes_of_text` are the texts of text boxes that float there, which are no part of it.
    """

    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        self._pieces: list[str] = []
        self._fields: list[_Field] = []
        self.marks: set[Mark] = set()
        self.boxes_of_text: list[str] = []
        self._handlers: Mapping[str, Callable[[etree._Element], None]] = {
            f"{W}p": self._paragraph,
            f"{W}r": self._run,
            f"{W}sdt": self._control,
            f"{W}drawing": self._drawn,
            f"{W}pict": self._drawn,
            f"{W}object": self._object,
            f"{W}control": self._object,
            f"{_COMPATIBILITY}AlternateContent": self._alternative,
            f"{_MATH}oMath": self._formula,
        }

    @property
    def text(self) -> str:
        """What was gathered; lines that a person sees are parted by line feeds."""
        return "".join(self._pieces).strip()

    def add(self, element: etree._Element) -> None:
        """Take in an element with what is in it, but for tables."""
        if not isinstance(element.tag, str) or element.tag in _UNSEEN or element.tag == f"{W}tbl":
            return
        handler = self._handlers.get(element.tag)
        if handler is not None:
            handler(element)
            return
        for child in element:
            self.add(child)

    def line_feed(self) -> None:
        """Begin a new line."""
        if self._pieces:
            self._pieces.append("\n")

    def _paragraph(self, element: etree._Element) -> None:
        self.line_feed()
        for child in element:
            self.add(child)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        style = _value(properties, "rStyle") or _value(_paragraph_properties(run), "pStyle")
        hidden = is_on(properties, ("vanish", "webHidden"))
        if self._parts.hidden.get(style, False) if hidden is None else hidden:
            return
        struck = is_on(properties, ("strike", "dstrike"))
        is_struck = self._parts.struck.get(style, False) if struck is None else struck
        fonts = properties.find(f"{W}rFonts") if properties is not None else None
        font = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""
        raised = _value(properties, "vertAlign") == "superscript"
        before = len(self._pieces)
        for child in run:
            self._within_run(child, font, raised=raised)
        if is_struck and "".join(self._pieces[before:]).strip():
            self.marks.add(Mark.struck)

    def _within_run(self, child: etree._Element, font: str, *, raised: bool) -> None:
        if child.tag == f"{W}fldChar":
            self._field(child)
        elif self._fields and not self._fields[-1].shows:
            return
        elif child.tag == f"{W}t":
            self._say(child.text or "", font, raised=raised)
        elif child.tag in _FIXED:
            self._pieces.append(_FIXED[child.tag])
        elif child.tag == f"{W}sym":
            self._symbol(child.get(f"{W}font", ""), child.get(f"{W}char", ""))
        else:
            self.add(child)

    def _say(self, text: str, font: str, *, raised: bool) -> None:
        if is_symbol_font(font) and not any("\u4e00" <= character <= "\u9fff" for character in text):
            for character in text:
                self._symbol(font, f"{ord(character):X}") if not character.isspace() else self._pieces.append(character)
            return
        if raised and text.strip() in ("2", "3") and self.text[-1:] in ("m", "M", "米"):
            self._pieces.append(text.strip())
            return
        seen, unknown = as_seen(text.translate(_SUPERSCRIPT) if raised else text)
        self._pieces.append(seen)
        if unknown:
            self.marks.add(Mark.symbol)

    def _symbol(self, font: str, code: str) -> None:
        said = sign(font, int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else None
        if said is None:
            self.marks.add(Mark.symbol)
        else:
            self._pieces.append(said)

    def _field(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field(element.find(f"{W}ffData"), len(self._pieces)))
        elif self._fields and kind == "separate":
            self._fields[-1].shows = not self._fields[-1].is_box_or_list
        elif self._fields and kind == "end":
            self._end(self._fields.pop())

    def _end(self, field: "_Field") -> None:
        """What a legacy field of a form shows: the box that it is, the entry that was chosen, the text typed in."""
        if (box := field.box) is not None:
            self._pieces.append(TICKED_BOX if box else EMPTY_BOX)
        elif field.entries:
            chosen = field.chosen
            self._pieces.append(field.entries[chosen or 0] if (chosen or 0) < len(field.entries) else "")
            if chosen is None and not _is_prompt(field.entries[0]):
                self.marks.add(Mark.preset)
            elif _is_prompt(self._pieces[-1]):
                self._pieces.pop()
        elif field.default and "".join(self._pieces[field.start :]).strip() == field.default:
            self.marks.add(Mark.preset)

    def _control(self, control: etree._Element) -> None:
        """A content control: what was chosen or typed in, and nothing where its placeholder shows."""
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        shown = self.shown_by(control)
        if shown is None:
            for child in content:
                self.add(child)
        elif shown:
            self._pieces.append(shown)

    def shown_by(self, control: etree._Element) -> str | None:
        """What a content control says instead of the text in it, empty for nothing; None where that text holds."""
        properties = control.find(f"{W}sdtPr")
        if properties is None:
            return None
        box = properties.find(f"{W14}checkbox")
        if box is not None:
            checked = box.find(f"{W14}checked")
            return TICKED_BOX if checked is not None and checked.get(f"{W14}val") in ("1", "true") else EMPTY_BOX
        if is_on(properties, ("showingPlcHdr",)):
            return ""
        if properties.find(f"{W}picture") is not None:
            self.marks.add(Mark.picture)
            return ""
        plain = self._plain(control)
        for name in ("dropDownList", "comboBox"):
            choices = properties.find(f"{W}{name}")
            if choices is not None and plain:
                values = {one.get(f"{W}displayText", one.get(f"{W}value", "")): one.get(f"{W}value") for one in choices}
                return "" if values.get(plain) == "" or _is_prompt(plain) else None
        day = properties.find(f"{W}date")
        return None if day is None else self._day(day.get(f"{W}fullDate", ""), plain)

    def _plain(self, control: etree._Element) -> str:
        inside = SeenText(self._parts)
        content = control.find(f"{W}sdtContent")
        for child in content if content is not None else ():
            inside.add(child)
        return inside.text

    def _day(self, held: str, plain: str) -> str | None:
        """The day that a date control holds, where what it shows says no other; None where it holds none."""
        try:
            day = date.fromisoformat(held[:10])
        except ValueError:
            return None
        said = [int(number) for number in re.findall(r"\d+", plain)]
        if said and all(number in (day.year, day.year % 100, day.month, day.day) for number in said):
            return day.isoformat()
        if plain:
            self.marks.add(Mark.date)
        return None

    def _drawn(self, element: etree._Element) -> None:
        """A drawing: the text of a text box in it is kept apart, anything else is a picture."""
        boxes = list(element.iter(f"{W}txbxContent"))
        for box in boxes:
            inside = SeenText(self._parts)
            for child in box.iter(f"{W}p"):
                inside.add(child)
            if inside.text:
                self.boxes_of_text.append(inside.text)
        if not boxes:
            self.marks.add(Mark.picture)

    def _object(self, _: etree._Element) -> None:
        self.marks.add(Mark.control)

    def _alternative(self, element: etree._Element) -> None:
        choice = element.find(f"{_COMPATIBILITY}Choice")
        for child in choice if choice is not None else ():
            self.add(child)

    def _formula(self, element: etree._Element) -> None:
        self._pieces.extend(one.text or "" for one in element.iter(f"{_MATH}t"))
        self.marks.add(Mark.symbol)


class _Field:
    """A field that has begun: of a form, what it offers; `shows` once its result begins."""

    def __init__(self, data: etree._Element | None, start: int) -> None:
        self.start = start
        self.shows = False
        self._box = data.find(f"{W}checkBox") if data is not None else None
        self._list = data.find(f"{W}ddList") if data is not None else None
        typed = data.find(f"{W}textInput") if data is not None else None
        self.default = _value(typed, "default").strip()

    @property
    def is_box_or_list(self) -> bool:
        """Whether it shows no text of its own."""
        return self._box is not None or self._list is not None

    @property
    def box(self) -> bool | None:
        """Whether it is a ticked box; None if it is none."""
        if self._box is None:
            return None
        ticked = is_on(self._box, ("checked",))
        return bool(is_on(self._box, ("default",)) if ticked is None else ticked)

    @property
    def entries(self) -> list[str]:
        """The entries of a list."""
        return [one.get(f"{W}val", "") for one in self._list.iter(f"{W}listEntry")] if self._list is not None else []

    @property
    def chosen(self) -> int | None:
        """Which entry was chosen; None if that is not said."""
        said = _value(self._list, "result")
        return int(said) if re.fullmatch("[0-9]{1,4}", said) else None


def _is_prompt(text: str) -> bool:
    """Whether an entry only asks to choose one."""
    return not text.strip(" \t\u2002\u3000-—_.…") or re.search("请选择|选择一项|点击|Choose|Select", text) is not None


def _value(element: etree._Element | None, name: str) -> str:
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _paragraph_properties(run: etree._Element) -> etree._Element | None:
    paragraph = next(run.iterancestors(f"{W}p"), None)
    return paragraph.find(f"{W}pPr") if paragraph is not None else None
