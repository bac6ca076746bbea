"""Load the vocabulary file as a `Vocabulary`, or report every fault in it."""

import re
from collections.abc import Iterator
from fractions import Fraction

from compliance.errors import InputError, Place, Problem, nearest, shown
from compliance.nodes.tree import Mapping, Node, Scalar
from compliance.nodes.validate import place_of, validate
from compliance.quantity.units import QuantityError, Unit, unit
from compliance.text import Text
from compliance.vocabulary.beside_verdict import read_beside
from compliance.vocabulary.declarations import Beside, Declarations, Registered, nothing_beside
from compliance.vocabulary.fields import Classification, EnumValue, Field, Kind, Telling, Vocabulary
from compliance.vocabulary.filling import Fillings
from compliance.vocabulary.folding import fold
from compliance.vocabulary.offices import Offices
from compliance.vocabulary.register import Register
from compliance.vocabulary.specs import FieldSpec
from compliance.vocabulary.stages import Stage
from compliance.vocabulary.summary import read_summary


def load_vocabulary(node: Node, beside: Beside = nothing_beside, registered: Registered = nothing_beside) -> Vocabulary:
    """The vocabulary that a document states.

    `beside` gives the content of a file that lies beside it, `registered` the file of a register.

    Raises: InputError with every problem found.
    """
    return _Loader(node, beside, registered).load()


