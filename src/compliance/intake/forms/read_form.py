"""What stands on a form to a case, and the record of how each label was read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from compliance.case import Case, Datum, Doubt, Unread
from compliance.errors import Place, shown
from compliance.intake.columns.mapping import How, MatchDoubt
from compliance.intake.columns.mapping_file import GivenMapping
from compliance.intake.columns.meaning import units_in
from compliance.intake.forms.grid import MARKS, Cell, Grid, Line, Mark, Paper
from compliance.intake.forms.items import Choice, FormRead, Item
from compliance.intake.forms.keyed import LabelKeys
from compliance.intake.forms.labels import Label, Labels, plain_label
from compliance.intake.forms.layout import Pair
from compliance.intake.forms.pairing import Pairing
from compliance.intake.forms.paragraphs import explains, outside_of_help, units_of
from compliance.intake.forms.records import RecordTables
from compliance.intake.forms.roles import Role, Roles
from compliance.intake.forms.text_pairs import text_pairs
from compliance.intake.forms.values import Values, Written, is_unfilled, written_in
from compliance.intake.heading import Heading
from compliance.intake.keys import NO_FIELD
from compliance.intake.repeated import Entry, settled
from compliance.intake.required import with_required
from compliance.intake.told import Told, add_told
from compliance.intake.values import CASE_ID, WRITTEN
from compliance.quantity.units import Unit
from compliance.text import Text
from compliance.vocabulary.fields import Field, Kind, Vocabulary

_TITLE = 30  # characters of a line that says nothing but what the form is
_STRUCK_LABEL = Text(
    "栏目名有删除线,不能确定是否作废", "the label is struck through; whether it still holds is not certain"
)
_OTHER_UNIT = Text(
    "单位“{}”与栏目名所写或该字段的单位不符", "the unit {!r} beside it does not suit the label or the field"
)
_IN_LINE = Text(
    "在一段文字中,不能确定到哪里为止是所填内容", "it stands in running text; where the answer ends is not certain"
)
_BESIDE = Text(
    "栏目名后写有内容,右边一格也有内容,不能确定以哪个为准", "something stands behind the label and beside it"
)
_NO_LABEL = Text("不知道属于哪一栏,未采用", "what it answers is not known; not used")
_PROSE = Text("段落文字,未读取", "running text, which is not read")


Known = Mapping[int, Mapping[tuple[int, int], bool]]


def read_paper(
    paper: Paper, vocabulary: Vocabulary, case_id: str, given: GivenMapping | None = None, known: Known | None = None
) -> FormRead:
    """The case that a form states.

    `given` says what labels mean.  `known` says of cells, by the number of their table, row and column, whether they
    are labels of the blank form; of tables that it does not have nothing is known.
    """
    return _Reading(paper, vocabulary, given, known or {}).read(case_id)


@dataclass(slots=True)
class _Gathered:
    """What a reading comes to, piece by piece."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    questions: list[tuple[Field | None, Unread, bool]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


