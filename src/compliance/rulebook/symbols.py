"""What the conditions of a rulebook may name: lists, interpretations, definitions, tables."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import cast

from compliance.errors import InputError, Place, Problem, shown
from compliance.language import environment as e
from compliance.language import tree as t
from compliance.language import typecheck as c
from compliance.language.parse import parse_term
from compliance.language.types import TRUTH, Type
from compliance.nodes.tree import PROBLEMS, Node, Scalar, Sequence
from compliance.quantity.units import DIMENSIONLESS, Unit, UnitError, unit
from compliance.rulebook import schema as s
from compliance.rulebook.conditions import read_condition, text_place
from compliance.rulebook.decision_tables import Column, Line, read_csv, read_rows
from compliance.rulebook.digest import FilesRead
from compliance.rulebook.entries import Entry, PackSource, fault
from compliance.rulebook.extent import Extents
from compliance.rulebook.folder import read_file
from compliance.rulebook.model import (
    ABOUT_SHARE,
    DefinedCondition,
    DefinedTerm,
    Definition,
    Interpretation,
    Table,
)
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.stages import Stage


class Names:
    """Everything named, filled in the order of use.  Problems are gathered in `problems`."""

    def __init__(self, vocabulary: Vocabulary, tables_folder: Path | None, files_read: FilesRead) -> None:
        self.problems: list[Problem] = []
        self.definitions: dict[str, Definition] = {}
        self.tables: dict[str, Table] = {}
        self.interpretations: dict[str, Interpretation] = {}
        self.list_labels: dict[str, Text] = {}
        self.extents = Extents()
        self._vocabulary = vocabulary
        self._tables_folder = tables_folder
        self._files_read = files_read
        self._lists: dict[str, e.NamedList] = {}
        self._constants: dict[str, t.Number] = {}
        self._known: dict[str, e.Definition] = {}
        self._signatures: dict[str, e.TableSignature] = {}
        self.environment = e.Environment(vocabulary, self._known, self._lists, self._constants, self._signatures)

    def read(self, packs: list[PackSource]) -> None:
        """Take in everything that the packs name."""
        self._unique_ids(packs)
        for pack in packs:
            for found in pack.lists():
                spec = found.spec
                self._list(spec.id, spec.label.text(), _strings(spec.values, found.at("values")))
        for pack in packs:
            for interpreted in pack.interpretations():
                try:
                    self.interpretations[interpreted.spec.id] = self._interpretation(interpreted)
                except InputError as error:
                    self.problems += error.problems
        self._define(packs)

    def _unique_ids(self, packs: list[PackSource]) -> None:
        seen: dict[str, Place] = {}
        for pack in packs:
            for found in _all_entries(pack):
                id_, at = found.spec.id, found.at("id").at
                if id_ in seen:
                    first = seen[id_]
                    self._report(at, Text(f"“{id_}”已用于 {first}", f"{id_!r} is taken: {first}"))
                elif any(self._vocabulary.find(subject, id_) for subject in self._vocabulary.subjects):
                    self._report(at, Text(f"“{id_}”已是字段名,请另取一名", f"{id_!r} is a field; choose another id"))
                seen.setdefault(id_, at)

    def _report(self, at: Place, message: Text) -> None:
        self.problems.append(Problem(at, message))

    def _list(self, id_: str, label: Text, values: tuple[t.Term, ...]) -> None:
        self._lists[id_] = e.NamedList(id_, values)
        self.list_labels[id_] = label

    def _interpretation(self, found: Entry[s.InterpretationSpec]) -> Interpretation:
        spec = found.spec
        value: t.Number | t.Choice | None = None
        if isinstance(spec.value, list):
            value = t.Choice(_strings(spec.value, found.at("value")), list_id=spec.id)
            self._list(spec.id, spec.label.text(), value.values)
        elif spec.value is not None:
            node = found.at("value")
            number = parse_term(spec.value, node.at)
            if not isinstance(number, t.Number):
                raise fault(node.at, Text("须是一个数量或一个列表", "must be a quantity or a list"))
            value = self._constants[spec.id] = number
        if spec.id == ABOUT_SHARE and not _is_share(value):
            raise fault(found.node.at, _NO_SHARE)
        return Interpretation(
            spec.id,
            spec.label.text(),
            spec.why.text(),
            spec.set_by.text(),
            value,
            found.citation(spec.cite),
            found.node.at,
        )

    # Definitions and tables, each after those it uses

    def _define(self, packs: list[PackSource]) -> None:
        definitions = {found.spec.id: found for pack in packs for found in pack.definitions()}
        tables = {found.spec.id: found for pack in packs for found in pack.tables()}
        raw = self._raw(definitions)
        for id_ in self._in_order(definitions, tables, raw):
            if len(self.problems) >= PROBLEMS:
                return
            try:
                if id_ in tables:
                    self._table(tables[id_])
                elif id_ in raw:
                    self._definition(definitions[id_], raw[id_])
            except InputError as error:
                self.problems += error.problems

    def _raw(self, definitions: dict[str, Entry[s.DefinitionSpec]]) -> dict[str, t.AnyNode]:
        raw: dict[str, t.AnyNode] = {}
        for id_, found in definitions.items():
            try:
                raw[id_] = _raw_tree(found)
            except InputError as error:
                self.problems += error.problems
        return raw

    def _in_order(
        self,
        definitions: dict[str, Entry[s.DefinitionSpec]],
        tables: dict[str, Entry[s.TableSpec]],
        raw: dict[str, t.AnyNode],
    ) -> list[str]:
        labels = {found.spec.label.zh: id_ for id_, found in definitions.items()}
        uses = {id_: {labels.get(name, name) for name in _names(tree)} for id_, tree in raw.items()}
        uses |= {id_: {labels.get(name, name) for name in found.spec.inputs} for id_, found in tables.items()}
        known = uses.keys()
        try:
            return list(TopologicalSorter({id_: used & known for id_, used in uses.items()}).static_order())
        except CycleError as error:
            cycle: list[str] = error.args[1]
            found = definitions.get(cycle[0]) or tables[cycle[0]]
            said = " → ".join(reversed(cycle))
            self._report(found.node.at, Text(f"定义循环引用:{said}", f"definitions go round in a circle: {said}"))
            return []

    def _definition(self, found: Entry[s.DefinitionSpec], raw: t.AnyNode) -> None:
        spec = found.spec
        subject = self._vocabulary.reviewed if spec.subject is None else spec.subject
        check_subject(subject, found.at("subject"), self._vocabulary)
        defined = self._defined(found, raw, subject)
        self.definitions[spec.id] = defined
        self._known[spec.id] = e.Definition(spec.id, defined.label, defined.type, subject)
        self.extents.take_in(spec.id, found.node.at, defined.meaning)

    def _defined(self, found: Entry[s.DefinitionSpec], raw: t.AnyNode, subject: str) -> Definition:
        spec, pack, at = found.spec, found.pack.spec.id, found.node.at
        label = spec.label.text()
        if spec.holds is not None:
            condition = c.check(cast(t.Condition, raw), self.environment, subject)
            return DefinedCondition(spec.id, pack, subject, label, condition, found.citation(spec.cite), at)
        term, type_ = c.check_term(cast(t.Term, raw), self.environment, subject)
        if type_ == TRUTH:
            condition = cast(t.Condition, term)  # every term that is true or false is a condition
            return DefinedCondition(spec.id, pack, subject, label, condition, found.citation(spec.cite), at)
        shown_in = _shown_in(found, type_)
        return DefinedTerm(spec.id, pack, subject, label, term, type_, shown_in, found.citation(spec.cite), at)

    def _table(self, found: Entry[s.TableSpec]) -> None:
        spec = found.spec
        inputs, columns = [], []
        for name, node in zip(spec.inputs, cast(Sequence, found.at("inputs")).items, strict=True):
            term, type_ = c.check_term(t.Name(name, at=node.at), self.environment, self._vocabulary.reviewed)
            inputs.append(term)
            columns.append(Column(type_, self._unit_of(term)))
        output = None if spec.output.kind == "truth" else _unit(spec.output.unit or "", found.at("output"))
        rows = read_rows(self._lines(found), columns, output, spec.hit, self.environment)
        self.tables[spec.id] = Table(
            spec.id,
            found.pack.spec.id,
            spec.label.text(),
            tuple(inputs),
            output,
            spec.hit,
            rows,
            found.citation(spec.cite),
            named_stage(spec.stage, found.at("stage"), self._vocabulary),
            found.node.at,
        )
        result = TRUTH if output is None else Type("number", output.dimension)
        self._signatures[spec.id] = e.TableSignature(spec.id, tuple(column.type for column in columns), result)
        self.extents.take_in(spec.id, found.node.at, *inputs)

    def _unit_of(self, term: t.Term) -> Unit | None:
        match term:
            case t.FieldRef(field=field):
                return field.unit
            case t.DefinitionRef(id=id_):
                return self.definitions[id_].unit
            case _:
                return None

    def _lines(self, found: Entry[s.TableSpec]) -> list[Line]:
        spec = found.spec
        if spec.rows is not None and spec.file is None:
            return _written_lines(spec.rows, len(spec.inputs), cast(Sequence, found.at("rows")).items)
        if spec.file is None or spec.rows is not None:
            raise fault(found.node.at, Text("rows 与 file 须恰有一个", "give either rows or file"))
        name = f"{found.pack.files.folder}/{spec.file}"
        own = None if self._tables_folder is None else self._tables_folder / Path(spec.file).name
        if own is not None and own.is_file():
            return read_csv(self._files_read.note(name, read_file(own)), str(own), spec.inputs)
        data = found.pack.files.tables.get(spec.file)
        if data is None:
            raise fault(found.at("file").at, Text(f"没有文件 {spec.file}", f"no file {spec.file}"))
        return read_csv(self._files_read.note(name, data), f"{found.pack.spec.id}/{spec.file}", spec.inputs)


def check_subject(subject: str, node: Node, vocabulary: Vocabulary) -> None:
    """Raises: InputError for a subject that rules cannot be about."""
    if subject not in vocabulary.subjects:
        zh, en = "、".join(vocabulary.subjects), ", ".join(vocabulary.subjects)
        raise fault(node.at, Text(f"subject 须为 {zh} 之一", f"subject must be one of {en}"))


def named_stage(name: str | None, node: Node, vocabulary: Vocabulary) -> Stage | None:
    """The stage with that id; None where none is named.  Raises: InputError for a stage that there is not."""
    if name is None:
        return None
    found = vocabulary.stages.find(name)
    if found is None:
        listed = [stage.id for stage in vocabulary.stages.every]
        zh = f"没有“{shown(name)}”这个阶段;已有:{'、'.join(listed) or '无'}"
        raise fault(node.at, Text(zh, f"no stage is called {shown(name)!r}; there are {', '.join(listed) or 'none'}"))
    return found


def _all_entries(pack: PackSource) -> Iterator[Entry[s.EntrySpec]]:
    entries = (
        pack.definitions(),
        pack.interpretations(),
        pack.lists(),
        pack.tables(),
        pack.rules(),
        pack.allocations(),
        pack.rankings(),
    )
    for found in entries:
        yield from cast("Iterator[Entry[s.EntrySpec]]", found)


def _raw_tree(found: Entry[s.DefinitionSpec]) -> t.AnyNode:
    """The tree of a definition, names unresolved."""
    spec = found.spec
    if (spec.holds is None) == (spec.value is None):
        raise fault(found.node.at, Text("holds 与 value 须恰有一个", "give either holds or value"))
    if spec.holds is not None:
        return read_condition(found.at("holds"))
    node = cast(Scalar, found.at("value"))
    return parse_term(node.text, text_place(node))


def _names(tree: t.AnyNode) -> Iterator[str]:
    for node in t.walk(tree):
        if isinstance(node, t.Name):
            yield node.text
        elif isinstance(node, t.Lookup):
            yield node.table


_NO_SHARE = Text("须写 value,为小于 1 的比例,如 10%", "needs a value, a share below 1 such as 10%")


def _is_share(value: t.Number | t.Choice | None) -> bool:
    pure = isinstance(value, t.Number) and value.quantity.unit.dimension == DIMENSIONLESS
    return pure and isinstance(value, t.Number) and 0 <= value.quantity.base < 1


def _shown_in(found: Entry[s.DefinitionSpec], type_: Type) -> Unit | None:
    if type_.name != "number":
        return None
    node = found.at("unit")
    shown_in, dimension = _unit(found.spec.unit or "", node), type_.dimension or DIMENSIONLESS
    if shown_in.dimension != dimension:
        have, want = dimension.words(), shown_in.dimension.words()
        message = Text(f"量纲不符:值是{have.zh},单位是{want.zh}", f"the value is {have.en}, the unit is {want.en}")
        raise fault(node.at, message)
    return shown_in


def _written_lines(rows: list[list[str]], inputs: int, nodes: tuple[Node, ...]) -> list[Line]:
    wrong = [node.at for node, row in zip(nodes, rows, strict=True) if len(row) != inputs + 1]
    if wrong:
        message = Text(f"此行须有 {inputs + 1} 格", f"this row needs {inputs + 1} cells")
        raise InputError(Problem(at, message) for at in wrong)
    return [Line(tuple(row[:-1]), row[-1], "", "", node.at) for node, row in zip(nodes, rows, strict=True)]


def _strings(values: list[str], node: Node) -> tuple[t.Term, ...]:
    return tuple(t.String(value, at=node.at) for value in values)


def _unit(text: str, node: Node) -> Unit:
    try:
        return unit(text)
    except UnitError as error:
        raise fault(node.at, error.text) from None
