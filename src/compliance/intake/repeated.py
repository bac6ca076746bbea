"""What is stated of one field in several places, as one value or as a doubt."""

from collections.abc import Sequence
from typing import NamedTuple

from compliance.case import Datum, Doubt, Unread
from compliance.errors import LISTED, Place, shown
from compliance.intake.values import WRITTEN
from compliance.text import Text
from compliance.vocabulary.fields import Field


class Entry(NamedTuple):
    """A key, where it stands, the field that it means, and what stands under it."""

    name: str
    at: Place
    field: Field
    stated: Datum | Doubt


def settled(entries: Sequence[Entry], unread: list[Unread]) -> Datum | Doubt:
    """What the keys that mean one field state of it: in doubt unless there is one, or all of them state the same.

    `unread` takes those that only state the same again.
    """
    first, *others = entries
    if not others:
        return first.stated
    values = [entry.stated.value for entry in entries if isinstance(entry.stated, Datum)]
    if len(values) == len(entries) and all(value == values[0] for value in values):
        unread += [_again(entry, first) for entry in others]
        return first.stated
    named, more = [_named(entry) for entry in entries[:LISTED]], "…" if len(entries) > LISTED else ""
    zh, en = "、".join(one.zh for one in named) + more, ", ".join(one.en for one in named) + more
    reason = Text(
        f"同一字段填了 {len(entries)} 处,不一致:{zh};请只保留一处",
        f"stated {len(entries)} times and not alike: {en}; keep one of them",
    )
    written = shown(" / ".join(entry.stated.written for entry in entries[:LISTED]) + more, WRITTEN)
    return Doubt(first.field.id, first.field.label, entries[-1].stated.at, written, reason)


def _again(entry: Entry, first: Entry) -> Unread:
    label, named = entry.field.label, _named(first)
    reason = Text(
        f"与{named.zh}同指“{label.zh}”,所填相同,采用一处", f"means {label.en!r} as {named.en} does, and states the same"
    )
    return Unread(shown(entry.name), shown(entry.stated.written, WRITTEN), entry.at, reason, entry.field)


def _named(entry: Entry) -> Text:
    name, at = shown(entry.name), entry.at
    zh, en = (f"({at.within('zh')})", f" ({at.within('en')})") if at.column or at.table or at.paragraph else ("", "")
    return Text(f"“{name}”{zh}", f"{name!r}{en}")
