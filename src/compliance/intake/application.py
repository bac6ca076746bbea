"""Application files to cases: a flat mapping of fields for each project, whatever its values look like."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from compliance.case import Case, Datum, Doubt, How, Record, Unread
from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.cells import Cells, placed
from compliance.intake.keys import Key, Keys, read_at
from compliance.intake.person_findings import KEYS, findings_of
from compliance.intake.repeated import Entry, settled
from compliance.intake.required import with_required
from compliance.intake.told import Told, add_told, told_by
from compliance.intake.values import CASE_ID, WRITTEN
from compliance.nodes.files import STDIN, read_file
from compliance.nodes.tree import Mapping, Node, Scalar
from compliance.nodes.tree import Sequence as Items
from compliance.source import Readable, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Kind, Vocabulary

PROBLEMS = 100
TO_CHECK = Text("待核对", "to be checked")  # the key of a file that somebody has yet to check
_ONE_VALUE = Text("须为一个值,不能是列表或映射", "must be one value, not a list or mapping")
_ONE_RECORD_EACH = Text("须为列表,每项一条记录", "must be a list of records")
_UNCHECKED = Text(
    "内容由表格读出,尚未核对,不作审查;请逐项与原件核对,再删去此行",
    "what was read of a form and nobody has checked is not reviewed; check it against the form, then delete this line",
)


def read_applications(given: Readable, vocabulary: Vocabulary) -> tuple[Case, ...]:
    """One case for each application of a file, or of standard input (-).

    A file holds one mapping of fields, several YAML documents, or a list of mappings.  A value that cannot be used
    becomes a doubt of its case, a key that means no field is told as unread, and the rest goes on.
    Raises: InputError if the file cannot be read, nothing in it names a field, or a finding by a person is faulty.
    """
    source = source_of(given)
    nodes = list(_applications(read_file(source, repeated_keys=True)))
    if not nodes:
        raise InputError([Problem(Place(source.name), Text("文件中没有申报内容", "the file holds no application"))])
    subject = vocabulary.reviewed
    reader = _Reader(vocabulary)
    keys = (key for node in nodes if isinstance(node, Mapping) for key, _ in node.entries)
    if unchecked := [key.at for key in keys if key.text in TO_CHECK]:
        raise InputError([Problem(at, _UNCHECKED) for at in unchecked[:PROBLEMS]])
    if not any(reader.names_a_field(node, subject) for node in nodes):
        raise InputError([Problem(node.at, _no_application(node)) for node in nodes[:PROBLEMS]])
    stem = "stdin" if source == STDIN else source.stem
    ids = [stem] if len(nodes) == 1 else [f"{stem}#{number}" for number in range(1, len(nodes) + 1)]
    return tuple(reader.application(node, subject, id_) for node, id_ in zip(nodes, ids, strict=True))


def case_of(node: Node, vocabulary: Vocabulary, subject: str, case_id: str) -> Case:
    """The case that a mapping of fields states, which need not have the required fields.

    `case_id` is its id if it does not state one.  What cannot be used is in doubt or unread, as in an application.
    Raises: InputError for a node that is no mapping.
    """
    if not isinstance(node, Mapping):
        raise InputError([Problem(node.at, _not_a_mapping(node))])
    return _Reader(vocabulary).case(node, subject, case_id)


def faultless_case_of(node: Node, vocabulary: Vocabulary, subject: str, case_id: str) -> Case:
    """The case of `case_of`, of a file whose author answers for each word of it, such as a rulebook: all is attested.

    Raises: InputError with everything in it that cannot be used.
    """
    case = case_of(node, vocabulary, subject, case_id)
    doubts = [*case.doubts, *(doubt for record in case.records for doubt in record.doubts)]
    problems = [Problem(doubt.at, _said(doubt.label, doubt.written, doubt.reason)) for doubt in doubts]
    problems += [Problem(one.at, _said(Text(one.name, one.name), one.written, one.reason)) for one in case.unread]
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.place))
    return replace(case, data=MappingProxyType({id_: _attested(datum) for id_, datum in case.data.items()}))


def _attested(datum: Datum) -> Datum:
    """A value as one that counts as found, those of its records too."""
    if isinstance(datum.value, tuple):
        records = tuple(
            replace(one, data=MappingProxyType({id_: _attested(of) for id_, of in one.data.items()}))
            for one in datum.value
        )
        datum = datum._replace(value=records)
    return datum._replace(how=How.ATTESTED)


def _applications(documents: tuple[Node, ...]) -> Iterator[Node]:
    for document in documents:
        if isinstance(document, Items):
            yield from document.items
        elif not (isinstance(document, Scalar) and document.is_null):
            yield document


class _Reader:
    """One reading of a file."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._keys = Keys(vocabulary)

    def names_a_field(self, node: Node, subject: str) -> bool:
        """Whether a key of the node is the name of a field."""
        return isinstance(node, Mapping) and any(self._keys.of(subject, key.text).names_it for key, _ in node.entries)

    def application(self, node: Node, subject: str, case_id: str) -> Case:
        """The case of one application, in doubt about the required fields that it leaves out or blank."""
        if isinstance(node, Mapping):
            case = self.case(node, subject, case_id)
        else:
            unread = Unread("", shown(_words(node), WRITTEN), node.at, _not_a_mapping(node))
            case = Case(subject, case_id, case_id, MappingProxyType({}), (), (unread,), node.at)
        return with_required(case, self._vocabulary)

    def case(self, node: Mapping, subject: str, case_id: str) -> Case:
        """The case of one mapping.  Raises: InputError for what persons are said to have found and cannot be used."""
        unread: list[Unread] = []
        found = [value for key, value in node.entries if key.text in KEYS]
        stated = replace(node, entries=tuple(entry for entry in node.entries if entry[0].text not in KEYS))
        data, doubts = self._fields(stated, subject, unread)
        stated_id, name = data.get(CASE_ID), data.get("name")
        case_id = str(stated_id.value) if stated_id else case_id
        return Case(
            subject=subject,
            id=case_id,
            name=str(name.value) if name else case_id,
            data=MappingProxyType(data),
            doubts=tuple(doubts),
            unread=tuple(sorted(unread, key=lambda one: one.at)),
            at=node.at,
            findings=tuple(one for value in found for one in findings_of(value, self._vocabulary)),
        )

    def _fields(self, node: Mapping, subject: str, unread: list[Unread]) -> tuple[dict[str, Datum], list[Doubt]]:
        """What the keys of a mapping state; `unread` takes what is not used of it."""
        entries: dict[str, list[Entry]] = {}
        questions: list[tuple[Key, Unread]] = []
        told: list[Told] = []
        for key, value in node.entries:
            meant = self._keys.of(subject, key.text)
            if meant.cells is None:
                questions.append((meant, meant.unread(key.text, _words(value), key.at)))
            elif isinstance(value, Scalar) and (
                one := told_by(meant.cells.field, value.text, value.at, self._vocabulary)
            ):
                told.append(one)
            elif (stated := self._value(meant.cells, value, unread)) is not None:
                entries.setdefault(meant.cells.id, []).append(Entry(key.text, key.at, meant.cells.field, stated))
        found = [settled(of_field, unread) for of_field in entries.values()]
        doubts = [stated for stated in found if isinstance(stated, Doubt)]
        for meant, unused in questions:
            field = meant.closest
            if field is not None and meant.names_it and unused.written and field.id not in entries:
                doubts.append(Doubt(field.id, field.label, unused.at, unused.written, unused.reason))
            else:
                unread.append(unused)
        data = {id_: stated for id_, stated in zip(entries, found, strict=True) if isinstance(stated, Datum)}
        add_told(told, data, doubts)
        return data, doubts

    def _value(self, cells: Cells, node: Node, unread: list[Unread]) -> Datum | Doubt | None:
        """What stands under a key; None for a blank."""
        kind = cells.field.kind
        if isinstance(node, Scalar):
            return None if node.is_null else read_at(cells, node.text, node.at)
        if kind is Kind.list and isinstance(node, Items):
            return self._records(cells, node, unread)
        if kind is Kind.set and isinstance(node, Items) and not node.items:
            return Datum(frozenset(), "", node.at)
        if kind is Kind.set and isinstance(node, Items) and all(isinstance(item, Scalar) for item in node.items):
            return read_at(cells, _words(node), node.at)
        return placed(cells.doubt(_words(node), _ONE_RECORD_EACH if kind is Kind.list else _ONE_VALUE), node.at)

    def _records(self, cells: Cells, node: Items, unread: list[Unread]) -> Datum | Doubt:
        """The records of a list; all of it is in doubt if one of them is none, lest the others be taken for all."""
        subject = cells.field.of or ""
        records: list[Record] = []
        for index, item in enumerate(node.items, start=1):
            if not isinstance(item, Mapping):
                reason = Text(
                    f"第 {index} 项不是一条记录(字段与值),整个列表未采用",
                    f"item {index} is no record of fields and values; the whole list is not used",
                )
                return placed(cells.doubt(_words(item), reason), item.at)
            data, doubts = self._fields(item, subject, unread)
            name = data.get("name")
            called = str(name.value) if name else f"{cells.field.label.zh}#{index}"
            records.append(Record(subject, called, index, MappingProxyType(data), tuple(doubts)))
        return Datum(tuple(records), shown("、".join(record.name for record in records), WRITTEN), node.at)


