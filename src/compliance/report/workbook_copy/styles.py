"""The styles of a workbook, with those that added cells take over from their neighbours."""

from copy import deepcopy

from lxml import etree

from compliance.report.workbook_copy.tree import child, children, parsed, serialised

_DROPPED = ("quotePrefix", "pivotButton")
_OF_NUMBERS = ("textRotation", "indent", "shrinkToFit", "relativeIndent", "justifyLastLine")


class Styles:
    """The part of styles of a workbook, to which styles are added; without one, added cells have none."""

    def __init__(self, part: bytes | None) -> None:
        self._root = None if part is None else parsed(part)
        self._formats = None if self._root is None else child(self._root, "cellXfs")
        self._added: dict[tuple[int, bool], int | None] = {}

    def like(self, style: int, *, heading: bool) -> int | None:
        """The style of an added cell beside one of that style: its border, fill and font, with wrapped text.

        A heading keeps how its neighbour is aligned; other cells are text and stand on the left.
        """
        key = style, heading
        if key not in self._added:
            self._added[key] = self._add(style, heading=heading)
        return self._added[key]

    def part(self) -> bytes:
        """The part as it is to be written.  Raises: ValueError if there is none."""
        if self._root is None:
            raise ValueError("no styles")
        return serialised(self._root)

    def _add(self, style: int, *, heading: bool) -> int | None:
        if self._formats is None:
            return None
        known = children(self._formats, "xf")
        if not known:
            return None
        added = deepcopy(known[style if style < len(known) else 0])
        self._formats.insert(self._formats.index(known[-1]) + 1, added)
        added.tail = known[-1].tail
        self._formats.set("count", str(len(known) + 1))
        for name in _DROPPED:
            added.attrib.pop(name, None)
        added.set("numFmtId", "0")
        added.set("applyAlignment", "1")
        _wrap(added, heading=heading)
        return len(known)


def _wrap(format_: etree._Element, *, heading: bool) -> None:
    alignment = child(format_, "alignment")
    if alignment is None:
        alignment = etree.Element(etree.QName(etree.QName(format_).namespace, "alignment"))
        format_.insert(0, alignment)
    alignment.set("wrapText", "1")
    if not heading:
        for name in _OF_NUMBERS:
            alignment.attrib.pop(name, None)
        alignment.set("horizontal", "left")
