"""How forms ask for the fields of a vocabulary: the groups that it declares, and what each field says of itself."""

from compliance.errors import InputError, Place, Problem, nearest, shown
from compliance.nodes.tree import Node, Scalar, Sequence
from compliance.nodes.validate import place_of, validate
from compliance.quantity.units import QuantityError, Unit, unit
from compliance.text import Text
from compliance.vocabulary.fields import Filling, Group
from compliance.vocabulary.specs import FieldSpec, GroupSpec


class Fillings:
    """The groups of a vocabulary, and the fields that lie in them; every fault found is added to `problems`.

    Where groups are declared, each field of the reviewed subject is in one; the fields of its records stand with their
    list.
    """

    def __init__(self, groups: Node | None, problems: list[Problem]) -> None:
        self._problems = problems
        found: dict[str, Group] = {}
        if groups is not None and not isinstance(groups, Sequence):
            self._report(groups.at, "须为分组的列表,按先后次序", "must be a list of groups, in their order")
        for item in groups.items if isinstance(groups, Sequence) else ():
            try:
                spec = validate(GroupSpec, item)
            except InputError as error:
                self._problems += error.problems
                continue
            if spec.id in found:
                self._report(item.at, f"分组“{spec.id}”写了两次", f"the group {spec.id!r} is declared twice")
            found.setdefault(spec.id, Group(spec.id, spec.label.text(), len(found)))
        self._groups = found

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups, in their order."""
        return tuple(self._groups.values())

    def read(self, key: Scalar, spec: FieldSpec, node: Node, measured: Unit | None, *, reviewed: bool) -> Filling:
        """How a form asks for the field of that key, whose numbers are measured in that unit."""
        return Filling(
            self._group(key, spec.group, node, reviewed=reviewed),
            None if spec.help is None else spec.help.text(),
            spec.example or "",
            () if measured is None else self._units(spec.units, node, measured),
        )

    def _group(self, key: Scalar, named: str | None, node: Node, *, reviewed: bool) -> Group | None:
        if named is None:
            if reviewed and self._groups:
                zh = f"字段 {shown(key.text)} 须写明在表中归入哪一组(group)"
                self._report(key.at, zh, f"say in which group a form asks for {shown(key.text)} (group)")
            return None
        if not reviewed:
            zh = "只有审查对象的字段可写 group;记录的字段随其清单"
            en = "only fields of what is reviewed have a group; those of records stand with their list"
            self._report(place_of(node, ("group",), key=True), zh, en)
            return None
        if named not in self._groups:
            meant = nearest(named, self._groups)
            zh = f"没有“{shown(named)}”这个分组" + (f",是否指 {meant}?" if meant else ";请在 groups 中声明")
            en = f"no group is called {shown(named)!r}"
            en += f"; did you mean {meant}?" if meant else "; declare it under groups"
            self._report(place_of(node, ("group",)), zh, en)
        return self._groups.get(named)

    def _units(self, written: tuple[str, ...], node: Node, own: Unit) -> tuple[Unit, ...]:
        """The units on offer: those written, of the dimension of the field and its own among them, or that alone."""
        found: list[Unit] = []
        for place, symbol in enumerate(written):
            at = place_of(node, ("units", place))
            try:
                one = unit(symbol)
            except QuantityError as error:
                self._problems.append(Problem(at, error.text))
                continue
            if one.dimension != own.dimension:
                asked, measures = own.dimension.words(), one.dimension.words()
                zh = f"“{shown(symbol)}”计量的是{measures.zh},而本字段是{asked.zh}"
                self._report(at, zh, f"{shown(symbol)!r} measures {measures.en}, and the field {asked.en}")
            elif one in found:
                self._report(at, f"单位“{shown(symbol)}”写了两次", f"the unit {shown(symbol)!r} is listed twice")
            else:
                found.append(one)
        if written and own not in found:
            zh = f"units 须包含字段自己的单位 {own.symbol}"
            self._report(place_of(node, ("units",)), zh, f"'units' must have the unit of the field, {own.symbol}")
        return tuple(found) or (own,)

    def _report(self, at: Place, zh: str, en: str) -> None:
        self._problems.append(Problem(at, Text(zh, en)))