def _words(node: Node) -> str:
    """What is written in a node, on one line."""
    match node:
        case Scalar():
            return "" if node.is_null else node.text
        case Mapping():
            return "; ".join(f"{key.text}: {_words(value)}" for key, value in node.entries)
        case Items():
            return "、".join(words for item in node.items if (words := _words(item)))


def _no_application(node: Node) -> Text:
    """Why a node is not taken for an application."""
    if not isinstance(node, Mapping):
        return _not_a_mapping(node)
    if not node.entries:
        return Text("没有申报内容", "no application")
    first = shown(node.entries[0][0].text)
    return Text(
        f"这不是申报材料:没有一个键是字段的名称,第一个键是“{first}”;字段名称如 项目名称、用地面积",
        f"no application: none of its keys is the name of a field, the first is {first!r}; 项目名称 is one",
    )


def _not_a_mapping(node: Node) -> Text:
    zh, en = "须为“字段: 值”的映射", "must be a mapping of fields and values"
    if isinstance(node, Scalar) and ("\uff1a" in node.text or ":" in node.text):
        zh += ";请用英文冒号加一个空格"
        en += "; write an ASCII colon and a space after each field"
    return Text(zh, en)


def _said(label: Text, written: str, reason: Text) -> Text:
    """What is wrong with a value, on one line."""
    said = shown(written)
    return Text(f"{label.zh}:{said}:{reason.zh}", f"{label.en}: {said}: {reason.en}")
