"""What follows from the entries of registers: inferences, and checks that what is stated agrees with them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import cast

from compliance.errors import InputError, Place, Problem, shown
from compliance.language import tree as t
from compliance.nodes.tree import Mapping as MappingNode
from compliance.nodes.tree import Node, Scalar
from compliance.nodes.tree import Sequence as SequenceNode
from compliance.nodes.validate import validate
from compliance.rulebook.entries import fault
from compliance.rulebook.model import Check, Inference
from compliance.rulebook.schema import RegisterInferenceSpec, RegisterInferencesSpec
from compliance.text import Text
from compliance.vocabulary.fields import Field, Kind, Vocabulary
from compliance.vocabulary.register import Entry, Register
from compliance.vocabulary.register_file import listed

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from the registers of a vocabulary, and what is wrong with them."""

    inferences: list[Inference] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def following(vocabulary: Vocabulary) -> Following:
    """What follows from every entry of every register, in the order of the vocabulary."""
    found = Following()
    for register in vocabulary.registers.values():
        sources = [one for one in vocabulary.listed(vocabulary.reviewed) if one.register is register]
        for spec, node in _specs(register, found):
            for source in sources:
                try:
                    _Follows(register, source, spec, node, vocabulary).into(found)
                except InputError as error:
                    found.problems.extend(error.problems)
    return found


def _specs(register: Register, found: Following) -> list[tuple[RegisterInferenceSpec, Node]]:
    node = register.infer
    if node is None:
        return []
    try:
        specs = validate(RegisterInferencesSpec, MappingNode(((Scalar("infer", False, node.at), node),), node.at)).infer
    except InputError as error:
        found.problems.extend(error.problems)
        return []
    return list(zip(specs, cast(SequenceNode, node).items, strict=True))


def inferable(named: str, vocabulary: Vocabulary, at: Place) -> Field:
    """The field of the reviewed subject that an inference may give a value.  Raises: InputError."""
    found = vocabulary.find(vocabulary.reviewed, named)
    if found is None:
        subject = vocabulary.reviewed
        raise fault(at, Text(f"“{named}”不是 {subject} 的字段", f"{named!r} is not a field of {subject}"))
    if found.kind not in (Kind.bool, Kind.text) or found.decided_by_person:
        zh = f"只能推定不须由人认定的“是/否”字段和文字字段,“{found.id}”不是"
        en = f"only a yes-or-no or text field that needs no person can be inferred, which {found.id} is not"
        raise fault(at, Text(zh, en))
    return found


def inferred_value(of: Field, written: str, at: Place) -> bool | str:
    """What is written as the value of a field that can be inferred.  Raises: InputError."""
    if of.kind is Kind.bool:
        if written not in ("true", "false"):
            zh = f"“{of.id}”须为 true 或 false,不能是“{shown(written)}”"
            raise fault(at, Text(zh, f"{of.id} must be true or false, not {shown(written)!r}"))
        return written == "true"
    found = written if of.register is None else of.register.read(written)
    if of.register is not None and found is None:
        raise fault(at, of.register.why_unlisted(written))
    return found or written