class _Reading:
    """One reading of a form."""

    def __init__(self, paper: Paper, vocabulary: Vocabulary, given: GivenMapping | None, known: Known) -> None:
        self._paper = paper
        self._vocabulary = vocabulary
        self._subject = vocabulary.reviewed
        self._known = known
        self._values = Values(vocabulary, starts_1904=paper.starts_1904, percents=paper.percents)
        self._labels = Labels(vocabulary, self._subject, tuple(units_of(paper)))
        self._lines = [(line, pair) for line in outside_of_help(paper.lines) for pair in text_pairs(line.text)]
        self._keys = LabelKeys(paper.grids, [plain_label(pair.label) for _, pair in self._lines], given)
        self._records = RecordTables(vocabulary, self._subject, self._values)
        self._found = _Gathered()

    def read(self, case_id: str) -> FormRead:
        """The case, and how it was read."""
        found = self._found
        for line in self._paper.lines:
            self._line(line)
        for grid in self._paper.grids:
            self._grid(grid)
        unread = [*self._paper.unread, *found.unread]
        stated = [settled(of_field, unread) for of_field in found.entries.values()]
        data = {id_: one for id_, one in zip(found.entries, stated, strict=True) if isinstance(one, Datum)}
        doubts = [one for one in stated if isinstance(one, Doubt)]
        for meant, unused, named in found.questions:
            if meant is not None and named and unused.written and meant.id not in found.entries:
                doubts.append(Doubt(meant.id, meant.label, unused.at, unused.written, unused.reason))
            else:
                unread.append(unused)
        add_told(found.told, data, doubts)
        id_, name = data.get(CASE_ID), data.get("name")
        case_id = str(id_.value) if id_ is not None else case_id
        case = Case(
            subject=self._subject,
            id=case_id,
            name=str(name.value) if name is not None else case_id,
            data=MappingProxyType(data),
            doubts=tuple(doubts),
            unread=tuple(sorted(unread, key=lambda one: one.at.in_order)),
            at=Place(self._paper.file),
        )
        items = tuple(sorted(found.items, key=lambda one: one.at.in_order))
        return FormRead(with_required(case, self._vocabulary), items, (*self._paper.notes, *self._keys.absent()))

    def _line(self, line: Line) -> None:
        """What a paragraph outside of tables states."""
        pairs = [pair for one, pair in self._lines if one is line]
        if not pairs:
            if len(line.text) > _TITLE and not explains(line):
                self._found.unread.append(Unread("", shown(" ".join(line.text.split()), WRITTEN), line.at, _PROSE))
            return
        for pair in pairs:
            self._text_pair(pair.label, Written(pair.value, line.at, line.marks), line.at)

    def _text_pair(self, name: str, written: Written, at: Place, *, more: bool = False) -> None:
        """What a label in a text states; in question where `more` stands beside it that may answer it too."""
        key = self._keys.of_text(name, at.within("zh").replace(" ", ""))
        given = self._keys.given(key)
        label = self._labels.of(name) if given is None else self._labels.given(given, name)
        if not written.text or is_unfilled(written.text) or label.ignored:
            return
        if not label.means_some_field:
            self._found.unread.append(Unread(shown(name), shown(written.text, WRITTEN), at, NO_FIELD))
            return
        runs_on = (
            re.search("[，,。；;]", written.text) is not None
            and label.field is not None
            and label.field.kind is Kind.text
        )
        self._state(label, key, written, question=_BESIDE if more else _IN_LINE if runs_on else None)

    def _grid(self, grid: Grid) -> None:
        """What a table states."""
        taken: set[int] = set()
        for found in self._records.find(grid):
            taken |= found.taken
            self._found.unread += found.unread
            if (entry := found.entry) is not None:
                self._found.entries.setdefault(entry.field.id, []).append(entry)
                doubt = entry.stated if isinstance(entry.stated, Doubt) else None
                item = Item(entry.name, entry.name, entry.at, entry.stated.written, entry.field, how=How.label)
                self._found.items.append(item if doubt is None else replace(item, question=doubt.reason))
        roles = Roles(grid, self._meaning, self._known.get(grid.number))
        taken |= self._inline(grid, roles, taken)
        pairing = Pairing(roles, taken, self._keys.of, self._under, self._part)
        for pair in pairing.pairs():
            taken |= {id(pair.cell), *(id(one.cell) for one in pair.candidates)}
            taken |= {id(pair.value)} if pair.value is not None else set()
            self._pair(pair)
        for name, value in pairing.others():
            if id(value) not in taken:
                taken.add(id(value))
                unread = Unread(shown(plain_label(name.text)), shown(value.text, WRITTEN), value.at, NO_FIELD)
                self._found.unread.append(unread)
        self._found.unread += (
            self._left_over(grid, roles, cell)
            for cell in grid.cells
            if id(cell) not in taken and pairing.is_left_over(cell) and not self._is_heading(grid, cell)
        )

    def _left_over(self, grid: Grid, roles: Roles, cell: Cell) -> Unread:
        """A cell that answers no field, under the label right above it if there is one."""
        above = next(iter(grid.above(cell)), None)
        named = above is not None and above.slot == cell.slot and roles.of(above) is Role.other
        name = shown(plain_label(above.text)) if above is not None and named else ""
        reason = MARKS[min(cell.marks)] if cell.marks else NO_FIELD if name else _NO_LABEL
        return Unread(name, shown(" ".join(cell.text.split()), WRITTEN), cell.at, reason)

    def _is_heading(self, grid: Grid, cell: Cell) -> bool:
        """Whether a text stands alone in its row, or spans several rows: what tells what follows, and is no answer."""
        filled = [one for one in grid.row(cell.row) if not one.is_empty]
        return (len(filled) == 1 and len(cell.text) <= _TITLE and cell.typed is None) or cell.rows > 1

    def _inline(self, grid: Grid, roles: Roles, taken: set[int]) -> set[int]:
        """Read the cells that hold labels with their values, and no answer to a label beside them."""
        read: set[int] = set()
        for cell in grid.cells:
            left = grid.left_of(cell)
            if id(cell) in taken or cell.typed is not None or (left is not None and roles.is_label(left)):
                continue
            pairs = text_pairs(cell.text)
            if not any(self._labels.of(pair.label).means_some_field and pair.value for pair in pairs):
                continue
            read.add(id(cell))
            right = next(iter(grid.right_of(cell)), None)
            more = right is not None and roles.of(right) in (Role.value, Role.close)
            for pair in pairs:
                self._text_pair(pair.label, Written(pair.value, cell.at, cell.marks), cell.at, more=more)
        return read

    def _meaning(self, cell: Cell) -> Label:
        given = self._keys.given(self._keys.of(cell))
        return self._labels.of(cell.text) if given is None else self._labels.given(given, cell.text)

    def _under(self, cell: Cell, top: Cell) -> Label:
        given = self._keys.given(self._keys.of(cell))
        return (
            self._labels.of(cell.text, plain_label(top.text)) if given is None else self._labels.given(given, cell.text)
        )

    def _part(self, cell: Cell, left: Label) -> Label:
        given = self._keys.given(self._keys.of(cell))
        return self._labels.part(cell.text, left) if given is None else self._labels.given(given, cell.text)

    def _pair(self, pair: Pair) -> None:
        """What a label and the cell that answers it state."""
        if pair.label.ignored:
            return
        if pair.question is not None:
            self._asked(pair)
            return
        if pair.value is None:
            return
        label = pair.label
        if "/" in pair.key and (given := self._keys.given(pair.key)) is not None:
            label = self._labels.given(given, pair.cell.text)
        question = _STRUCK_LABEL if Mark.struck in pair.cell.marks else None
        self._state(label, pair.key, written_in(pair.value), pair.unit, question)

    def _asked(self, pair: Pair) -> None:
        """A question about which place answers a label, but for the places that the given mapping names."""
        decided = False
        for one in pair.candidates:
            given = self._keys.given(one.key) if one.key != pair.key else None
            if given is not None:
                decided = True
                label = self._labels.given(given, pair.cell.text)
                if not label.ignored:
                    self._state(label, one.key, written_in(one.cell), pair.unit)
        if decided or not pair.candidates:
            return
        choices = tuple(Choice(one.key, shown(one.cell.text)) for one in pair.candidates)
        written = shown(" / ".join(one.written for one in choices), WRITTEN)
        self._question(pair.label, pair.key, pair.candidates[0].cell.at, written, pair.question or NO_FIELD, choices)

    def _state(self, label: Label, key: str, written: Written, unit: str = "", question: Text | None = None) -> None:
        """What stands at a label, as a value of its field or as a question."""
        said = shown(" ".join(written.text.split()), WRITTEN)
        heading = label.reads
        if label.ignored:
            return
        if heading is None or question is not None:
            reason = question or (label.doubt.reason if label.doubt is not None else NO_FIELD)
            self._question(label, key, written.at, said, reason)
            return
        beside = units_in(unit)
        if beside and not _suits(heading, label.unit, beside[0]):
            reason = Text(_OTHER_UNIT.zh.format(shown(unit)), _OTHER_UNIT.en.format(shown(unit)))
            self._question(label, key, written.at, said, reason)
            return
        if beside:
            heading = Heading(
                heading.field, heading.field.unit if heading.field.unit == beside[0] else beside[0], heading.attested
            )
        stated_unit = label.unit or (beside[0] if beside else None)
        found = self._values.read(heading, written, has_unit=stated_unit is not None)
        if found is None:
            return
        if isinstance(found, Told):
            self._found.told.append(found)
            reason_ = None
        else:
            self._found.entries.setdefault(heading.field.id, []).append(
                Entry(label.text, written.at, heading.field, found)
            )
            reason_ = found.reason if isinstance(found, Doubt) else None
        symbol = stated_unit.symbol if stated_unit is not None else ""
        item = Item(
            label.text, key, written.at, said, heading.field, symbol, label.how, reason_, attested=label.attested
        )
        self._found.items.append(item)

    def _question(
        self, label: Label, key: str, at: Place, written: str, reason: Text, choices: Sequence[Choice] = ()
    ) -> None:
        meant = label.closest
        unused = Unread(shown(label.text), written, at, reason, meant)
        self._found.questions.append((meant, unused, label.names_it))
        doubt = label.doubt or MatchDoubt(reason, (label.field,) if label.field is not None else ())
        item = Item(
            label.text, key, at, written, None, "", label.how, reason, doubt.candidates, tuple(choices), doubt.units
        )
        self._found.items.append(item)


def _suits(heading: Heading, stated: Unit | None, beside: Unit) -> bool:
    """Whether a unit in a cell of its own goes with the field, and with what the label states."""
    own = heading.field.unit
    return own is not None and own.dimension == beside.dimension and (stated is None or stated == beside)
