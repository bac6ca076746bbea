"""Word files that were made as forms: their blanks by the tags of content controls."""

from collections.abc import Iterator

from lxml import etree

from compliance.errors import Place
from compliance.intake.forms.filled import Content, FilledForm, Stray
from compliance.intake.forms.marks import CHOOSE, FILL_IN, TAG, FormMark, digest_of, form_mark
from compliance.intake.forms.office_file import FAULTS, opened, properties_of, tree_of
from compliance.source import Source
from compliance.text import Text

MOST_STRAYS = 50
_LONGEST = 200
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What is not seen in the finished document: deleted, moved away, a field's code, another program's reading of a part.
_UNSEEN = (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}sdtPr", _FALLBACK)
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OFF = ("0", "false", "off")
_PROMPTS = frozenset(digest_of(prompt) for prompts in (FILL_IN, CHOOSE) for prompt in prompts)
_STRUCK = Text(
    "所填内容带删除线,不能确定是否作废;请删去作废的文字并取消删除线",
    "what is filled in is struck through, so whether it counts is open; delete what does not, and strike nothing",
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
        body = tree_of(archive, _DOCUMENT, source.name)
    contents: dict[str, list[Content]] = {}
    strays: list[Stray] = []
    table, row, after = 0, 0, ""
    for element in body.iter(f"{_W}tbl", f"{_W}tr", f"{_W}p", f"{_W}sdt"):
        match str(element.tag).removeprefix(_W):
            case "tbl":
                table, row = table + 1, 0
            case "tr":
                row += 1
            case "sdt" if (name := _mark(element)) is not None:
                contents.setdefault(name, []).append(_content(element, place_in_word(source.name, table, row)))
                after = name
            case "p" if len(strays) < MOST_STRAYS and not _in_blank(element):
                written = "".join(_seen(element)).strip()
                if written and digest_of(written) not in mark.own:
                    strays.append(Stray(written[:_LONGEST], place_in_word(source.name, table, row), after))
    return FilledForm(mark, contents, tuple(strays), Place(source.name))


def place_in_word(file: str, table: int, row: int) -> Place:
    """Where something stands in a Word file: in which table and which row of it, both counted from 1."""
    return Place(f"{file}#{table}.{row}") if table else Place(file)


def _mark(control: etree._Element) -> str | None:
    """The mark of a content control, or None if it is no blank of a form."""
    tag = control.find(f"{_W}sdtPr/{_W}tag")
    name = "" if tag is None else tag.get(f"{_W}val", "")
    return name.removeprefix(TAG) if name.startswith(TAG) else None


def _in_blank(element: etree._Element) -> bool:
    return any(_mark(above) is not None for above in element.iterancestors(f"{_W}sdt"))


def _content(control: etree._Element, at: Place) -> Content:
    """What is filled in; nothing where the control shows what it asks for."""
    held = control.find(f"{_W}sdtContent")
    prompting = control.find(f"{_W}sdtPr/{_W}showingPlcHdr")
    if held is None or (prompting is not None and _is_on(prompting)):
        return Content(None, at)
    written = "\n".join(filter(None, ("".join(_seen(part)) for part in held))).strip()
    if not written or digest_of(written) in _PROMPTS:
        return Content(None, at)
    return Content(written, at, _STRUCK if any(map(_is_struck, held.iter(f"{_W}r"))) else None)


def _seen(element: etree._Element) -> Iterator[str]:
    """The text that a reader sees below an element, but for that of blanks within it."""
    for child in element:
        if child.tag in _UNSEEN or (child.tag == f"{_W}r" and _has(child, "vanish")):
            continue
        if child.tag == f"{_W}sdt" and _mark(child) is not None:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == f"{_W}sym":
            yield "\N{REPLACEMENT CHARACTER}"
        elif isinstance(child.tag, str):
            yield from _seen(child)


def _is_struck(run: etree._Element) -> bool:
    return (_has(run, "strike") or _has(run, "dstrike")) and any(text.strip() for text in _seen(run))


def _has(run: etree._Element, name: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{name}")
    return found is not None and _is_on(found)


def _is_on(switch: etree._Element) -> bool:
    return switch.get(f"{_W}val", "true") not in _OFF
