"""Sheets that applicants sent back, added to the applications whose gaps they asked for.

A supplement fills what its application lacks, and takes the place of what could not be used.  Where both state a field
and differ, it is in doubt: which of them holds, nobody but the applicant knows (D-101).
"""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from compliance.case import Case, Datum, Doubt, Unread
from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.forms.identity import identity_of
from compliance.intake.values import WRITTEN
from compliance.source import source_of
from compliance.text import Text
from compliance.vocabulary.fields import Kind, Vocabulary

_NONE = Text(
    "不是补正表(form --for 所写、填好后交回的表)",
    "no supplement: not a sheet that form --for wrote",
)
_REPLACED = Text("已由补正表更正,原填的不再采用", "mended by the supplement; what stood before is not used")
_LIST = Text("清单以补正表所填的为准", "the supplement lists all of them again, and takes its place")


class Supplement(NamedTuple):
    """A sheet: its file, by what it names its application, and what it states."""

    file: str
    of: str
    case: Case


class Supplements:
    """The supplements to the applications of one run, each of which goes with one of them."""

    def __init__(self, files: Iterable[str], vocabulary: Vocabulary, rulebook: str) -> None:
        """Those of files; `rulebook` is the digest of the one in use.  Raises: InputError for a file that is none."""
        self._vocabulary = vocabulary
        self._every: list[Supplement] = []
        self._used: set[str] = set()
        for file in files:
            from compliance.intake.forms.marked import read_supplement

            found = read_supplement(source_of(file), vocabulary, rulebook)
            if found is None:
                raise InputError([Problem(Place(file), _NONE)])
            self._every.append(Supplement(file, *found))

    def on(self, case: Case) -> Case:
        """The case with what supplements to it state."""
        identity = identity_of(case)
        for one in self._every:
            if one.of == identity:
                self._used.add(one.file)
                case = _added(case, one, self._vocabulary)
        return case

    def unmatched(self) -> InputError | None:
        """That supplements go with no application that was read, or None."""
        idle = [one for one in self._every if one.file not in self._used]
        return InputError([Problem(Place(one.file), _unmatched(one)) for one in idle]) if idle else None


def _unmatched(one: Supplement) -> Text:
    said = shown(one.of)
    zh = f"这是“{said}”的补正表,而材料中没有这个项目;请与原材料一起给出"
    return Text(zh, f"a supplement for {said!r}, which is not among the applications; give both")


def _added(case: Case, supplement: Supplement, vocabulary: Vocabulary) -> Case:
    new = supplement.case
    data = dict(case.data)
    doubts = {doubt.field: doubt for doubt in case.doubts}
    aside: list[Unread] = []
    for id_, datum in new.data.items():
        field = vocabulary.field(case.subject, id_)
        if (doubt := doubts.pop(id_, None)) is not None and doubt.written:
            aside.append(Unread(field.label.zh, doubt.written, doubt.at, _REPLACED, field))
        before = data.get(id_)
        if before is None or before.value == datum.value:
            data[id_] = datum if before is None else before
        elif field.kind is Kind.list:
            aside.append(Unread(field.label.zh, before.written, before.at, _LIST, field))
            data[id_] = datum
        else:
            doubts[id_] = _differing(id_, field.label, data.pop(id_), datum)
    for doubt in new.doubts:
        data.pop(doubt.field, None)
        doubts[doubt.field] = doubt
    name = data.get("name")
    return replace(
        case,
        name=str(name.value) if name is not None else case.name,
        data=MappingProxyType(data),
        doubts=tuple(doubts.values()),
        unread=(*case.unread, *new.unread),
        set_aside=(*case.set_aside, *aside),
    )


def _differing(id_: str, label: Text, before: Datum, now: Datum) -> Doubt:
    first, second = shown(before.written), shown(now.written)
    reason = Text(
        f"原材料填“{first}”,补正表填“{second}”,不一致,请核实",
        f"{first!r} in the application and {second!r} in its supplement; find out which holds",
    )
    return Doubt(id_, label, now.at, shown(f"{before.written} / {now.written}", WRITTEN), reason)
