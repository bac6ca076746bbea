"""A folder of rules to a `Rulebook`, or every reason why not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar, cast

from compliance.document import Node, Scalar, Sequence, read_yaml, validate
from compliance.document import Mapping as MappingNode
from compliance.errors import InputError, Place, Problem, nearest
from compliance.language import check as c
from compliance.language import tree as t
from compliance.language.parse import parse_term
from compliance.quantity import DIMENSIONLESS, Unit, UnitError, unit
from compliance.rulebook import schema as s
from compliance.rulebook.citation import SourceText, source_text
from compliance.rulebook.conditions import read_condition, text_place
from compliance.rulebook.files import PackFiles, pack_folders, read_pack
from compliance.rulebook.model import (
    Check,
    Citation,
    Definition,
    Exemption,
    Force,
    Interpretation,
    Pack,
    Period,
    Rule,
    Rulebook,
    Table,
)
from compliance.rulebook.tables import Column, Line, read_csv, read_rows
from compliance.text import Text
from compliance.vocabulary import Vocabulary, load_vocabulary

Done = TypeVar("Done")
SUBJECTS = ("project", "building")
_ALWAYS = t.Truth(True)


def load_rulebook(folder: Path | None = None, tables: Path | None = None) -> Rulebook:
    """The rulebook of a folder; the one that comes with the program when none is given.

    `tables` is a folder of CSV files that take the place of those of the same name in the packs.
    Raises: InputError with every fault of every file.  Nothing is loaded in part.
    """
    root: Traversable = folder if folder is not None else files("compliance.rules")
    shown_as = str(folder) if folder is not None else "rules"
    vocabulary_file = root.joinpath("vocabulary.yaml")
    if not vocabulary_file.is_file():
        message = Text("此文件夹没有 vocabulary.yaml,不是规则库", "no vocabulary.yaml here: not a rulebook")
        raise InputError([Problem(Place(shown_as), message)])
    node = read_yaml(vocabulary_file.read_bytes(), f"{shown_as}/vocabulary.yaml")[0]
    vocabulary = load_vocabulary(node)
    return _Loader(vocabulary, tables).load(root, shown_as)


class _Found:
    """An entry of a rule file with the pack and the node it came from."""

    __slots__ = ("node", "pack", "spec")

    def __init__(self, spec: object, node: Node, pack: "_PackSource") -> None:
        self.spec = spec
        self.node = cast(MappingNode, node)
        self.pack = pack

    def at(self, key: str) -> Node:
        """The node of one of the entry's keys; the entry itself where the key is not written."""
        return self.node.get(key) or self.node


class _PackSource:
    """A pack's files with the text its quotes are checked against."""

    def __init__(self, read: PackFiles) -> None:
        self.files = read
        self.spec = read.spec
        self.text: SourceText | None = None if read.source is None else source_text(read.source)

    def entries(self, kind: str) -> Iterator[_Found]:
        """The entries under one top-level key, over all files of the pack."""
        for file in self.files.files:
            node = cast(MappingNode, file.node).get(kind)
            if isinstance(node, Sequence):
                for spec, item in zip(getattr(file.spec, kind), node.items, strict=True):
                    yield _Found(spec, item, self)


