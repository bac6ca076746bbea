"""Reads the offices that a vocabulary declares."""

from collections.abc import Callable, Iterator

from compliance.errors import InputError, Problem, nearest, shown
from compliance.nodes.tree import Node, Sequence
from compliance.nodes.validate import place_of, validate
from compliance.text import Text
from compliance.vocabulary.office import Office
from compliance.vocabulary.specs import OfficeSpec


class Offices:
    """The offices of a vocabulary file, in its order; `problems` holds every fault found.

    `is_decided` says whether a field of that id is one that only a person decides.
    """

    def __init__(self, node: Node | None, is_decided: Callable[[str], bool]) -> None:
        self.problems: list[Problem] = []
        self._found: dict[str, str] = {}
        self.every = tuple(self._offices(node, is_decided))

    def _offices(self, node: Node | None, is_decided: Callable[[str], bool]) -> Iterator[Office]:
        if node is not None and not isinstance(node, Sequence):
            self._report(node, (), Text("须为部门的列表", "must be a list of offices"))
        ids: set[str] = set()
        for item in node.items if isinstance(node, Sequence) else ():
            try:
                spec = validate(OfficeSpec, item)
            except InputError as error:
                self.problems += error.problems
                continue
            if spec.id in ids:
                said = shown(spec.id)
                self._report(item, ("id",), Text(f"部门“{said}”写了两次", f"the office {said!r} stands twice"))
            ids.add(spec.id)
            self._check(spec, item, is_decided)
            jointly = {id_: label.text() for id_, label in spec.jointly.items()}
            yield Office(spec.id, spec.label.text(), spec.finds, spec.looks_up, jointly)

    def _check(self, spec: OfficeSpec, at: Node, is_decided: Callable[[str], bool]) -> None:
        for place, id_ in enumerate(spec.finds):
            if not is_decided(id_):
                said = shown(id_)
                zh = f"“{said}”不是须由人认定(decided_by: person)的字段"
                en = f"{said!r} is no field that only a person decides (decided_by: person)"
                self._report(at, ("finds", place), Text(zh, en))
        for key, ids in (("finds", spec.finds), ("looks_up", spec.looks_up)):
            for place, id_ in enumerate(ids):
                other = self._found.setdefault(id_, spec.id)
                if other != spec.id or id_ in ids[:place]:
                    zh = f"“{shown(id_)}”已由 {other} 认定;每一项只写一个部门,会同的写入 jointly"
                    en = f"{other} finds {shown(id_)!r} already; name one office for each, and others under jointly"
                    self._report(at, (key, place), Text(zh, en))
        for id_ in spec.jointly:
            if id_ not in spec.finds:
                meant = nearest(id_, spec.finds)
                hint = (f",是否指 {meant}?", f"; did you mean {meant}?") if meant else ("", "")
                said = shown(id_)
                zh, en = f"jointly 中的“{said}”不在 finds 中", f"jointly names {said!r}, which is not in finds"
                self._report(at, ("jointly",), Text(zh + hint[0], en + hint[1]))

    def _report(self, at: Node, path: tuple[str | int, ...], message: Text) -> None:
        self.problems.append(Problem(place_of(at, path) if path else at.at, message))
