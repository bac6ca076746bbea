"""Load the vocabulary file as a `Vocabulary`, or report every fault in it."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from compliance.errors import InputError, Place, Problem, shown
from compliance.nodes import Mapping, Node, Scalar
from compliance.nodes.validate import place_of, validate
from compliance.quantity.units import QuantityError, Unit, unit
from compliance.text import Text
from compliance.vocabulary.fields import EnumValue, Field, Kind, Vocabulary, fold


def load_vocabulary(node: Node) -> Vocabulary:
    """The vocabulary that a document states.

    Raises: InputError with every problem found.
    """
    return _Loader(node).load()


_Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_Decimal = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,15})?$")]
_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Label(_Spec):
    zh: _Word
    en: _Word


class _Lookalike(_Spec):
    names: tuple[_Word, ...]
    means: _Label


class _ValueLabel(_Spec):
    zh: _Word
    en: _Word | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, written: object) -> object:
        return {"zh": written} if isinstance(written, str) else written


class _FieldSpec(_Spec):
    kind: Literal["text", "code", "bool", "enum", "number", "date", "set", "list"]
    label: _Label
    unit: str | None = None
    min: _Decimal | None = None
    max: _Decimal | None = None
    aliases: tuple[_Word, ...] = ()
    lookalikes: tuple[_Lookalike, ...] = ()
    values: dict[_Word, _ValueLabel] | None = None
    of: str | None = None
    required: bool = False
    decided_by: Literal["person"] | None = None


class _Loader:
    """One reading of a vocabulary, which collects every problem before it gives up."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._problems: list[Problem] = []

    def load(self) -> Vocabulary:
        subjects: dict[str, tuple[Field, ...]] = {}
        names: dict[tuple[str, str], Field] = {}
        checks: Node | None = None
        for key, node in self._entries(self._node):
            if key.text == "checks":
                checks = node
                continue
            self._check_id(key)
            found = {spec.at: one for spec, one in self._fields(key.text, node)}
            subjects[key.text] = tuple(found.values())
            self._index(found, names)
            self._check_lookalikes(found, names)
        self._check_lists(subjects)
        if self._problems:
            raise InputError(sorted(self._problems, key=lambda problem: problem.place))
        return Vocabulary(subjects, checks, names)

    def _entries(self, node: Node) -> tuple[tuple[Scalar, Node], ...]:
        if isinstance(node, Mapping):
            return node.entries
        self._problem(node.at, Text("须为“键: 值”的映射", "must be a mapping of keys and values"))
        return ()

    def _fields(self, subject: str, node: Node) -> Iterator[tuple[Scalar, Field]]:
        for key, spec_node in self._entries(node):
            self._check_id(key)
            try:
                spec = validate(_FieldSpec, spec_node)
            except InputError as error:
                self._problems += error.problems
            else:
                yield key, self._field(subject, key, spec, spec_node)

    def _field(self, subject: str, key: Scalar, spec: _FieldSpec, node: Node) -> Field:
        kind = Kind(spec.kind)
        self._check_fit(kind, spec, node)
        minimum = None if spec.min is None else Fraction(spec.min)
        maximum = None if spec.max is None else Fraction(spec.max)
        if minimum is not None and maximum is not None and minimum > maximum:
            self._problem(place_of(node, ("min",)), Text("min 大于 max", "min is more than max"))
        return Field(
            id=key.text,
            subject=subject,
            kind=kind,
            label=Text(spec.label.zh, spec.label.en),
            unit=self._unit(spec.unit or "", node) if kind is Kind.number else None,
            aliases=spec.aliases,
            lookalikes=tuple(
                (name, Text(like.means.zh, like.means.en)) for like in spec.lookalikes for name in like.names
            ),
            minimum=minimum,
            maximum=maximum,
            values=self._values(spec, node),
            of=spec.of,
            required=spec.required,
            decided_by_person=spec.decided_by == "person",
        )

    def _check_fit(self, kind: Kind, spec: _FieldSpec, node: Node) -> None:
        """Each key of a field belongs to some kinds only, and some kinds need theirs."""
        belongs = {
            "unit": (spec.unit is not None, kind is Kind.number, False),
            "min": (spec.min is not None, kind is Kind.number, False),
            "max": (spec.max is not None, kind is Kind.number, False),
            "values": (bool(spec.values), kind in (Kind.enum, Kind.set), True),
            "of": (spec.of is not None, kind is Kind.list, True),
        }
        for name, (given, wanted, needed) in belongs.items():
            if given and not wanted:
                at = place_of(node, (name,), key=True)
                zh, en = f"kind 为 {kind} 的字段没有“{name}”", f"a field of kind {kind} has no '{name}'"
                self._problem(at, Text(zh, en))
            elif needed and wanted and not given:
                zh, en = f"kind 为 {kind} 的字段须有“{name}”", f"a field of kind {kind} needs '{name}'"
                self._problem(node.at, Text(zh, en))

    def _unit(self, written: str, node: Node) -> Unit | None:
        try:
            return unit(written)
        except QuantityError as error:
            self._problem(place_of(node, ("unit",)), error.text)
            return None

    def _values(self, spec: _FieldSpec, node: Node) -> tuple[EnumValue, ...]:
        values = tuple(
            EnumValue(name, Text(label.zh, label.en or name.replace("_", " ")))
            for name, label in (spec.values or {}).items()
        )
        seen: dict[str, str] = {}
        for value in values:
            at = place_of(node, ("values", value.id), key=True)
            self._check_id(Scalar(value.id, True, at))
            for name in {fold(name) for name in value.names}:
                other = seen.setdefault(name, value.id)
                if other != value.id:
                    zh = f"取值“{shown(value.id)}”与“{shown(other)}”同名"
                    en = f"value '{shown(value.id)}' has a name in common with '{shown(other)}'"
                    self._problem(at, Text(zh, en))
        return values

    def _index(self, found: dict[Place, Field], names: dict[tuple[str, str], Field]) -> None:
        for at, one in found.items():
            for name in dict.fromkeys(one.names):
                other = names.setdefault((one.subject, fold(name)), one)
                if other is not one:
                    zh = f"“{shown(name)}”已是字段 {shown(other.id)} 的名称;同一对象内名称不可重复"
                    en = f"'{shown(name)}' already names the field {shown(other.id)}"
                    self._problem(at, Text(zh, en))

    def _check_lookalikes(self, found: dict[Place, Field], names: dict[tuple[str, str], Field]) -> None:
        for at, one in found.items():
            for name, _ in one.lookalikes:
                if (other := names.get((one.subject, fold(name)))) is not None:
                    zh = f"“{shown(name)}”是字段 {shown(other.id)} 的名称,不能又列为形似"
                    self._problem(
                        at, Text(zh, f"'{shown(name)}' names the field {shown(other.id)} and is no lookalike")
                    )

    def _check_lists(self, subjects: dict[str, tuple[Field, ...]]) -> None:
        for fields in subjects.values():
            for one in fields:
                if one.of is not None and one.of not in subjects:
                    at = place_of(self._node, (one.subject, one.id, "of"))
                    known = ", ".join(subjects)
                    zh = f"没有“{shown(one.of)}”这个对象;已有:{shown(known, 160)}"
                    en = f"no subject is called '{shown(one.of)}'; there are {shown(known, 160)}"
                    self._problem(at, Text(zh, en))

    def _check_id(self, key: Scalar) -> None:
        if not _ID.fullmatch(key.text):
            zh = f"“{shown(key.text)}”须为小写英文、数字与下划线,如 land_area"
            en = f"'{shown(key.text)}' must be lower-case words joined by underscores, such as land_area"
            self._problem(key.at, Text(zh, en))

    def _problem(self, at: Place, message: Text) -> None:
        self._problems.append(Problem(at, message))