_ID = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class _Loader:
    """One reading of a vocabulary, which collects every problem before it gives up."""

    def __init__(self, node: Node, beside: Beside, registered: Registered) -> None:
        self._node = node
        self._problems: list[Problem] = []
        self._blocks = {key.text: (key, block) for key, block in self._entries(node)}
        self._checks, self._infer, self._beside = self._taken("checks", "infer", "beside_verdict")
        self._offices, self._summary, groups = self._taken("offices", "summary", "groups")
        self._stated, classifications, registers, stages = self._taken(
            "subjects", "classifications", "registers", "stages"
        )
        self._declared = Declarations(self._stated, classifications, registers, stages, node.at, beside, registered)
        self._problems += self._declared.problems
        self._fillings = Fillings(groups, self._problems)

    def _taken(self, *names: str) -> list[Node | None]:
        """The blocks of those names, which hold no fields; they are no longer among the others."""
        return [self._blocks.pop(name)[1] if name in self._blocks else None for name in names]

    def load(self) -> Vocabulary:
        declared = self._declared
        fields: dict[str, tuple[Field, ...]] = {}
        names: dict[tuple[str, str], Field] = {}
        for key, node in self._blocks.values():
            self._check_id(key)
            self._check_declared(key)
            found = {spec.at: one for spec, one in self._fields(key.text, node)}
            fields[key.text] = tuple(found.values())
            self._index(found, names)
            self._check_lookalikes(found, names)
            self._check_tellings(found, names)
            self._check_wholes(found, names)
        self._check_lists(fields)
        self._check_parts(fields)
        self._check_stage_fields([one for found in fields.values() for one in found if one.states_stage])
        decided = {one.id for found in fields.values() for one in found if one.decided_by_person}
        reviewed = fields.get(declared.reviewed, ())
        offices = Offices(self._offices, decided.__contains__)
        summary = read_summary(self._summary, {one.id for one in reviewed}.__contains__)
        beside = read_beside(self._beside, reviewed)
        self._problems += (*offices.problems, *summary.problems, *beside.problems)
        if self._problems:
            raise InputError(sorted(self._problems, key=lambda problem: problem.place))
        return Vocabulary(
            declared.subjects,
            declared.reviewed,
            declared.classifications,
            declared.registers,
            self._checks,
            self._infer,
            declared.stages,
            declared.reached,
            self._fillings.groups,
            offices.every,
            summary.lines,
            fields,
            names,
            beside.entries,
        )

    def _check_declared(self, key: Scalar) -> None:
        if not isinstance(self._stated, Mapping) or self._stated.get(key.text) is not None:
            return
        meant = nearest(key.text, [name.text for name, _ in self._stated.entries])
        zh = f"对象“{shown(key.text)}”未声明" + (f",是否指 {meant}?" if meant else ";请在 subjects 中声明")
        en = f"the subject {shown(key.text)!r} is not declared"
        en += f"; did you mean {meant}?" if meant else "; declare it under subjects"
        self._problem(key.at, Text(zh, en))

    def _entries(self, node: Node) -> tuple[tuple[Scalar, Node], ...]:
        if isinstance(node, Mapping):
            return node.entries
        self._problem(node.at, Text("须为“键: 值”的映射", "must be a mapping of keys and values"))
        return ()

    def _fields(self, subject: str, node: Node) -> Iterator[tuple[Scalar, Field]]:
        for key, spec_node in self._entries(node):
            self._check_id(key)
            try:
                spec = validate(FieldSpec, spec_node)
            except InputError as error:
                self._problems += error.problems
            else:
                yield key, self._field(subject, key, spec, spec_node)

    def _field(self, subject: str, key: Scalar, spec: FieldSpec, node: Node) -> Field:
        kind = Kind(spec.kind)
        self._check_fit(kind, spec, node)
        minimum = None if spec.min is None else Fraction(spec.min)
        maximum = None if spec.max is None else Fraction(spec.max)
        if minimum is not None and maximum is not None and minimum > maximum:
            self._problem(place_of(node, ("min",)), Text("min 大于 max", "min is more than max"))
        measured = self._unit(spec.unit or "", node) if kind is Kind.number else None
        reviewed = subject == self._declared.reviewed
        return Field(
            id=key.text,
            subject=subject,
            kind=kind,
            label=spec.label.text(),
            unit=measured,
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
            against=spec.against,
            classification=self._classification(spec.classification, node) if kind is Kind.code else None,
            reviewed=reviewed,
            stage=self._stage(subject, key, spec, node),
            states_stage=spec.values == "stages",
            names_with_unit=spec.aliases_with_unit,
            whole=spec.whole,
            register=self._register(spec.register_, node) if kind is Kind.text else None,
            tellings=tuple(Telling(one.words, one.field, one.value) for one in spec.tells),
            identifies=spec.identifies,
            counted_by=spec.counted_by,
            filling=self._fillings.read(key, spec, node, measured, reviewed=reviewed),
        )

    def _stage(self, subject: str, key: Scalar, spec: FieldSpec, node: Node) -> Stage | None:
        """The stage of a field: stated of what is reviewed and of its parts, and of nothing else."""
        stages, named = self._declared.stages, spec.stage
        has_stages = bool(stages.every) and subject in self._judged()
        if named is None:
            if has_stages:
                zh = f"字段 {shown(key.text)} 须写明自哪个阶段起可知(stage)"
                en = f"say from which stage on {shown(key.text)} can be known (stage)"
                self._problem(key.at, Text(zh, en))
            return None
        if not has_stages:
            zh = "只有审查对象及其组成部分的字段可写 stage,且须先声明 stages"
            en = "only fields of what is reviewed and of its parts have a stage, and 'stages' must declare it"
            self._problem(place_of(node, ("stage",), key=True), Text(zh, en))
            return None
        found = stages.find(named)
        if found is None:
            known = [stage.id for stage in stages.every]
            zh = f"没有“{shown(named)}”这个阶段;已有:{'、'.join(known)}"
            en = f"no stage is called {shown(named)!r}; there are {', '.join(known)}"
            self._problem(place_of(node, ("stage",)), Text(zh, en))
        return found

    def _judged(self) -> tuple[str, ...]:
        declared = self._declared
        parts = [part.id for part in declared.subjects.values() if part.part_of == declared.reviewed]
        return (declared.reviewed, *parts)

    def _classification(self, named: str | None, node: Node) -> Classification | None:
        declared = self._declared
        if named is not None and named not in declared.declared_classifications:
            self._problem(place_of(node, ("classification",)), declared.no_classification(named))
        return None if named is None else declared.classifications.get(named)

    def _register(self, named: str | None, node: Node) -> Register | None:
        declared = self._declared
        if named is not None and named not in declared.declared_registers:
            meant = nearest(named, declared.declared_registers)
            zh = f"没有“{shown(named)}”这个名册" + (f",是否指 {meant}?" if meant else ";请在 registers 中声明")
            en = f"no register is called {shown(named)!r}"
            en += f"; did you mean {meant}?" if meant else "; declare it under registers"
            self._problem(place_of(node, ("register",)), Text(zh, en))
        return None if named is None else declared.registers.get(named)

    def _check_fit(self, kind: Kind, spec: FieldSpec, node: Node) -> None:
        """Each key of a field belongs to some kinds only, and some kinds need theirs."""
        belongs = {
            "unit": (spec.unit is not None, kind is Kind.number, False),
            "min": (spec.min is not None, kind is Kind.number, False),
            "max": (spec.max is not None, kind is Kind.number, False),
            "values": (bool(spec.values), kind in (Kind.enum, Kind.set), True),
            "aliases_with_unit": (bool(spec.aliases_with_unit), kind is Kind.number, False),
            "whole": (spec.whole is not None, kind is Kind.number, False),
            "of": (spec.of is not None, kind is Kind.list, True),
            "classification": (spec.classification is not None, kind is Kind.code, False),
            "against": (spec.against is not None, kind is Kind.bool, False),
            "register": (spec.register_ is not None, kind is Kind.text, False),
            "identifies": (spec.identifies, kind is Kind.text, False),
            "counted_by": (spec.counted_by is not None, kind is Kind.list, False),
            "units": (bool(spec.units), kind is Kind.number, False),
            "example": (spec.example is not None, kind is not Kind.list, False),
        }
        for name, (given, wanted, needed) in belongs.items():
            if given and not wanted:
                at = place_of(node, (name,), key=True)
                zh, en = f"kind 为 {kind} 的字段没有“{name}”", f"a field of kind {kind} has no '{name}'"
                self._problem(at, Text(zh, en))
            elif needed and wanted and not given:
                zh, en = f"kind 为 {kind} 的字段须有“{name}”", f"a field of kind {kind} needs '{name}'"
                self._problem(node.at, Text(zh, en))
        if spec.against is not None and spec.decided_by is None:
            zh = "只有由人认定的字段(decided_by: person)可写 against"
            en = "only a field that a person decides (decided_by: person) has 'against'"
            self._problem(place_of(node, ("against",), key=True), Text(zh, en))

    def _unit(self, written: str, node: Node) -> Unit | None:
        try:
            return unit(written)
        except QuantityError as error:
            self._problem(place_of(node, ("unit",)), error.text)
            return None

    def _values(self, spec: FieldSpec, node: Node) -> tuple[EnumValue, ...]:
        if isinstance(spec.values, str):
            return tuple(EnumValue(stage.id, stage.label) for stage in self._declared.stages.every)
        values = tuple(
            EnumValue(name, Text(label.zh, label.en or name.replace("_", " ")), label.aliases)
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

    def _check_tellings(self, found: dict[Place, Field], names: dict[tuple[str, str], Field]) -> None:
        """Words tell of a yes-or-no field of the same subject, and each of one thing."""
        for at, one in found.items():
            seen: set[str] = set()
            for telling in one.tellings:
                told = names.get((one.subject, fold(telling.field)))
                if told is None or told.id != telling.field or told.kind is not Kind.bool:
                    zh = f"tells 的 field 须为本对象的是否字段(kind: bool),“{shown(telling.field)}”不是"
                    en = f"'field' must be a field of kind bool of this subject, not '{shown(telling.field)}'"
                    self._problem(at, Text(zh, en))
                for word in map(fold, telling.words):
                    if word in seen or one.value(word) is not None:
                        zh, en = (
                            f"“{shown(word)}”在本字段另有所指",
                            f"'{shown(word)}' says something else here",
                        )
                        self._problem(at, Text(zh, en))
                    seen.add(word)

    def _check_wholes(self, found: dict[Place, Field], names: dict[tuple[str, str], Field]) -> None:
        """A part is measured as its whole is, and what is named with a unit alone has no such name without one."""
        for at, one in found.items():
            whole = names.get((one.subject, fold(one.whole or "")))
            units = [part.unit.dimension for part in (one, whole) if part is not None and part.unit is not None]
            if one.whole is not None and (whole is None or whole.id != one.whole or units[0] != units[-1]):
                zh = f"whole 须为本对象量纲相同的字段,“{shown(one.whole)}”不是"
                en = f"'whole' must be a field of this subject of the same dimension, not '{shown(one.whole)}'"
                self._problem(at, Text(zh, en))
            for name in one.names_with_unit:
                if (other := names.get((one.subject, fold(name)))) is not None:
                    zh = f"“{shown(name)}”已是字段 {shown(other.id)} 的名称"
                    self._problem(at, Text(zh, f"'{shown(name)}' already names the field {shown(other.id)}"))

    def _check_lists(self, fields: dict[str, tuple[Field, ...]]) -> None:
        for one in (one for found in fields.values() for one in found):
            beside = {other.id for other in fields[one.subject] if other.kind is Kind.number}
            if one.counted_by is not None and one.counted_by not in beside:
                at, said = place_of(self._node, (one.subject, one.id, "counted_by")), shown(one.counted_by)
                zh, en = f"“{said}”不是 {one.subject} 的数字字段", f"'{said}' is no number field of {one.subject}"
                self._problem(at, Text(zh, en))
            if one.of is not None and one.of not in fields:
                at = place_of(self._node, (one.subject, one.id, "of"))
                known = ", ".join(fields)
                zh = f"没有“{shown(one.of)}”这个对象;已有:{shown(known, 160)}"
                en = f"no subject is called '{shown(one.of)}'; there are {shown(known, 160)}"
                self._problem(at, Text(zh, en))

    def _check_parts(self, fields: dict[str, tuple[Field, ...]]) -> None:
        """Each subject has its fields, and a part stands in one list of its whole, by which it is reached."""
        if self._declared.problems:
            return
        for id_, subject in self._declared.subjects.items():
            at, said = self._declared.places[id_], shown(id_)
            if id_ not in fields:
                zh, en = (
                    f"对象 {said} 没有字段;请写 {said}: 并列出其字段",
                    f"{said} has no fields; list them under {said}:",
                )
                self._problem(at, Text(zh, en))
            elif subject.part_of in fields:
                lists = [one.id for one in fields[subject.part_of] if one.of == id_]
                if len(lists) != 1:
                    whole, had = shown(subject.part_of), "、".join(lists) or "无"
                    zh = f"{whole} 须恰有一个字段列出其 {said}(kind: list, of: {said});现有:{had}"
                    en = f"{whole} needs exactly one field that lists its {said} (kind: list, of: {said}); "
                    self._problem(at, Text(zh, f"{en}there is {', '.join(lists) or 'none'}"))

    def _check_stage_fields(self, stating: list[Field]) -> None:
        """One field of the reviewed subject, an enum, may say at which of the declared stages a case stands."""
        if self._declared.problems:
            return
        first = next((one for one in stating if one.reviewed), None)
        for one in stating:
            at, said = place_of(self._node, (one.subject, one.id, "values")), shown(one.id)
            if not self._declared.stages.every:
                zh = "values: stages 取自 stages,而本文件没有声明 stages;请先声明,或逐项写明取值"
                en = "'values: stages' takes its values from 'stages', which is missing; declare stages, or list values"
            elif one.kind is Kind.set:
                zh = f"{said} 写明所处阶段,每次只有一个;kind 须为 enum"
                en = f"{said} states the one stage that a case is at; its kind must be enum"
            elif not one.reviewed:
                zh = f"只有审查对象 {shown(self._declared.reviewed)} 的字段可写 values: stages"
                en = f"only a field of {shown(self._declared.reviewed)}, which reviews are about, has 'values: stages'"
            elif first is not None and one is not first:
                zh = f"{shown(first.id)} 已写明所处阶段;只能有一个字段写 values: stages"
                en = f"{shown(first.id)} states the stage already; only one field has 'values: stages'"
            else:
                continue
            self._problem(at, Text(zh, en))

    def _check_id(self, key: Scalar) -> None:
        if not _ID.fullmatch(key.text):
            zh = f"“{shown(key.text)}”须为小写英文、数字与下划线,如 land_area"
            en = f"'{shown(key.text)}' must be lower-case words joined by underscores, such as land_area"
            self._problem(key.at, Text(zh, en))

    def _problem(self, at: Place, message: Text) -> None:
        self._problems.append(Problem(at, message))