class _Loader:
    """Gathers problems instead of stopping at the first; what depends on a faulty entry is passed over."""

    def __init__(self, vocabulary: Vocabulary, tables: Path | None) -> None:
        self._vocabulary = vocabulary
        self._tables_folder = tables
        self._problems: list[Problem] = []
        self._definitions: dict[str, Definition] = {}
        self._tables: dict[str, Table] = {}
        self._lists: dict[str, c.NamedList] = {}
        self._list_labels: dict[str, Text] = {}
        self._constants: dict[str, t.Number] = {}
        self._known_definitions: dict[str, c.Definition] = {}
        self._signatures: dict[str, c.TableSignature] = {}
        self._environment = c.Environment(
            vocabulary, self._known_definitions, self._lists, self._constants, self._signatures
        )

    def load(self, root: Traversable, shown_as: str) -> Rulebook:
        packs = [
            pack
            for folder in pack_folders(root)
            if (pack := self._try(lambda f=folder: _PackSource(read_pack(f, f"{shown_as}/{f.name}")))) is not None  # type: ignore[misc]  # loop value
        ]
        self._unique_ids(packs)
        for found in self._each(packs, "lists"):
            self._list(found.spec.id, found.spec.label.text(), _strings(found.spec.values, found.at("values")))
        interpretations = {
            i.id: i for found in self._each(packs, "interpretations") if (i := self._try(self._interpretation, found))
        }
        self._define(packs)
        rules = [r for found in self._each(packs, "rules") if (r := self._try(self._rule, found, interpretations))]
        made = tuple(p for pack in packs if (p := self._try(self._pack, pack)) is not None)
        checks = tuple(self._checks())
        if self._problems:
            raise InputError(sorted(set(self._problems), key=lambda problem: problem.place))
        return Rulebook(
            self._vocabulary,
            made,
            tuple(rules),
            self._definitions,
            self._tables,
            interpretations,
            self._list_labels,
            checks,
        )

    def _try(self, make: Callable[..., Done], *arguments: object) -> Done | None:
        try:
            return make(*arguments)
        except InputError as error:
            self._problems += error.problems
            return None

    def _each(self, packs: Iterable[_PackSource], kind: str) -> Iterator[_Found]:
        for pack in packs:
            yield from pack.entries(kind)

    def _unique_ids(self, packs: Iterable[_PackSource]) -> None:
        seen: dict[str, Place] = {}
        for kind in ("define", "interpretations", "lists", "tables", "rules"):
            for found in self._each(packs, kind):
                id_, at = found.spec.id, found.at("id").at
                if id_ in seen:
                    first = seen[id_]
                    self._problems.append(Problem(at, Text(f"“{id_}”已用于 {first}", f"{id_!r} is taken: {first}")))
                elif self._vocabulary.find("project", id_) is not None:
                    self._problems.append(
                        Problem(at, Text(f"“{id_}”已是字段名,请另取一名", f"{id_!r} is a field; choose another id"))
                    )
                seen.setdefault(id_, at)

    # Interpretations, definitions, tables

    def _list(self, id_: str, label: Text, values: tuple[t.Term, ...]) -> None:
        self._lists[id_] = c.NamedList(id_, values)
        self._list_labels[id_] = label

    def _interpretation(self, found: _Found) -> Interpretation:
        spec = cast(s.InterpretationSpec, found.spec)
        value: t.Number | t.Choice | None = None
        if isinstance(spec.value, list):
            value = t.Choice(_strings(spec.value, found.at("value")), list_id=spec.id)
            self._list(spec.id, spec.label.text(), value.values)
        elif spec.value is not None:
            node = found.at("value")
            number = parse_term(spec.value, node.at)
            if not isinstance(number, t.Number):
                raise _fault(node.at, Text("须是一个数量或一个列表", "must be a quantity or a list"))
            value = self._constants[spec.id] = number
        return Interpretation(
            spec.id,
            spec.label.text(),
            spec.why.text(),
            spec.set_by.text(),
            value,
            self._citation(spec.cite, found) if spec.cite else None,
            found.node.at,
        )

    def _define(self, packs: list[_PackSource]) -> None:
        """Definitions and tables, each after those it uses."""
        found = {f.spec.id: f for kind in ("define", "tables") for f in self._each(packs, kind)}
        labels = {f.spec.label.zh: f.spec.id for f in found.values()}
        raw: dict[str, t.AnyNode] = {}
        uses: dict[str, set[str]] = {}
        for id_, entry in found.items():
            trees = self._try(_raw_trees, entry)
            if trees is None:
                continue
            raw[id_] = trees[0]
            named = {labels.get(name, name) for tree in trees for name in _names(tree)}
            uses[id_] = {name for name in named if name in found}
        try:
            order = list(TopologicalSorter(uses).static_order())
        except CycleError as error:
            cycle = " → ".join(reversed(error.args[1]))
            at = found[error.args[1][0]].node.at
            message = Text(f"定义循环引用:{cycle}", f"definitions go round in a circle: {cycle}")
            self._problems.append(Problem(at, message))
            return
        for id_ in order:
            if id_ not in raw:
                continue
            if isinstance(found[id_].spec, s.DefinitionSpec):
                self._try(self._definition, found[id_], raw[id_])
            else:
                self._try(self._table, found[id_])

    def _definition(self, found: _Found, raw: t.AnyNode) -> None:
        spec = cast(s.DefinitionSpec, found.spec)
        self._subject(spec.subject, found)
        if spec.holds is not None:
            meaning: t.Condition | t.Term = c.check(cast(t.Condition, raw), self._environment, spec.subject)
            type_, shown_in = c.TRUTH, None
        else:
            meaning, type_ = c.check_term(cast(t.Term, raw), self._environment, spec.subject)
            shown_in = self._shown_in(spec, type_, found)
        cite = self._citation(spec.cite, found) if spec.cite else None
        label = spec.label.text()
        self._definitions[spec.id] = Definition(
            spec.id, found.pack.spec.id, spec.subject, label, meaning, type_, shown_in, cite, found.node.at
        )
        self._known_definitions[spec.id] = c.Definition(spec.id, label, type_, spec.subject)

    def _shown_in(self, spec: s.DefinitionSpec, type_: c.Type, found: _Found) -> Unit | None:
        if type_.name != "number":
            return None
        shown_in = _unit(spec.unit or "", found.at("unit"))
        if shown_in.dimension != (type_.dimension or DIMENSIONLESS):
            have, want = (type_.dimension or DIMENSIONLESS).words(), shown_in.dimension.words()
            raise _fault(
                found.at("unit").at,
                Text(f"量纲不符:值是{have.zh},单位是{want.zh}", f"the value is {have.en}, the unit is {want.en}"),
            )
        return shown_in

    def _table(self, found: _Found) -> None:
        spec = cast(s.TableSpec, found.spec)
        inputs, columns = [], []
        for name, node in zip(spec.inputs, cast(Sequence, found.at("inputs")).items, strict=True):
            term, type_ = c.check_term(t.Name(name, at=node.at), self._environment, "project")
            inputs.append(term)
            columns.append(Column(type_, self._unit_of(term)))
        output = None if spec.output.kind == "truth" else _unit(spec.output.unit or "", found.at("output"))
        rows = read_rows(self._lines(found), columns, output, spec.hit, self._environment)
        cite = self._citation(spec.cite, found) if spec.cite else None
        label = spec.label.text()
        self._tables[spec.id] = Table(
            spec.id, found.pack.spec.id, label, tuple(inputs), output, spec.hit, rows, cite, found.node.at
        )
        result = c.TRUTH if output is None else c.Type("number", output.dimension)
        self._signatures[spec.id] = c.TableSignature(spec.id, tuple(column.type for column in columns), result)

    def _unit_of(self, term: t.Term) -> Unit | None:
        match term:
            case t.FieldRef(field=field):
                return field.unit
            case t.DefinitionRef(id=id_):
                return self._definitions[id_].unit
            case _:
                return None

    def _lines(self, found: _Found) -> list[Line]:
        spec = cast(s.TableSpec, found.spec)
        if (spec.rows is None) == (spec.file is None):
            raise _fault(found.node.at, Text("rows 与 file 须恰有一个", "give either rows or file"))
        if spec.rows is not None:
            nodes = cast(Sequence, found.at("rows")).items
            wrong = [n.at for n, row in zip(nodes, spec.rows, strict=True) if len(row) != len(spec.inputs) + 1]
            if wrong:
                message = Text(f"此行须有 {len(spec.inputs) + 1} 格", f"this row needs {len(spec.inputs) + 1} cells")
                raise InputError(Problem(at, message) for at in wrong)
            return [
                Line(tuple(row[:-1]), row[-1], "", "", n.at) for n, row in zip(nodes, spec.rows, strict=True)
            ]
        own = None if self._tables_folder is None else self._tables_folder / Path(cast(str, spec.file)).name
        if own is not None and own.is_file():
            return read_csv(own.read_bytes(), str(own), spec.inputs)
        data = found.pack.files.tables.get(cast(str, spec.file))
        if data is None:
            raise _fault(found.at("file").at, Text(f"没有文件 {spec.file}", f"no file {spec.file}"))
        return read_csv(data, f"{found.pack.spec.id}/{spec.file}", spec.inputs)

    # Rules and checks

    def _rule(self, found: _Found, interpretations: Mapping[str, Interpretation]) -> Rule:
        spec = cast(s.RuleSpec, found.spec)
        problems: list[Problem] = []

        def gathered(make: Callable[[], Done]) -> Done | None:
            try:
                return make()
            except InputError as error:
                problems.extend(error.problems)
                return None

        gathered(lambda: self._form(found, interpretations))
        when = gathered(lambda: self._condition(found.node.get("when"), spec.subject)) or _ALWAYS
        require = gathered(lambda: self._condition(found.node.get("require"), spec.subject))
        unless = gathered(lambda: self._unless(found))
        cite = gathered(lambda: self._citation(spec.cite, found))
        if problems or cite is None:
            raise InputError(problems)
        return Rule(
            spec.id,
            found.pack.spec.id,
            spec.title.text(),
            cite,
            spec.subject,
            spec.force,
            spec.matter,
            when,
            require,
            spec.grants.text() if spec.grants else None,
            (unless,) if unless else (),
            tuple(spec.interprets),
            spec.basis.text() if spec.basis else None,
            spec.advice.text() if spec.advice else None,
            Period(spec.in_force.start, spec.in_force.end),
            found.node.at,
        )

    def _form(self, found: _Found, interpretations: Mapping[str, Interpretation]) -> None:
        spec = cast(s.RuleSpec, found.spec)
        self._subject(spec.subject, found)
        prefix = found.pack.spec.prefix
        if not spec.id.startswith(f"{prefix}-"):
            raise _fault(found.at("id").at, Text(f"编号须以 {prefix}- 开头", f"the id must begin with {prefix}-"))
        if (spec.require is None) == (spec.grants is None):
            raise _fault(found.node.at, Text("require 与 grants 须恰有一个", "give either require or grants"))
        if spec.grants is not None and spec.force not in (Force.PRIORITY, Force.GUIDANCE):
            raise _fault(
                found.at("force").at, Text("只有优先、引导类条款可用 grants", "only priority and guidance can grant")
            )
        if spec.force is Force.PRIORITY and spec.grants is None:
            raise _fault(found.at("force").at, Text("优先类条款须写 grants", "a priority says what it grants"))
        for name in spec.interprets:
            if name not in interpretations:
                meant = nearest(name, interpretations)
                hint = (f",是否指 {meant}?", f"; did you mean {meant}?") if meant else ("", "")
                message = Text(f"没有解释“{name}”{hint[0]}", f"no interpretation {name!r}{hint[1]}")
                raise _fault(found.at("interprets").at, message)

    def _subject(self, subject: str, found: _Found) -> None:
        if subject not in SUBJECTS:
            allowed = "、".join(SUBJECTS)
            message = Text(f"subject 须为 {allowed} 之一", f"subject must be one of {', '.join(SUBJECTS)}")
            raise _fault(found.at("subject").at, message)

    def _condition(self, node: Node | None, subject: str) -> t.Condition | None:
        return None if node is None else c.check(read_condition(node), self._environment, subject)

    def _unless(self, found: _Found) -> Exemption | None:
        spec = cast(s.RuleSpec, found.spec)
        if spec.unless is None:
            return None
        node = cast(MappingNode, found.at("unless"))
        condition = self._condition(node.get("condition"), spec.subject)
        cite = self._citation(spec.unless.cite, _Found(spec.unless, node, found.pack))
        return Exemption(cast(t.Condition, condition), cite, spec.unless.reason.text())

    def _checks(self) -> Iterator[Check]:
        node = self._vocabulary.checks
        if not isinstance(node, Sequence):
            return
        whole = MappingNode(((Scalar("checks", False, node.at), node),), node.at)
        spec = self._try(validate, s.ChecksSpec, whole)
        for one, item in zip(spec.checks if spec else (), node.items, strict=bool(spec)):
            holds = self._try(self._condition, cast(MappingNode, item).get("holds"), one.subject)
            for doubted in one.doubts:
                if self._vocabulary.find(one.subject, doubted) is None:
                    message = Text(f"“{doubted}”不是字段", f"{doubted!r} is not a field")
                    self._problems.append(Problem(item.at, message))
            if holds is not None:
                yield Check(one.id, one.subject, holds, tuple(one.doubts), one.message.text())

    # Packs and citations

    def _pack(self, pack: _PackSource) -> Pack:
        spec = pack.spec
        cite = None
        if spec.yields is not None:
            node = cast(MappingNode, cast(MappingNode, pack.files.node).get("yields"))
            cite = self._citation(spec.yields.cite, _Found(spec.yields, node, pack))
        return Pack(
            spec.id,
            spec.prefix,
            spec.version,
            spec.document,
            spec.title.text(),
            spec.issuer.text(),
            spec.authority,
            Period(spec.in_force.start, spec.in_force.end),
            spec.plan_year,
            tuple(spec.yields.to) if spec.yields else (),
            cite,
            pack.files.sha256,
        )

    def _citation(self, spec: s.CiteSpec, found: _Found) -> Citation:
        node = found.at("cite")
        document = spec.document or found.pack.spec.document
        own_text = found.pack.text if document == found.pack.spec.document else None
        if own_text is not None:
            _verify(spec, own_text, node)
        elif not spec.source or not spec.confidence:
            message = Text(
                "没有原文可核对的引用须写明 source 与 confidence",
                "a citation without a text to check it against needs source and confidence",
            )
            raise _fault(node.at, message)
        return Citation(document, spec.clause, spec.quote, spec.source, spec.confidence)


