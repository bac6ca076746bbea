"""What a ledger should list and does not, by its own count or by a register: of it nothing is known but that it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from compliance.assessment.usable import case_of_record
from compliance.case import Case, Datum, How, Record
from compliance.errors import Place, Problem
from compliance.intake.progress_ledger import Ledger
from compliance.quantity.quantity import Quantity
from compliance.rulebook.model import Rulebook
from compliance.text import Text
from compliance.vocabulary.fields import Field, Subject
from compliance.vocabulary.folding import fold
from compliance.vocabulary.register import Entry

_BY_REGISTER = Text("名册所列,台账未列", "in the register and not in the ledger")


def with_unlisted(ledger: Ledger, rulebook: Rulebook, as_of: date) -> Ledger:
    """The ledger, with what it does not list among what its whole holds; those with a name are also cases apart.

    How many there are the whole states in the field that counts a list, or else the register of their names tells.
    """
    single = rulebook.vocabulary.subjects[ledger.city.subject]
    lists = _Lists(ledger, rulebook, as_of)
    for field in rulebook.vocabulary.lists(single.id):
        if field.of is not None and field.of != rulebook.vocabulary.reviewed:
            lists.complete(field, rulebook.vocabulary.subjects[field.of])
    return lists.completed()


class _Lists:
    """The lists of a ledger's whole as they are completed."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, as_of: date) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._as_of = as_of
        self._data = dict(ledger.city.data)
        self._without: set[str] = set()
        self._cases: list[Case] = []
        self._notes: list[Problem] = []

    def complete(self, field: Field, subject: Subject) -> None:
        """Add to a list what it lacks."""
        datum = self._ledger.city.data.get(field.id)
        listed = datum.value if datum is not None and isinstance(datum.value, tuple) else ()
        stated = self._stated(field)
        known = {fold(record.name) for record in listed}
        entries = [entry for entry in self._expected(subject) if fold(entry.name) not in known]
        at = Place(self._ledger.city.at.file) if datum is None else datum.at
        if stated is not None and stated < len(listed):
            self._contradict(field, stated, len(listed), at)
            return
        # What the ledger leaves out as a whole is asked for as a list.
        lacking = stated - len(listed) if stated is not None else len(entries) if listed else 0
        if lacking == len(entries):
            missing = [_named(subject, entry, len(listed) + n) for n, entry in enumerate(entries, 1)]
        else:
            missing = [_nameless(subject, len(listed) + n) for n in range(1, lacking + 1)]
        if missing:
            self._data[field.id] = Datum((*listed, *missing), f"{len(listed)}", at)
            self._cases += [case_of_record(record) for record in missing if record.data]
            self._note(subject, len(listed), missing, at)

    def completed(self) -> Ledger:
        """The ledger with the lists as they are now."""
        if not self._cases and not self._notes:
            return self._ledger
        data = {id_: datum for id_, datum in self._data.items() if id_ not in self._without}
        city = replace(self._ledger.city, data=MappingProxyType(data))
        reading = replace(self._ledger.reading, notes=(*self._ledger.reading.notes, *self._notes))
        cases = (city, *self._ledger.cases[1:])
        return replace(self._ledger, city=city, cases=cases, reading=reading, unlisted=tuple(self._cases))

    def _stated(self, field: Field) -> int | None:
        datum = None if field.counted_by is None else self._ledger.city.data.get(field.counted_by)
        if datum is None or not isinstance(datum.value, Quantity) or datum.value.amount.denominator != 1:
            return None
        return int(datum.value.amount)

    def _expected(self, subject: Subject) -> Iterator[Entry]:
        """The names that the register of a subject's names expects; none of a place that another register does not."""
        vocabulary = self._rulebook.vocabulary
        name = vocabulary.find(subject.id, "name")
        register = None if name is None else name.register
        for entry in () if register is None else register.expected_on(self._as_of):
            places = ((vocabulary.find(subject.id, column), said) for column, said in entry.facts.items() if said)
            if all(field is None or self._is_expected(field, said) for field, said in places):
                yield entry

    def _is_expected(self, field: Field, said: str) -> bool:
        register = field.register
        if register is None or not register.expected:
            return True
        return any(entry.name == said for entry in register.expected_on(self._as_of))

    def _contradict(self, field: Field, stated: int, listed: int, at: Place) -> None:
        """The count cannot be used: the list has more."""
        counting = self._rulebook.vocabulary.field(field.subject, field.counted_by or "")
        self._without.add(counting.id)
        zh = f"“{counting.label.zh}”为 {stated},台账却列了 {listed} 个;二者必有一误,该数未采用"
        en = (
            f"{counting.label.en!r} is {stated}, and the ledger lists {listed}: one is wrong, and the count is not used"
        )
        self._notes.append(Problem(self._ledger.city.data[counting.id].at or at, Text(zh, en)))

    def _note(self, subject: Subject, listed: int, missing: list[Record], at: Place) -> None:
        total, lacking = listed + len(missing), len(missing)
        names = [record.name for record in missing if record.data]
        named_zh, named_en = (f":{'、'.join(names)}", f": {', '.join(names)}") if names else ("", "")
        zh = f"台账列了 {listed} 个{subject.label.zh},应有 {total} 个;未列的 {lacking} 个按数据未知处理{named_zh}"
        what = subject.label.en.lower()
        en = f"{listed} of {total} are listed ({what}); of the other {lacking} nothing is known{named_en}"
        self._notes.append(Problem(at, Text(zh, en)))


def _named(subject: Subject, entry: Entry, index: int) -> Record:
    data = {"name": Datum(entry.name, entry.name, entry.at, How.INFERRED, _BY_REGISTER)}
    return Record(subject.id, entry.name, index, MappingProxyType(data))


def _nameless(subject: Subject, index: int) -> Record:
    return Record(subject.id, f"#{index}", index, MappingProxyType({}))
