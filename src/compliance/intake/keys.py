"""What the keys of an application mean, and those of a record that stands in a cell."""

from typing import NamedTuple

from compliance.case import Datum, Doubt, Unread
from compliance.errors import Place, shown
from compliance.intake.cells import Cells, placed
from compliance.intake.columns.mapping import How
from compliance.intake.columns.meaning import Found, find, names_a_field, tidy
from compliance.intake.heading import Heading
from compliance.intake.values import WRITTEN
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary

_NAME = 100
_COMPARED = 5_000  # so many keys that name no field are compared with those that do
NO_FIELD = Text("没有这个字段,未采用", "there is no such field; not used")


class Key(NamedTuple):
    """What a key means: `cells` read what stands under it; None for one that means no field for certain.

    `closest` is the field that such a key may mean, `reason` why it is not used; `names_it` says that the key has the
    very name of that field, and that only what stands beside the name, such as a unit that cannot be, is in question.
    """

    cells: Cells | None
    closest: Field | None
    reason: Text
    names_it: bool

    def unread(self, name: str, written: str, at: Place) -> Unread:
        """What stands under the key, as not used."""
        return Unread(shown(name, _NAME), shown(written, WRITTEN), at, self.reason, self.closest)


def read_at(cells: Cells, raw: object, at: Place) -> Datum | Doubt | None:
    """What stands under a key, with its place; None for a blank."""
    found = cells.read(raw)
    if isinstance(found, Datum):
        return placed(found, at)
    return None if found is None else placed(found, at)


class Keys:
    """The keys of one file; equal ones are looked up once, and by the same names as the columns of a ledger."""

    def __init__(self, vocabulary: Vocabulary, *, percents: bool = False) -> None:
        self._vocabulary = vocabulary
        self._percents = percents
        self._known: dict[tuple[str, str], Key] = {}
        self._compared = 0

    def of(self, subject: str, name: str) -> Key:
        """What a key means among the fields of a subject."""
        asked = (subject, name)
        if asked not in self._known:
            key = self._look_up(subject, name)
            if len(self._known) >= 2 * _COMPARED:
                return key
            self._known[asked] = key
        return self._known[asked]

    def _look_up(self, subject: str, name: str) -> Key:
        found = Found()
        if names_a_field(self._vocabulary, subject, name):
            found = find(self._vocabulary, subject, tidy(name))
        elif self._compared < _COMPARED:
            self._compared += 1
            found = find(self._vocabulary, subject, tidy(name))
        if found.field is not None:
            heading = Heading(found.field, found.unit or found.field.unit)
            return Key(Cells(heading, starts_1904=None, percents=self._percents), None, NO_FIELD, names_it=True)
        if found.doubt is None:
            return Key(None, None, NO_FIELD, names_it=False)
        named = found.how in (How.label, How.alias)
        return Key(None, found.doubt.candidates[0], found.doubt.reason, names_it=named)
