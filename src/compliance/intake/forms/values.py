"""What stands beside a label to a value of its field, to why it is in doubt, or to nothing for a blank."""

import re
from typing import NamedTuple

from compliance.case import Datum, Doubt
from compliance.errors import Place, shown
from compliance.intake.cells import Cells, placed
from compliance.intake.forms.boxes import SEVERAL_SIGNS, has_boxes, options
from compliance.intake.forms.grid import MARKS, Cell, Mark
from compliance.intake.heading import Heading
from compliance.intake.told import Told, told_by
from compliance.intake.values import WRITTEN
from compliance.quantity.units import DIMENSIONLESS, QuantityError, unit
from compliance.text import Text
from compliance.vocabulary.fields import Kind, Vocabulary

_SENTENCE = 100  # characters of a name or the like, at most
_FILL = " \t\n\u2002\u3000_＿…"
_TEMPLATE = re.compile(rf"[{_FILL}.\-—/\\年月日时约共计()（）:：]*")
_SEALED = re.compile(r"[(（](?:加盖|盖|公|签)?(?:章|公章)[)）]$")
_LIMIT = re.compile(r"[≥≤><＞＜≧≦]|大于|小于|不[低高少多大小超]过?于?")
_BARE = re.compile(r"[\d.,，\s]+(?:[-—–~～至到][\d.,，\s]+)?")
_INSTRUCTION = re.compile(r"^(?:指|是指|应当?|请|例如|如[:：])|填写|必填|选填|请注明|不超过\s*\d+\s*字")
_PLAIN_UNITS = frozenset({"人", "层", "个", "等", "年", "星"})  # of what nobody counts in another unit

_LONG = Text("像是一段说明文字,不能确定其中哪些是所填内容", "a sentence; what of it is the answer is not certain")
_TOLD_HOW = Text("像是填写说明,不是所填内容", "it reads as an instruction and no answer")
_AT_MOST = Text(
    "带有“≥、≤”等符号,不能确定是限值还是本项目的数值",
    "with a sign such as ≥: whether it is a limit or what the project has is not certain",
)
_NO_UNIT = Text(
    "标签和内容都没有写明单位;请写明单位,或在映射文件中给出 unit",
    "neither the label nor the value states a unit; write it, or give it as 'unit' in a mapping file",
)
_NO_OPTION = Text("打勾的方框旁没有文字,不能确定选了什么", "nothing stands at the ticked box")
_MORE_BOXES = Text("打勾的不止一项", "more than one box is ticked")


class Written(NamedTuple):
    """What was written in one place."""

    text: str
    at: Place
    marks: frozenset[Mark] = frozenset()
    typed: object = None


def written_in(cell: Cell) -> Written:
    """What stands in a cell."""
    return Written(cell.text, cell.at, cell.marks, cell.typed)


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit: 万元, (亩)."""
    plain = text.strip(" \t\n()（）[]")
    if not 0 < len(plain) <= 12 or plain.isdecimal():
        return False
    try:
        return unit(plain).symbol != ""
    except QuantityError:
        return False


def is_unfilled(text: str) -> bool:
    """Whether a text is only the blank that is to be filled in: ____年__月__日, ___亩."""
    return _TEMPLATE.fullmatch(text) is not None or is_unit(re.sub(f"[{_FILL}约共]", "", text))


class Values:
    """Reads the values of one form."""

    def __init__(self, vocabulary: Vocabulary, *, starts_1904: bool | None, percents: bool) -> None:
        self._vocabulary = vocabulary
        self._starts_1904 = starts_1904
        self._percents = percents
        self._cells: dict[Heading, Cells] = {}

    def read(self, heading: Heading, written: Written, *, has_unit: bool) -> Datum | Doubt | Told | None:
        """What is stated of a field, or told of another; `has_unit` says that the form says what numbers are in."""
        cells = self._cells.setdefault(heading, Cells(heading, starts_1904=self._starts_1904, percents=self._percents))
        if written.marks:
            reason = MARKS[min(written.marks)]
            return placed(cells.doubt(_on_one_line(written.text), reason), written.at)
        if written.typed is None and is_unfilled(written.text):
            return None
        chosen = self._chosen(cells, written) if has_boxes(written.text) else _on_one_line(written.text)
        if isinstance(chosen, Text):
            return placed(cells.doubt(_on_one_line(written.text), chosen), written.at)
        return None if chosen is None else self._said(heading, cells, chosen, written, has_unit=has_unit)

    def _said(
        self, heading: Heading, cells: Cells, said: str, written: Written, *, has_unit: bool
    ) -> Datum | Doubt | Told | None:
        """What words state that stand in a place without boxes, or at a ticked one."""
        if (told := told_by(cells.field, said, written.at, self._vocabulary)) is not None:
            return told
        if (reason := _question(heading, said, has_unit=has_unit)) is not None:
            return placed(cells.doubt(said, reason), written.at)
        found = cells.read(said if written.typed is None else written.typed)
        if isinstance(found, Datum):
            return placed(found, written.at)
        return None if found is None else placed(found, written.at)

    def _chosen(self, cells: Cells, written: Written) -> str | Text | None:
        """The words at the ticked boxes, why they are not known, or None where no box is ticked."""
        found = options(written.text)
        if found is None:
            return SEVERAL_SIGNS
        ticked = [one.name for one in found if one.ticked]
        kind = cells.field.kind
        if not ticked:
            return None
        if ticked == [""]:
            return "是" if kind is Kind.bool else _NO_OPTION
        if len(ticked) > 1 and kind not in (Kind.enum, Kind.set):
            return _MORE_BOXES
        return "、".join(ticked)


def _question(heading: Heading, said: str, *, has_unit: bool) -> Text | None:
    """Why a text is asked about though the field could hold it, or None."""
    kind = heading.field.kind
    if kind is Kind.text:
        if _INSTRUCTION.search(said):
            return _TOLD_HOW
        return _LONG if len(said) > _SENTENCE or re.search("[。:：]", said) else None
    if kind is not Kind.number:
        return None
    if _LIMIT.search(said):
        return _AT_MOST
    measured = heading.field.unit
    open_ = measured is not None and measured.dimension != DIMENSIONLESS and measured.symbol not in _PLAIN_UNITS
    return _NO_UNIT if open_ and not has_unit and _BARE.fullmatch(said) else None


def _on_one_line(text: str) -> str:
    """What is written, without line breaks, lines to fill in, and the mark for a seal: 某公司 of 某公司⏎(公章)."""
    plain = re.sub(r"[ \t]*\n[ \t]*", "", text).strip(_FILL)
    return shown(_SEALED.sub("", plain.replace("_", "").replace("＿", "")).strip(), 20 * WRITTEN)
