"""Application files to cases: a flat mapping of fields for each project."""

from collections.abc import Iterator
from types import MappingProxyType

from compliance.case import Case, Datum, Doubt, Record
from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.field_names import Heading, HeadingError, resolve
from compliance.intake.told import Told, add_told, told_by
from compliance.intake.values import CASE_ID, UnusableValueError, option_id, read_value
from compliance.nodes.files import STDIN, read_file
from compliance.nodes.tree import Mapping, Node, Scalar, Sequence
from compliance.source import Readable, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Field, Kind, Vocabulary

PROBLEMS = 100
NOTES = 50


def read_applications(given: Readable, vocabulary: Vocabulary) -> tuple[Case, ...]:
    """One case for each application of a file, or of standard input (-).

    A file holds one mapping of fields, several YAML documents, or a list of mappings.
    Raises: InputError with every problem of the file.
    """
    source = source_of(given)
    nodes = list(_applications(read_file(source)))
    if not nodes:
        raise InputError([Problem(Place(source.name), Text("文件中没有申报内容", "the file holds no application"))])
    stem = "stdin" if source == STDIN else source.stem
    reader = _Reader(vocabulary)
    cases = []
    for number, node in enumerate(nodes, start=1):
        case_id = stem if len(nodes) == 1 else f"{stem}#{number}"
        case = reader.case(node, vocabulary.reviewed, case_id)
        if isinstance(node, Mapping):
            reader.check_required(case, node)
        cases.append(case)
    reader.finish()
    return tuple(cases)


def case_of(node: Node, vocabulary: Vocabulary, subject: str, case_id: str) -> Case:
    """The case that a mapping of fields states, which need not have the required fields.

    `case_id` is its id if it does not state one.
    Raises: InputError with every problem of the node.
    """
    reader = _Reader(vocabulary)
    case = reader.case(node, subject, case_id)
    reader.finish()
    return case


def _applications(documents: tuple[Node, ...]) -> Iterator[Node]:
    for document in documents:
        if isinstance(document, Sequence):
            yield from document.items
        elif not (isinstance(document, Scalar) and document.is_null):
            yield document


