"""Word files that were made as forms: their blanks by the tags of content controls, or else by bookmarks.

Word and WPS keep the tags.  LibreOffice drops them when it saves a file, and keeps the bookmarks around the controls.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from compliance.errors import Place
from compliance.intake.forms.filled import Content, FilledForm, Stray
from compliance.intake.forms.marks import CHOOSE, FILL_IN, TAG, FormMark, digest_of, form_mark, is_mark
from compliance.intake.forms.office_file import FAULTS, opened, properties_of, tree_of
from compliance.source import Source
from compliance.text import Text

MOST_STRAYS = 50
_LONGEST = 200
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What is not seen in the finished document: deleted, moved away, a field's code, another program's reading of a part.
_UNSEEN = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}sdtPr", f"{_W}rPr", f"{_W}pPr", _FALLBACK))
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OFF = ("0", "false", "off")
# What Word and WPS show in a blank whose content was deleted.
_USUAL = (
    "单击或点击此处输入文字。",
    "单击此处输入文字。",
    "选择一项。",
    "单击或点击以输入日期。",
    "单击此处输入日期。",
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Choose an item.",
    "Click or tap to enter a date.",
    "Click here to enter a date.",
)
_PROMPTS = frozenset(digest_of(prompt) for prompt in (*FILL_IN, *CHOOSE, *_USUAL))
_STRUCK = Text(
    "所填内容带删除线,不能确定是否作废;请删去作废的文字并取消删除线",
    "what is filled in is struck through, so whether it counts is open; delete what does not, and strike nothing",
)
_PROMPTING = Text(
    "控件标明这是提示文字,不能确定是否填写;请重新填写",
    "the control says that this is its prompt, so whether it was filled in is open; fill it in again",
)


def mark_of_word(source: Source) -> FormMark | None:
    """What a Word file says of itself if it was made as a form; None for another, and for what is none."""
    try:
        with opened(source) as archive:
            return form_mark(properties_of(archive, source.name))
    except FAULTS:
        return None


def read_marked_word(source: Source, mark: FormMark) -> FilledForm:
    """What stands in a Word file of that mark.  Raises: InputError, one of `office_file.FAULTS`, if it is damaged."""
    with opened(source) as archive:
        document = tree_of(archive, _DOCUMENT, source.name)
    walk = _Walk(source.name, mark)
    walk.through(document)
    contents = {name: _contents(blanks) for name, blanks in walk.blanks.items()}
    return FilledForm(mark, contents, tuple(walk.strays), Place(source.name))


def place_in_word(file: str, table: int, row: int) -> Place:
    """Where something stands in a Word file: in which table and which row of it, both counted from 1."""
    return Place(file, row, table=table) if table else Place(file)


@dataclass(slots=True)
class _Blank:
    """What was met in a blank so far: of a control that has its tag, or of a bookmark."""

    at: Place
    tagged: bool
    prompting: bool
    written: list[str] = field(default_factory=list)
    struck: bool = False


class _Walk:
    """One walk through a document in the order in which it is read.

    `blanks` gathers what stands in each by its mark, `strays` what somebody wrote outside of them.
    """

    def __init__(self, file: str, mark: FormMark) -> None:
        self._file = file
        self._own = mark.own
        self._table = self._row = 0
        self._controls: list[_Blank] = []
        self._bookmarks: dict[str, _Blank] = {}
        self._paragraph: list[str] = []
        self._last = ""
        self._struck = False
        self.blanks: dict[str, list[_Blank]] = {}
        self.strays: list[Stray] = []

    def through(self, element: etree._Element) -> None:
        """Take in what is below an element.  A tree is as deep as the parser lets it be: no deeper than 256."""
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _UNSEEN:
                continue
            match child.tag.removeprefix(_W):
                case "tbl":
                    self._table, self._row = self._table + 1, 0
                    self.through(child)
                case "tr":
                    self._row += 1
                    self.through(child)
                case "p":
                    self._through_paragraph(child)
                case "sdt":
                    self._through_control(child)
                case "bookmarkStart" if is_mark(child.get(f"{_W}name", "")):
                    self._bookmarks[child.get(f"{_W}id", "")] = self._met(
                        child.get(f"{_W}name", ""), child, tagged=False
                    )
                case "bookmarkEnd":
                    self._bookmarks.pop(child.get(f"{_W}id", ""), None)
                case "r":
                    self._through_run(child)
                case "t":
                    self._write(child.text or "")
                case "sym":
                    self._write("\N{REPLACEMENT CHARACTER}")
                case _ if child.tag in _BREAKS:
                    self._write(_BREAKS[child.tag])
                case _:
                    self.through(child)

    def _through_paragraph(self, paragraph: etree._Element) -> None:
        for blank in self._within():
            if blank.written:
                blank.written.append("\n")
        before, self._paragraph = self._paragraph, []
        self.through(paragraph)
        written = "".join(self._paragraph).strip()
        if written and digest_of(written) not in self._own and len(self.strays) < MOST_STRAYS:
            self.strays.append(Stray(written[:_LONGEST], self._at, self._last))
        self._paragraph = before

    def _through_control(self, control: etree._Element) -> None:
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        name = "" if tag is None else tag.get(f"{_W}val", "")
        if not name.startswith(TAG):
            self.through(control)
            return
        self._controls.append(self._met(name.removeprefix(TAG), control, tagged=True))
        self.through(control)
        self._controls.pop()

    def _through_run(self, run: etree._Element) -> None:
        if _has(run, "vanish"):
            return
        self._struck = _has(run, "strike") or _has(run, "dstrike")
        self.through(run)
        self._struck = False

    def _met(self, name: str, element: etree._Element, *, tagged: bool) -> _Blank:
        """A blank that begins here."""
        prompting = element.find(f"{_W}sdtPr/{_W}showingPlcHdr")
        blank = _Blank(self._at, tagged, prompting is not None and _is_on(prompting))
        self.blanks.setdefault(name, []).append(blank)
        self._last = name
        return blank

    def _write(self, text: str) -> None:
        within = self._within()
        for blank in within:
            blank.written.append(text)
            blank.struck = blank.struck or (self._struck and bool(text.strip()))
        if not within:
            self._paragraph.append(text)

    def _within(self) -> list[_Blank]:
        return [*self._controls, *self._bookmarks.values()]

    @property
    def _at(self) -> Place:
        return place_in_word(self._file, self._table, self._row)


def _contents(blanks: Sequence[_Blank]) -> list[Content]:
    """What stands in the blanks of one mark: by their tags, where any is left, since rows are copied with them."""
    tagged = [blank for blank in blanks if blank.tagged]
    return [_content(blank) for blank in tagged or blanks]


def _content(blank: _Blank) -> Content:
    """What is filled in; nothing where a blank shows what it asks for."""
    written = "".join(blank.written).strip()
    if not written or digest_of(written) in _PROMPTS:
        return Content(None, blank.at)
    return Content(written, blank.at, _PROMPTING if blank.prompting else _STRUCK if blank.struck else None)


def _has(run: etree._Element, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and _is_on(found)


def _is_on(switch: etree._Element) -> bool:
    return switch.get(f"{_W}val", "true") not in _OFF
