"""What stands in one blank of a form, with the unit that is chosen beside it, to a datum or a doubt."""

from collections.abc import Sequence
from fractions import Fraction

from compliance.case import Datum, Doubt
from compliance.errors import shown
from compliance.intake.cells import Cells, as_written
from compliance.intake.forms.filled import Content, FilledForm
from compliance.intake.heading import Heading
from compliance.intake.keys import read_at
from compliance.intake.values import WRITTEN
from compliance.quantity.units import QuantityError, Unit, unit
from compliance.text import Text
from compliance.vocabulary.fields import Field
from compliance.vocabulary.folding import fold

_NO_UNIT = Text(
    "没有写明单位(单位栏为空或标记已丢失);请选择单位,或在数后写明",
    "in no unit: the blank for it is empty, or its mark is lost; choose one, or write it behind the number",
)


def is_blank(content: Content) -> bool:
    """Whether nothing stands in a blank, nor anything that looks like nothing."""
    return content.fault is None and not as_written(content.raw).strip()


class BlankReader:
    """Reads the blanks of one form by the reader of cells, so that a form takes what any application does."""

    def __init__(self, form: FilledForm) -> None:
        self._form = form
        self._known: dict[tuple[str, str, Unit | None], Cells] = {}

    def read(self, field: Field, content: Content, units: Sequence[Content]) -> Datum | Doubt | None:
        """What is stated of a field, with its place; None for a blank.  `units` is what stands in that for its unit."""
        if content.fault is not None:
            return self._doubt(field, content, content.fault)
        if is_blank(content):
            return None
        if field.unit is None:
            return self._at(Heading(field, None), content)
        chosen = _chosen(field, units)
        if isinstance(chosen, Text):
            return self._doubt(field, content, chosen)
        if chosen is not None:
            return self._at(Heading(field, chosen), content)
        return self._with_its_unit(field, field.unit, content)

    def _with_its_unit(self, field: Field, own: Unit, content: Content) -> Datum | Doubt | None:
        """A number that says itself in what it is: read in one unit or another, it is the same."""
        other = Unit(own.symbol, own.en, own.dimension, own.factor * Fraction(7))
        stated = self._at(Heading(field, own), content)
        again = self._at(Heading(field, other), content)
        is_same = isinstance(stated, Datum) and isinstance(again, Datum) and stated.value == again.value
        return stated if is_same or not isinstance(stated, Datum) else self._doubt(field, content, _NO_UNIT)

    def _at(self, heading: Heading, content: Content) -> Datum | Doubt | None:
        key = (heading.field.subject, heading.field.id, heading.unit)
        if key not in self._known:
            form = self._form
            self._known[key] = Cells(heading, starts_1904=form.starts_1904, percents=form.percents)
        return read_at(self._known[key], content.raw, content.at)

    def _doubt(self, field: Field, content: Content, reason: Text) -> Doubt:
        written = shown(as_written(content.raw).strip(), WRITTEN)
        return Doubt(field.id, field.label, content.at, written, reason)


def _chosen(field: Field, contents: Sequence[Content]) -> Unit | Text | None:
    """The unit in which a number is written, why none can be used, or None where none is chosen.

    A field that measures nothing needs none.
    """
    words = {fold(as_written(one.raw)) for one in contents if not is_blank(one)}
    own = field.unit
    if not words or own is None:
        return own if own is not None and not own.symbol else None
    found = [_unit(field, word) for word in sorted(words)]
    if len(found) > 1:
        said = shown("、".join(sorted(words)))
        return Text(f"单位写了不止一个({said}),不能确定", f"more than one unit is written ({said}): which is open")
    return found[0]


def _unit(field: Field, word: str) -> Unit | Text:
    """The unit of that name: one on offer in either language, or any that measures the same."""
    for one in field.filling.units:
        if word in (fold(one.symbol), fold(one.en)):
            return one
    try:
        found = unit(word)
    except QuantityError as error:
        return error.text
    if field.unit is not None and found.dimension != field.unit.dimension:
        measured, said = found.dimension.words(), shown(word)
        zh, en = f"单位“{said}”计量的是{measured.zh},不合本栏;请改选", f"the unit {said!r} measures {measured.en}"
        return Text(zh, f"{en}, which this is not; choose another")
    return found