class _Reader:
    """One reading of a file, which collects every problem before it gives up."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._problems: list[Problem] = []
        self._suggestions: dict[tuple[str, str], Field | None] = {}

    def finish(self) -> None:
        """Nothing, or InputError with the problems found."""
        if self._problems:
            raise InputError(sorted(self._problems, key=lambda problem: problem.place))

    def case(self, node: Node, subject: str, case_id: str) -> Case:
        """The case of one application; faults are noted, and leave their field out."""
        notes: list[Problem] = []
        data, doubts = self._fields(node, subject, notes)
        stated_id, name = data.get(CASE_ID), data.get("name")
        case_id = str(stated_id.value) if stated_id else case_id
        return Case(
            subject=subject,
            id=case_id,
            name=str(name.value) if name else case_id,
            data=MappingProxyType(data),
            doubts=tuple(doubts),
            notes=_limited(notes, node.at),
            at=node.at,
        )

    def check_required(self, case: Case, node: Mapping) -> None:
        """Note the required fields that an application leaves out or blank."""
        stated = [self._vocabulary.find(case.subject, key.text) for key, value in node.entries if not _is_blank(value)]
        for field in self._vocabulary.fields(case.subject):
            if field.required and field not in stated:
                zh = f"缺少必填项“{field.label.zh}”({field.id})"
                self._fault(case.at, Text(zh, f"required field '{field.id}' ({field.label.en}) is missing"))

    def _fields(self, node: Node, subject: str, notes: list[Problem]) -> tuple[dict[str, Datum], list[Doubt]]:
        data: dict[str, Datum] = {}
        doubts: list[Doubt] = []
        if not isinstance(node, Mapping):
            self._fault(node.at, _not_a_mapping(node))
            return data, doubts
        seen: dict[str, Scalar] = {}
        told: list[Told] = []
        for key, value in node.entries:
            heading = self._heading(key, subject, notes)
            if heading is None or self._repeats(heading.field, key, seen):
                continue
            if isinstance(value, Scalar) and (one := told_by(heading.field, value.text, value.at, self._vocabulary)):
                told.append(one)
                continue
            match self._value(heading, value, notes):
                case Datum() as datum:
                    data[heading.field.id] = datum
                case Doubt() as doubt:
                    doubts.append(doubt)
        add_told(told, data, doubts)
        return data, doubts

    def _heading(self, key: Scalar, subject: str, notes: list[Problem]) -> Heading | None:
        try:
            heading = resolve(self._vocabulary, subject, key.text)
        except HeadingError as error:
            self._fault(key.at, error.text)
            return None
        if heading is None:
            notes.append(Problem(key.at, self._unknown(key.text, subject)))
        return heading

    def _unknown(self, key: str, subject: str) -> Text:
        zh, en = f"没有“{shown(key)}”这个字段,未采用", f"'{shown(key)}' is not a field and was not used"
        asked = (subject, key)
        if asked not in self._suggestions and len(self._suggestions) < NOTES:
            self._suggestions[asked] = self._vocabulary.suggest(subject, key)
        if meant := self._suggestions.get(asked):
            zh += f";是否为“{meant.label.zh}”({meant.id})?"
            en += f"; did you mean '{meant.id}' ({meant.label.zh})?"
        return Text(zh, en)

    def _repeats(self, field: Field, key: Scalar, seen: dict[str, Scalar]) -> bool:
        first = seen.setdefault(field.id, key)
        if first is key:
            return False
        zh = f"“{shown(key.text)}”与第 {first.at.line} 行第 {first.at.column} 列的“{shown(first.text)}”"
        zh += f"是同一字段({field.id});请只保留一个"
        en = f"'{shown(key.text)}' is the same field ({field.id}) as '{shown(first.text)}'"
        en += f" at line {first.at.line} column {first.at.column}; keep only one"
        self._fault(key.at, Text(zh, en))
        return True

    def _value(self, heading: Heading, node: Node, notes: list[Problem]) -> Datum | Doubt | None:
        field = heading.field
        if _is_blank(node):
            return None
        try:
            if field.kind is Kind.list:
                return self._records(field, node, notes)
            if field.kind is Kind.set and isinstance(node, Sequence):
                return self._options(field, node)
            return read_value(heading, _word(field, node), node.at)
        except UnusableValueError as error:
            self._fault(node.at, error.text)
            return None

    def _options(self, field: Field, node: Sequence) -> Datum:
        """The set of the values listed; an empty list states that there is none."""
        options, words = set(), []
        for item in node.items:
            try:
                words.append(_word(field, item))
                options.add(option_id(field, words[-1]))
            except UnusableValueError as error:
                self._fault(item.at, error.text)
        return Datum(frozenset(options), "、".join(words), node.at)

    def _records(self, field: Field, node: Node, notes: list[Problem]) -> Datum:
        if not isinstance(node, Sequence) or field.of is None:
            zh = f"“{field.label.zh}”须为列表,每项一条记录"
            raise UnusableValueError(zh, f"'{field.label.en}' must be a list of records")
        records = []
        for index, item in enumerate(node.items, start=1):
            data, doubts = self._fields(item, field.of, notes)
            name = data.get("name")
            called = str(name.value) if name else f"{field.label.zh}#{index}"
            records.append(Record(field.of or "", called, index, MappingProxyType(data), tuple(doubts)))
        return Datum(tuple(records), shown("、".join(record.name for record in records), 200), node.at)

    def _fault(self, at: Place, message: Text) -> None:
        self._problems.append(Problem(at, message))
        if len(self._problems) >= PROBLEMS:
            more = Text("问题过多,不再继续检查", "too many problems; the rest is not checked")
            self._problems.append(Problem(at, more))
            self.finish()


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and (node.is_null or not node.text.strip())


def _word(field: Field, node: Node) -> str:
    if isinstance(node, Scalar):
        return "" if node.is_null else node.text
    zh = f"“{field.label.zh}”须为一个值,不能是列表或映射"
    raise UnusableValueError(zh, f"'{field.label.en}' must be one value, not a list or mapping")


def _not_a_mapping(node: Node) -> Text:
    zh, en = "须为“字段: 值”的映射", "must be a mapping of fields and values"
    if isinstance(node, Scalar) and ("\uff1a" in node.text or ":" in node.text):
        zh += ";请用英文冒号加一个空格"
        en += "; write an ASCII colon and a space after each field"
    return Text(zh, en)


def _limited(notes: list[Problem], at: Place) -> tuple[Problem, ...]:
    rest = len(notes) - NOTES
    if rest <= 0:
        return tuple(notes)
    more = Text(f"另有 {rest} 个未识别的字段", f"{rest} more keys are not fields")
    return (*notes[:NOTES], Problem(at, more))