def _verify(spec: s.CiteSpec, text: SourceText, node: Node) -> None:
    at = (cast(MappingNode, node).get("quote") or node).at
    if not spec.quote:
        raise _fault(at, Text("须引用原文(quote)", "quote the document's words (quote)"))
    sections = text.sections_of(spec.quote)
    if not sections:
        raise _fault(at, Text("引文与原文不一致,须逐字引用", "the quote is not word for word in the source text"))
    if not any(section and spec.clause.startswith(section) for section in sections):
        stands = "、".join(dict.fromkeys(sections))
        raise _fault(
            at,
            Text(f"引文出自 {stands},不是 {spec.clause}", f"the quote stands in {stands}, not in {spec.clause}"),
        )


def _raw_trees(found: _Found) -> tuple[t.AnyNode, ...]:
    """The unresolved tree of a definition, or the inputs of a table."""
    spec = found.spec
    if isinstance(spec, s.TableSpec):
        return tuple(t.Name(name) for name in spec.inputs)
    definition = cast(s.DefinitionSpec, spec)
    if (definition.holds is None) == (definition.value is None):
        raise _fault(found.node.at, Text("holds 与 value 须恰有一个", "give either holds or value"))
    if definition.holds is not None:
        return (read_condition(found.at("holds")),)
    node = cast(Scalar, found.at("value"))
    return (parse_term(node.text, text_place(node)),)


def _names(tree: t.AnyNode) -> Iterator[str]:
    for node in t.walk(tree):
        if isinstance(node, t.Name):
            yield node.text
        elif isinstance(node, t.Lookup):
            yield node.table


def _strings(values: Iterable[str], node: Node) -> tuple[t.Term, ...]:
    return tuple(t.String(value, at=node.at) for value in values)


def _unit(text: str, node: Node) -> Unit:
    try:
        return unit(text)
    except UnitError as error:
        raise _fault(node.at, error.text) from None


def _fault(at: Place, message: Text) -> InputError:
    return InputError([Problem(at, message)])
