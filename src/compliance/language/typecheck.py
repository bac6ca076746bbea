"""Resolve the names in a condition and check its types, before it is ever evaluated."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from compliance.errors import InputError, Place, Problem, nearest
from compliance.language import tree as t
from compliance.language.environment import Definition, Environment
from compliance.language.types import DATE, TEXT, TRUTH, Type, field_type
from compliance.language.unparse import unparse
from compliance.quantity.units import DIMENSIONLESS
from compliance.text import Text, same
from compliance.vocabulary.fields import Field, Kind


def check(condition: t.Condition, environment: Environment, subject: str) -> t.Condition:
    """The condition with every name resolved.

    Raises: InputError with each unknown name, dimension error and type error, at its place.
    """
    checker = _Checker(environment, (subject,))
    checked = checker.condition(condition)
    checker.finish()
    return t.shared(checked, environment.parts)


def check_term(term: t.Term, environment: Environment, subject: str) -> tuple[t.Term, Type]:
    """The term with every name resolved, and its type.  Raises as `check`."""
    checker = _Checker(environment, (subject,))
    checked, type_ = checker.term(term)
    checker.finish()
    if type_ is None:
        raise AssertionError("a term without problems has a type")
    return t.shared(checked, environment.parts), type_


def check_cell(options: t.Interval | t.Choice, type_: Type, environment: Environment) -> t.Interval | t.Choice:
    """The cell of a decision table, its values resolved against the type of its input.  Raises as `check`."""
    checker = _Checker(environment, (environment.vocabulary.reviewed,))
    checked = checker.options(options, type_, Text("此列", "this column"))
    checker.finish()
    return t.shared(cast("t.Interval | t.Choice", checked), environment.parts)


class _Checker:
    """Collects the problems of one condition.

    `subjects` are those whose fields are visible, innermost first; a part also sees the fields of its whole.
    """

    def __init__(self, environment: Environment, subjects: tuple[str, ...]) -> None:
        self._names = environment
        whole = environment.vocabulary.whole_of(subjects[0])
        self._subjects = subjects if whole is None or whole in subjects else (*subjects, whole)
        self._problems: list[Problem] = []

    def finish(self) -> None:
        if self._problems:
            raise InputError(self._problems)

    def _report(self, at: Place, message: Text) -> None:
        self._problems.append(Problem(at, message))

    # Conditions

    def condition(self, node: t.Condition) -> t.Condition:
        match node:
            case t.All(conditions=conditions):
                return replace(node, conditions=tuple(self.condition(c) for c in conditions))
            case t.AnyOf(conditions=conditions):
                return replace(node, conditions=tuple(self.condition(c) for c in conditions))
            case t.Not(condition=condition):
                return replace(node, condition=self.condition(condition))
            case t.Quantified(records=records, condition=condition):
                field = self._records(records)
                return replace(node, records=field or records, condition=self._inside(field, condition))
            case t.Comparison():
                return self._comparison(node)
            case t.Membership():
                return self._membership(node)
            case t.Known(field=name):
                return replace(node, field=self._known(cast(t.Name, name)))
            case _:
                term, type_ = self.term(cast(t.Term, node))
                if type_ is not None and type_.name != "truth":
                    self._report(
                        node.at,
                        Text(
                            f"“{unparse(node)}”是{type_.words().zh},不能单独作条件,请与一个值比较",
                            f"{unparse(node)!r} is {type_.words().en}, not a condition; compare it with something",
                        ),
                    )
                return cast(t.Condition, term)

    def _inside(self, records: t.FieldRef | None, condition: t.Condition) -> t.Condition:
        if records is None:
            return condition
        inner = _Checker(self._names, (_record_subject(records), *self._subjects))
        checked = inner.condition(condition)
        self._problems += inner._problems
        return checked

    def _records(self, name: t.AnyNode) -> t.FieldRef | None:
        text = cast(t.Name, name).text
        for subject in self._subjects:
            for field in self._names.vocabulary.fields(subject):
                if field.of and text in (field.of, field.id, field.label.zh):
                    return t.FieldRef(field, at=name.at)
        self._report(
            name.at, Text(f"“{text}”不是明细(如 building)", f"{text!r} is not a list of records (as building)")
        )
        return None

    def _known(self, name: t.Name) -> t.Name | t.FieldRef:
        field = self._field(name.text)
        if field is None:
            self._unknown_name(name)
            return name
        return t.FieldRef(field, at=name.at)

    def _comparison(self, node: t.Comparison) -> t.Comparison:
        left, right = node.left, node.right
        if isinstance(left, t.Name) and self._resolves_to_options(right) and not self._resolves(left):
            left, right = right, left
        if isinstance(left, t.String) and not isinstance(right, t.String) and node.comparator in ("=", "!="):
            left, right = right, left  # a code is matched by hierarchy on whichever side it stands
        left, left_type = self.term(left)
        right, right_type = self._against(right, left_type)
        if left_type is not None and right_type is not None:
            self._comparable(node, left, left_type, right, right_type)
        return replace(node, left=left, right=right)

    def _resolves(self, node: t.Term) -> bool:
        return isinstance(node, t.Name) and self._resolved(node) is not None

    def _resolves_to_options(self, node: t.Term) -> bool:
        field = self._field(node.text) if isinstance(node, t.Name) else None
        return field is not None and bool(field.values)

    def _against(self, node: t.Term, type_: Type | None) -> tuple[t.Term, Type | None]:
        """A term compared with one of that type: a bare word may be a value of an enum, a text a name of a register."""
        register = None if type_ is None or type_.field is None else type_.field.register
        if register is not None and isinstance(node, t.String):
            name = register.read(node.text)
            if name is None:
                self._report(node.at, register.why_unlisted(node.text))
            return t.String(name or node.text, at=node.at), TEXT
        if type_ is not None and type_.field is not None and type_.field.values:
            word = node.text if isinstance(node, t.Name | t.String) else None
            if word is not None:
                member = type_.field.value(word)
                if member is not None:
                    return t.Member(member, at=node.at), type_
                if not self._resolves(node):
                    self._unknown_option(node.at, word, type_.field)
                    return node, None
        return self.term(node)

    def _comparable(self, node: t.Comparison, left: t.Term, one: Type, right: t.Term, two: Type) -> None:
        ordered = node.comparator not in ("=", "!=")
        code_as_number = one.name == "code" and two.name == "number"
        if code_as_number:
            self._report(right.at, Text("代码须加引号,如 '3120'", "a code is written in quotes, as '3120'"))
        elif not _of_one_kind(one, two):
            self._report(
                node.at,
                Text(
                    f"不能比较:“{unparse(left)}”是{one.words().zh},“{unparse(right)}”是{two.words().zh}",
                    f"cannot compare {unparse(left)!r} ({one.words().en}) with {unparse(right)!r} ({two.words().en})",
                ),
            )
        elif one.name == "number" and one.dimension != two.dimension:
            self._dimensions(node.at, left, one, right, two)
        elif one.name in ("set", "records") or (ordered and one.name not in ("number", "date")):
            self._report(
                node.at,
                Text(
                    f"{one.words().zh}不能用 {node.comparator} 比较",
                    f"{node.comparator} does not suit {one.words().en}",
                ),
            )

    def _dimensions(self, at: Place, left: t.Term, one: Type, right: t.Term, two: Type) -> None:
        first, second = _dimension_words(one), _dimension_words(two)
        self._report(
            at,
            Text(
                f"量纲不同:“{unparse(left)}”是{first.zh},“{unparse(right)}”是{second.zh}",
                f"different dimensions: {unparse(left)!r} is {first.en}, {unparse(right)!r} is {second.en}",
            ),
        )

    def _membership(self, node: t.Membership) -> t.Membership:
        if isinstance(node.options, t.Name):
            field = self._field(node.options.text)
            if field is not None and field.kind is Kind.set:
                reference = t.FieldRef(field, at=node.options.at)
                value, _ = self._against(node.value, field_type(field))
                return replace(node, value=value, options=reference)
        value, type_ = self.term(node.value)
        options = self.options(cast("t.Interval | t.Choice | t.Name", node.options), type_, same(unparse(node.value)))
        return replace(node, value=value, options=options)

    def options(
        self, node: t.Interval | t.Choice | t.Name, type_: Type | None, what: Text
    ) -> t.Interval | t.Choice | t.Name:
        """What may follow `in` for a value of that type."""
        if isinstance(node, t.Name):
            named = self._names.lists.get(node.text)
            if named is None:
                self._unknown_list(node)
                return node
            node = t.Choice(named.values, list_id=named.id, at=node.at)
        ends = (node.low, node.high) if isinstance(node, t.Interval) else node.values
        checked: list[t.Term] = []
        for end in ends:
            term, end_type = self._against(end, type_)
            checked.append(term)
            if type_ is None or end_type is None:
                continue
            if not _of_one_kind(type_, end_type):
                self._report(
                    end.at,
                    Text(
                        f"“{what.zh}”是{type_.words().zh},不能取 {unparse(end)}",
                        f"{what.en} is {type_.words().en}; it cannot be {unparse(end)}",
                    ),
                )
            elif type_.name == "number" and type_.dimension != end_type.dimension:
                self._dimensions(end.at, cast(t.Term, t.Name(what.zh)), type_, term, end_type)
            elif type_.name == "code" and not isinstance(term, t.String):
                zh = f"名单中的代码须写明,如 '3120';{unparse(end)} 请改用 ="
                en = f"a code in a list is written out, as '3120'; compare with {unparse(end)} by ="
                self._report(end.at, Text(zh, en))
        if isinstance(node, t.Interval):
            return replace(node, low=checked[0], high=checked[1])
        return replace(node, values=tuple(checked))

    # Terms

    def term(self, node: t.Term) -> tuple[t.Term, Type | None]:
        match node:
            case t.Number(quantity=quantity):
                return node, Type("number", quantity.unit.dimension)
            case t.String():
                return node, TEXT
            case t.Truth():
                return node, TRUTH
            case t.Day():
                return node, DATE
            case t.Name():
                resolved = self._resolved(node)
                if resolved is None:
                    self._unknown_name(node)
                    return node, None
                return resolved
            case t.Arithmetic():
                return self._arithmetic(node)
            case t.Lookup():
                return self._lookup(node)
            case t.Aggregate():
                return self._aggregate(node)
            case _:
                return self._condition_as_term(node)

    def _condition_as_term(self, node: t.AnyNode) -> tuple[t.Term, Type | None]:
        self._report(
            node.at,
            Text(f"“{unparse(node)}”是条件,这里须是一个值", f"{unparse(node)!r} is a condition, not a value"),
        )
        return cast(t.Term, node), None

    def _arithmetic(self, node: t.Arithmetic) -> tuple[t.Term, Type | None]:
        left, one = self.term(node.left)
        right, two = self.term(node.right)
        checked = replace(node, left=left, right=right)
        if one is None or two is None:
            return checked, None
        if one.name == "date" and node.operator in "+-":
            if isinstance(right, t.Number) and right.quantity.unit.calendar is not None:
                if right.quantity.amount.denominator != 1:
                    zh, en = "日期只能加减整年、整月、整日", "a date takes whole years, months or days"
                    zh, en = f"{zh};请改用较小的单位,如 18 月", f"{en}; use a smaller unit, such as 18 月"
                    self._report(right.at, Text(zh, en))
                    return checked, None
                return checked, DATE
            self._report(
                node.at, Text("日期只能加减若干年、月、日", "a date takes plus or minus years, months or days")
            )
            return checked, None
        if one.name != "number" or two.name != "number":
            self._report(node.at, Text("只有数量可以运算", "only quantities can be calculated with"))
            return checked, None
        if node.operator in "+-":
            if one.dimension != two.dimension:
                self._dimensions(node.at, left, one, right, two)
                return checked, None
            return checked, one
        first, second = one.dimension or DIMENSIONLESS, two.dimension or DIMENSIONLESS
        return checked, Type("number", first * second if node.operator == "*" else first / second)

    def _lookup(self, node: t.Lookup) -> tuple[t.Term, Type | None]:
        table = self._names.tables.get(node.table)
        if table is None:
            meant = nearest(node.table, self._names.tables)
            self._report(node.at, _unknown(node.table, Text("表", "a table"), same(meant) if meant else None))
            return node, None
        if len(table.inputs) != len(node.arguments):
            count = len(table.inputs)
            self._report(node.at, Text(f"表 {table.id} 须有 {count} 个参数", f"table {table.id} takes {count} values"))
            return node, None
        arguments = []
        for argument, expected in zip(node.arguments, table.inputs, strict=True):
            term, type_ = self._against(argument, expected)
            arguments.append(term)
            if type_ is not None and (not _of_one_kind(type_, expected) or type_.dimension != expected.dimension):
                self._report(
                    argument.at,
                    Text(
                        f"表 {table.id} 此处须是{expected.words().zh}",
                        f"table {table.id} takes {expected.words().en} here",
                    ),
                )
        return replace(node, arguments=tuple(arguments)), table.output

    def _aggregate(self, node: t.Aggregate) -> tuple[t.Term, Type | None]:
        field = self._records(node.records)
        if field is None:
            return node, None
        inner = _Checker(self._names, (_record_subject(field), *self._subjects))
        where = inner.condition(node.where) if node.where is not None else None
        value, type_ = (None, Type("number", DIMENSIONLESS))
        if node.value is not None:
            value, found = inner.term(node.value)
            if found is not None and found.name != "number":
                inner._report(node.value.at, Text("此处须是数量", "this must be a quantity"))
            type_ = found or type_
        self._problems += inner._problems
        return replace(node, records=field, where=where, value=value), type_

    # Names

    def _field(self, name: str) -> Field | None:
        for subject in self._subjects:
            field = self._names.vocabulary.find(subject, name)
            if field is not None:
                return field
        return None

    def _resolved(self, name: t.Name) -> tuple[t.Term, Type] | None:
        if name.text == "as_of":
            return t.AsOf(at=name.at), DATE
        definition = self._definition(name.text)
        if definition is not None:
            return t.DefinitionRef(definition.id, at=name.at), definition.type
        constant = self._names.constants.get(name.text)
        if constant is not None:
            return replace(constant, at=name.at), Type("number", constant.quantity.unit.dimension)
        field = self._field(name.text)
        if field is not None:
            return t.FieldRef(field, at=name.at), field_type(field)
        return None

    def _definition(self, name: str) -> Definition | None:
        found = self._names.definitions.get(name) or next(
            (d for d in self._names.definitions.values() if d.label.zh == name), None
        )
        return found if found is not None and found.subject in self._subjects else None

    def _unknown_name(self, name: t.Name) -> None:
        known = [*self._known_names()]
        meant = nearest(name.text, [word for word, _ in known])
        full = next((Text(f"{word}({label})", f"{word} ({label})") for word, label in known if word == meant), None)
        self._report(name.at, _unknown(name.text, Text("字段或定义", "a field or definition"), full))

    def _known_names(self) -> Iterator[tuple[str, str]]:
        for subject in self._subjects:
            for field in self._names.vocabulary.fields(subject):
                yield field.id, field.label.zh
                yield field.label.zh, field.id
        for definition in self._names.definitions.values():
            yield definition.id, definition.label.zh

    def _unknown_option(self, at: Place, word: str, field: Field) -> None:
        allowed = "、".join(f"{value.id}({value.label.zh})" for value in field.values)
        meant = nearest(word, [w for value in field.values for w in (value.id, value.label.zh)])
        hint = (f",是否指 {meant}?", f"; did you mean {meant!r}?") if meant else ("", "")
        self._report(
            at,
            Text(
                f"“{word}”不是{field.label.zh}的选项{hint[0]} 可选:{allowed}",
                f"{word!r} is not a value of {field.id}{hint[1]} One of: {', '.join(v.id for v in field.values)}",
            ),
        )

    def _unknown_list(self, name: t.Name) -> None:
        meant = nearest(name.text, self._names.lists)
        self._report(name.at, _unknown(name.text, Text("名单", "a list"), same(meant) if meant else None))


def _record_subject(records: t.FieldRef) -> str:
    if records.field.of is None:
        raise AssertionError(f"{records.field.id} holds no records")
    return records.field.of


def _of_one_kind(one: Type, two: Type) -> bool:
    if {one.name, two.name} <= {"text", "code"}:
        return True
    return one.name == two.name and (one.name != "enum" or one.field == two.field)


def _dimension_words(type_: Type) -> Text:
    return (type_.dimension or DIMENSIONLESS).words()


def _unknown(word: str, what: Text, meant: Text | None) -> Text:
    if meant is None:
        return Text(f"“{word}”不是{what.zh}", f"{word!r} is not {what.en}")
    return Text(f"“{word}”不是{what.zh},是否指 {meant.zh}?", f"{word!r} is not {what.en}; did you mean {meant.en}?")