class _Follows:
    """What follows from the entries of one register by one of its lines of `infer`."""

    def __init__(
        self, register: Register, source: Field, spec: RegisterInferenceSpec, node: Node, vocabulary: Vocabulary
    ) -> None:
        self._register = register
        self._source = source
        self._spec = spec
        self._node = node
        self._field = inferable(spec.field, vocabulary, node.at)
        self._among = [self._listing(id_, vocabulary) for id_ in spec.among]
        self._check_form()

    def into(self, found: Following) -> None:
        """Adds what follows.  Raises: InputError for a cell that cannot be used."""
        problems: list[Problem] = []
        makers: list[Callable[[Following], None]] = (
            [partial(self._by_status, inferred_value(self._field, self._spec.value, self._node.at))]
            if self._spec.value is not None
            else [partial(self._by_column, entry) for entry in self._register.entries]
        )
        for make in makers:
            try:
                make(found)
            except InputError as error:
                problems += error.problems
        if problems:
            raise InputError(problems)

    def _listing(self, id_: str, vocabulary: Vocabulary) -> Field:
        found = vocabulary.find(vocabulary.reviewed, id_)
        if found is None or found.kind not in (Kind.code, Kind.enum):
            zh = f"among 须为代码或选项字段,“{shown(id_)}”不是"
            raise fault(self._node.at, Text(zh, f"'among' names fields of codes or options, not {shown(id_)!r}"))
        return found

    def _check_form(self) -> None:
        spec, register, at = self._spec, self._register, self._node.at
        if (spec.value is None) == (spec.column is None):
            raise fault(at, Text("value 与 column 须恰有一个", "give either value or column"))
        if (spec.value is None) == bool(spec.statuses):
            raise fault(at, Text("value 须与 statuses 一起写", "value and statuses go together"))
        if spec.column is not None and bool(spec.among) != (self._field.kind is Kind.bool):
            zh = "是否字段须写 among,文字字段不写 among"
            raise fault(at, Text(zh, "a yes-or-no field needs 'among', and a text has none"))
        for status in spec.statuses:
            if status not in register.statuses:
                known = "、".join(register.statuses)
                zh = f"没有“{shown(status)}”这个 status;已有:{known}"
                raise fault(at, Text(zh, f"no status is called {shown(status)!r}; there are {known}"))
        if spec.column is not None and any(spec.column not in entry.facts for entry in register.entries):
            zh = f"名册没有 {spec.column} 这一列;请在 columns 中声明"
            raise fault(at, Text(zh, f"the register has no column {spec.column}; declare it under columns"))

    # By the status of a name on the day

    def _by_status(self, value: bool | str, found: Following) -> None:
        spec, stated = self._spec, [entry for name in self._register.names for entry in self._on_every_day(name)]
        for entry in stated:
            if entry.status in spec.statuses or (spec.or_unknown and not entry.status):
                found.inferences.append(Inference(self._field, value, self._is(entry), self._why_status(entry)))
        if spec.or_unknown:
            others = [entry for entry in stated if entry.status and entry.status not in spec.statuses]
            named = t.Known(t.FieldRef(self._source))
            there_is_one = [t.Not(self._in(self._source, self._register.none))] if self._register.none else []
            when = _all([named, *there_is_one, *(t.Not(self._is(entry)) for entry in others)], self._node.at)
        else:
            when = _any([self._is(entry) for entry in stated if entry.status in spec.statuses], self._node.at)
        self._add_check(found, when, value, [self._source], self._contradicts_name(value))

    def _on_every_day(self, name: str) -> Iterator[Entry]:
        """The entries of a name, and for days of which none is, the first of them without a status."""
        entries = self._register.of(name)
        free_from: date | None = None
        for entry in entries:
            if entry.start is not None and (free_from is None or free_from < entry.start):
                yield replace(entries[0], status="", start=free_from, end=entry.start - _DAY)
            yield entry
            if entry.end is None:
                return
            free_from = entry.end + _DAY
        yield replace(entries[0], status="", start=free_from, end=None)

    def _why_status(self, entry: Entry) -> Text:
        status = self._register.statuses.get(entry.status)
        since = "" if entry.start is None else entry.start.isoformat()
        if status is None:
            zh, en = ",身份未登记", "; no status is registered"
        else:
            zh = f",{since + '起' if since else ''}为{status.zh}"
            en = f"; {status.en}" + (f" from {since}" if since else "")
        said = self._said(entry)
        return Text(f"所填名称见{said.zh[:-1]}{zh})。", f"The name is that of {said.en[:-1]}{en}).")

    def _contradicts_name(self, value: bool | str) -> Text:
        source, inferred, said = self._source.label, self._field.label, _shown(value)
        named = f"A {self._register.lists.en} is named"
        zh = f"填有{source.zh}名称,按名册“{inferred.zh}”应为“{said.zh}”,而所填不同,二者矛盾,请核实。"
        en = f"{named}, so that “{inferred.en}” would be {said.en}, yet it is given otherwise. Establish which is true."
        return Text(zh, en)

    # By what a column says of a name

    def _by_column(self, entry: Entry, found: Following) -> None:
        cell = entry.facts[cast(str, self._spec.column)]
        if not cell:
            return
        if not self._among:
            value = inferred_value(self._field, cell, entry.at)
            others = self._other_names(value)
            self._add(found, entry, self._is(entry), value, [self._source], contradicted_by=others)
            return
        heads = self._heads(entry, cell)
        for one, values in heads.items():
            self._add(found, entry, t.All((self._is(entry), self._in(one, values))), True, [self._source, one])
        if entry.complete:
            outside = t.All((self._is(entry), *(t.Not(self._in(one, values)) for one, values in heads.items())))
            self._add(found, entry, outside, False, [self._source, *heads])

    def _other_names(self, value: bool | str) -> t.Condition | None:
        """What alone contradicts a value: another name of its register, since one that it lacks is in doubt already."""
        if self._field.register is None or isinstance(value, bool):
            return None
        return self._in(self._field, [name for name in self._field.register.names if name != value])

    def _heads(self, entry: Entry, cell: str) -> dict[Field, list[str]]:
        """What a cell lists, by the field whose value it may be."""
        found: dict[Field, list[str]] = {}
        for word in listed(cell):
            for one in self._among:
                codes = one.classification.codes if one.classification is not None else ()
                option = one.value(word)
                if word in codes or option is not None:
                    found.setdefault(one, []).append(word if option is None else option.id)
                    break
            else:
                zh = f"{self._spec.column}:“{shown(word)}”不是 {'、'.join(one.label.zh for one in self._among)} 的取值"
                en = f"{self._spec.column}: {shown(word)!r} is none of {', '.join(one.label.en for one in self._among)}"
                raise fault(entry.at, Text(zh, en))
        return found

    def _add(
        self,
        found: Following,
        entry: Entry,
        when: t.Condition,
        value: bool | str,
        sources: Sequence[Field],
        contradicted_by: t.Condition | None = None,
    ) -> None:
        said, label, shown_as = self._said(entry), self._field.label, _shown(value)
        zh, en = f"{label.zh}为“{shown_as.zh}”", f"{label.en}: {shown_as.en}"
        found.inferences.append(Inference(self._field, value, when, Text(f"{said.zh},{zh}。", f"{said.en}, {en}.")))
        given = Text("、".join(one.label.zh for one in sources), ", ".join(one.label.en for one in sources))
        message = Text(
            f"{said.zh},{zh};与所填的“{label.zh}”不一致,请核对{given.zh}和{label.zh}。",
            f"{said.en}, {en}, which is not what is given. Check {given.en} and {label.en}.",
        )
        self._add_check(found, when, value, sources, message, contradicted_by)

    def _add_check(
        self,
        found: Following,
        when: t.Condition,
        value: bool | str,
        sources: Sequence[Field],
        message: Text,
        contradicted_by: t.Condition | None = None,
    ) -> None:
        otherwise = contradicted_by or self._is_not(value)
        doubts = (self._field.id, *(one.id for one in sources))
        id_ = f"{self._register.id}-{self._field.id}-{len(found.checks) + 1}"
        holds = t.Not(_all([when, otherwise], self._node.at), at=self._node.at)
        found.checks.append(Check(id_, self._source.subject, holds, doubts, message))

    def _is_not(self, value: bool | str) -> t.Condition:
        reference = t.FieldRef(self._field)
        if isinstance(value, bool):
            return t.Not(reference) if value else reference
        return t.Comparison("!=", reference, t.String(value))

    def _said(self, entry: Entry) -> Text:
        """The entry of the register, and where it was read."""
        register, grade = self._register, entry.confidence
        source = entry.source or "未注明来源", entry.source or "no source given"
        zh = f"{register.lists.zh}名册“{entry.name}”({source[0]}" + (f",可信度{grade}" if grade else "") + ")"
        en = f"the register's {register.lists.en} “{entry.name}” (“{source[1]}”" + (
            f", confidence {grade}" if grade else ""
        )
        return Text(zh, f"{en})")

    def _is(self, entry: Entry) -> t.Condition:
        """That the name is this one, on one of the entry's days."""
        parts: list[t.Condition] = [t.Comparison("=", t.FieldRef(self._source), t.String(entry.name), at=entry.at)]
        if entry.start is not None:
            parts.append(t.Comparison(">=", t.AsOf(), t.Day(entry.start), at=entry.at))
        if entry.end is not None:
            parts.append(t.Comparison("<=", t.AsOf(), t.Day(entry.end), at=entry.at))
        return _all(parts, entry.at)

    def _in(self, of: Field, words: Sequence[str]) -> t.Condition:
        values: list[t.Term] = []
        for word in words:
            option = of.value(word) if of.values else None
            values.append(t.String(word) if option is None else t.Member(option))
        return t.Membership(t.FieldRef(of), t.Choice(tuple(values)))


def _all(parts: Sequence[t.Condition], at: Place) -> t.Condition:
    return parts[0] if len(parts) == 1 else t.All(tuple(parts), at=at)


def _any(parts: Sequence[t.Condition], at: Place) -> t.Condition:
    return parts[0] if len(parts) == 1 else t.AnyOf(tuple(parts), at=at)


def _shown(value: bool | str) -> Text:
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    return Text(value, f"“{value}”")
