"""Load a folder of rules as a `Rulebook`, or report every fault in it."""

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Sequence as Sequence_
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar, cast

from compliance.errors import InputError, Place, Problem, nearest, shown
from compliance.language import tree as t
from compliance.language.typecheck import check
from compliance.nodes.tree import PROBLEMS, Node, Scalar, Sequence
from compliance.nodes.tree import Mapping as MappingNode
from compliance.nodes.validate import validate
from compliance.rulebook import schema as s
from compliance.rulebook.conditions import read_condition
from compliance.rulebook.digest import FilesRead
from compliance.rulebook.entries import Entry, PackSource, fault
from compliance.rulebook.examples import unreadable_examples
from compliance.rulebook.files import only_document, pack_folders, read_pack
from compliance.rulebook.folder import files_below, read_file
from compliance.rulebook.model import (
    Allocation,
    Check,
    Exemption,
    Force,
    Inference,
    Pack,
    Period,
    Priority,
    Ranking,
    Resource,
    Rule,
    Rulebook,
)
from compliance.rulebook.register_inferences import following, inferable, inferred_value
from compliance.rulebook.repeated_fields import repeated_fields
from compliance.rulebook.symbols import Names, check_subject, named_stage
from compliance.rulebook.uses import fields_named
from compliance.text import Text
from compliance.vocabulary.declarations import RegisterFile
from compliance.vocabulary.fields import Field, Vocabulary
from compliance.vocabulary.load import load_vocabulary
from compliance.vocabulary.stages import Stage

Made = TypeVar("Made")
_ALWAYS = t.Truth(True)
_TOO_MANY_PROBLEMS = Text("问题过多,不再继续检查", "too many problems; the rest is not checked")
_ID = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")


def rules_folder(folder: Path | None) -> tuple[Traversable, str]:
    """The folder of a rulebook and how messages name it; that of the program when none is given."""
    return (files("compliance.rules"), "rules") if folder is None else (folder, str(folder))


def load_rulebook(folder: Path | None = None, tables: Path | None = None) -> Rulebook:
    """The rulebook of a folder; the one that comes with the program when none is given.

    `tables` is a folder of CSV files that take the place of those of the same name: tables of packs, and registers.
    Raises: InputError with every fault of every file.  Nothing is loaded in part.
    """
    root, shown_as = rules_folder(folder)
    files_below(root, shown_as)
    if tables is not None:
        files_below(tables, str(tables))
    files_read = FilesRead()
    return _Loader(_vocabulary(root, shown_as, files_read, tables), tables, files_read).load(root, shown_as)


def vocabulary_of(folder: Path | None = None) -> Vocabulary:
    """The vocabulary of a rulebook's folder; that of the program's own rulebook when none is given.

    Raises: InputError with every fault of the vocabulary.
    """
    return _vocabulary(*rules_folder(folder), FilesRead())


def _vocabulary(root: Traversable, shown_as: str, files_read: FilesRead, tables: Path | None = None) -> Vocabulary:
    file = root.joinpath("vocabulary.yaml")
    if not file.is_file():
        message = Text("此文件夹没有 vocabulary.yaml,不是规则库", "no vocabulary.yaml here: not a rulebook")
        raise fault(Place(shown_as), message)
    content = files_read.note(file.name, read_file(file))

    def beside(name: str) -> bytes | None:
        other = root.joinpath(name)
        return files_read.note(name, read_file(other)) if other.is_file() else None

    def registered(name: str) -> RegisterFile | None:
        own = None if tables is None else tables / name
        if own is not None and own.is_file():
            return RegisterFile(files_read.note(name, read_file(own)), str(own))
        content = beside(name)
        return None if content is None else RegisterFile(content, f"{shown_as}/{name}")

    document = only_document(content, f"{shown_as}/vocabulary.yaml")
    vocabulary = load_vocabulary(document, beside, registered)
    if problems := list(unreadable_examples(vocabulary, document)):
        raise InputError(problems)
    return vocabulary


class _Loader:
    """Gathers problems instead of stopping at the first."""

    def __init__(self, vocabulary: Vocabulary, tables: Path | None, files_read: FilesRead) -> None:
        self._vocabulary = vocabulary
        self._files_read = files_read
        self._names = Names(vocabulary, tables, files_read)
        self._problems = self._names.problems

    def load(self, root: Traversable, shown_as: str) -> Rulebook:
        packs = sorted(self._gathered(self._packs(root, shown_as)), key=lambda pack: -pack.spec.authority.rank)
        self._names.read(packs)
        self._stop_if_hopeless()
        rules = tuple(self._gathered(partial(self._rule, entry) for pack in packs for entry in _in_text_order(pack)))
        made = tuple(self._gathered(partial(self._pack, pack) for pack in packs))
        allocations = tuple(
            self._gathered(partial(self._allocation, entry) for pack in packs for entry in pack.allocations())
        )
        known = {rule.id: rule for rule in rules}
        rankings = tuple(
            self._gathered(partial(self._ranking, entry, known) for pack in packs for entry in pack.rankings())
        )
        self._stop_if_hopeless()
        registered = following(self._vocabulary)
        self._problems += registered.problems
        checks = (*self._checks(), *registered.checks)
        self._stop_if_hopeless()
        inferences = tuple(self._inferences(registered.inferences))
        reached = tuple(self._gathered(self._reached()))
        stated = [
            *(condition for rule in rules for condition in rule.conditions()),
            *(pack.applies for pack in made if pack.applies is not None),
            *(check.holds for check in checks),
            *(inference.when for inference in inferences),
            *(condition for _, condition in reached),
            *(allocation.applies for allocation in allocations),
            *(priority.condition for allocation in allocations for priority in allocation.priorities),
        ]
        self._stop_if_hopeless()
        self._problems += self._unknown_tables(shown_as)
        self._problems += repeated_fields(stated, self._names.definitions)
        if self._problems:
            raise self._refusal()
        return Rulebook(
            self._vocabulary,
            made,
            rules,
            allocations,
            rankings,
            self._names.definitions,
            self._names.tables,
            self._names.interpretations,
            self._names.list_labels,
            checks,
            inferences,
            reached,
            self._files_read.digest,
        )

    def _unknown_tables(self, shown_as: str) -> Iterator[Problem]:
        """What is wrong with the tables whose figures offices are said to have."""
        at = Place(f"{shown_as}/vocabulary.yaml")
        for office in self._vocabulary.offices:
            for id_ in office.looks_up:
                if id_ not in self._names.tables:
                    meant = nearest(id_, self._names.tables)
                    zh = f"offices 的 {office.id} 要查的“{shown(id_)}”不是表" + (f",是否指 {meant}?" if meant else "")
                    en = f"offices: {office.id} looks up {shown(id_)!r}, which is no table"
                    yield Problem(at, Text(zh, en + (f"; did you mean {meant}?" if meant else "")))

    def _refusal(self) -> InputError:
        return InputError(sorted(set(self._problems), key=lambda problem: problem.place))

    def _stop_if_hopeless(self) -> None:
        """Raises: InputError where what follows would take too long, or find faults without end."""
        if len(self._problems) >= PROBLEMS:
            found = self._refusal().problems
            raise InputError([*found, Problem(found[-1].place, _TOO_MANY_PROBLEMS)])
        if self._names.extents.exceeded:
            raise self._refusal()

    def _gathered(self, makers: Iterator[Callable[[], Made]]) -> Iterator[Made]:
        for make in makers:
            try:
                yield make()
            except InputError as error:
                self._problems += error.problems
                if len(self._problems) >= PROBLEMS:
                    self._stop_if_hopeless()

    def _packs(self, root: Traversable, shown_as: str) -> Iterator[Callable[[], PackSource]]:
        for folder in pack_folders(root):
            yield partial(_pack_source, folder, f"{shown_as}/{folder.name}", self._files_read)

    def _condition(self, node: Node | None, subject: str) -> t.Condition | None:
        if node is None:
            return None
        condition = check(read_condition(node), self._names.environment, subject)
        self._names.extents.add(condition)
        return condition

    # Rules

    def _rule(self, entry: Entry[s.RuleSpec]) -> Rule:
        spec, problems = entry.spec, list(self._faults_of_form(entry))
        subject = self._subject(spec.subject)
        found: dict[str, t.Condition | None] = {}
        for key in ("when", "require"):
            try:
                found[key] = self._condition(entry.node.get(key), subject)
            except InputError as error:
                problems += error.problems
        try:
            stage = named_stage(spec.stage, entry.at("stage"), self._vocabulary)
            unless = self._unless(entry)
            cite = entry.pack.citation(spec.cite, entry.at("cite"))
        except InputError as error:
            raise InputError([*problems, *error.problems]) from None
        if problems:
            raise InputError(problems)
        return Rule(
            spec.id,
            entry.pack.spec.id,
            spec.title.text(),
            cite,
            subject,
            spec.force,
            spec.matter,
            found["when"] or _ALWAYS,
            found["require"],
            s.text(spec.grants),
            () if unless is None else (unless,),
            tuple(spec.interprets),
            s.text(spec.basis),
            s.text(spec.advice),
            _period(spec.in_force),
            stage,
            tuple(spec.tone),
            entry.node.at,
        )

    def _faults_of_form(self, entry: Entry[s.RuleSpec]) -> Iterator[Problem]:
        spec = entry.spec
        try:
            check_subject(self._subject(spec.subject), entry.at("subject"), self._vocabulary)
        except InputError as error:
            yield from error.problems
        judged = self._vocabulary.judged_with(self._vocabulary.reviewed)
        if spec.stage is not None and self._subject(spec.subject) not in judged:
            message = Text("只有审查项目的规则可写 stage", "only a rule by which cases are reviewed has a stage")
            yield Problem(entry.at("stage").at, message)
        if not _ID.fullmatch(spec.id):
            message = Text("编号只能用字母、数字、点和连字符", "an id takes letters, digits, dots and hyphens")
            yield Problem(entry.at("id").at, message)
        prefix = entry.pack.spec.prefix
        if not spec.id.startswith(f"{prefix}-"):
            yield Problem(entry.at("id").at, Text(f"编号须以 {prefix}- 开头", f"the id must begin with {prefix}-"))
        if (spec.require is None) == (spec.grants is None):
            yield Problem(entry.node.at, Text("require 与 grants 须恰有一个", "give either require or grants"))
        if spec.grants is not None and spec.force not in (Force.PRIORITY, Force.GUIDANCE):
            message = Text("只有优先、引导类条款可用 grants", "only priority and guidance can grant")
            yield Problem(entry.at("force").at, message)
        if spec.tone and spec.force is not Force.TARGET:
            yield Problem(entry.at("tone").at, Text("只有目标类条款可写 tone", "only a target has a tone"))
        if spec.force is Force.PRIORITY and spec.grants is None:
            yield Problem(entry.at("force").at, Text("优先类条款须写 grants", "a priority says what it grants"))
        for name in spec.interprets:
            if name not in self._names.interpretations:
                meant = nearest(name, self._names.interpretations)
                hint = (f",是否指 {meant}?", f"; did you mean {meant}?") if meant else ("", "")
                message = Text(f"没有解释“{name}”{hint[0]}", f"no interpretation {name!r}{hint[1]}")
                yield Problem(entry.at("interprets").at, message)

    def _unless(self, entry: Entry[s.RuleSpec]) -> Exemption | None:
        spec = entry.spec.unless
        if spec is None:
            return None
        node = cast(MappingNode, entry.at("unless"))
        condition = self._condition(node.get("condition"), self._subject(entry.spec.subject))
        cite = entry.pack.citation(spec.cite, node.get("cite") or node)
        return Exemption(cast(t.Condition, condition), cite, spec.reason.text())

    # Allocations

    def _allocation(self, entry: Entry[s.AllocationSpec]) -> Allocation:
        spec, reviewed = entry.spec, self._vocabulary.reviewed
        nodes = cast(Sequence, entry.at("priorities")).items
        priorities = [
            Priority(
                one.label.text(),
                cast(t.Condition, self._condition(cast(MappingNode, node).get("when"), reviewed)),
                entry.pack.citation(one.cite, _cite_node(node)),
            )
            for one, node in zip(spec.priorities, nodes, strict=True)
        ]
        resources = [
            Resource(
                self._number(self._single(node), one.capacity, node),
                self._number(reviewed, one.demand, node),
                None if one.offset is None else self._number(reviewed, one.offset, node),
            )
            for one, node in zip(spec.resources, cast(Sequence, entry.at("resources")).items, strict=True)
        ]
        return Allocation(
            spec.id,
            entry.pack.spec.id,
            spec.label.text(),
            entry.pack.citation(spec.cite, entry.at("cite")),
            cast(t.Condition, self._condition(entry.at("when"), reviewed)),
            tuple(priorities),
            tuple(resources),
            spec.others == "draw",
            tuple(self._field(reviewed, name, entry.at("order")) for name in spec.order),
            spec.basis.text(),
            entry.node.at,
        )

    def _single(self, node: Node) -> str:
        """The subject whose fields say how much there is to allocate."""
        single = self._vocabulary.single
        if single is None:
            zh, en = "没有标明全局唯一的对象", "no subject is marked as the one of which there is one"
            zh, en = (
                f"{zh};请在 vocabulary.yaml 的 subjects 中写 single: true",
                f"{en}; write single: true on it in the ",
            )
            raise fault(node.at, Text(zh, f"{en}subjects of vocabulary.yaml"))
        return single.id

    def _subject(self, stated: str | None) -> str:
        """The subject stated, or that which reviews are about."""
        return self._vocabulary.reviewed if stated is None else stated

    def _field(self, subject: str, name: str, node: Node) -> Field:
        found = self._vocabulary.find(subject, name)
        if found is None:
            raise fault(node.at, Text(f"“{name}”不是 {subject} 的字段", f"{name!r} is not a field of {subject}"))
        return found

    def _number(self, subject: str, name: str, node: Node) -> Field:
        found = self._field(subject, name, node)
        if found.unit is None:
            raise fault(node.at, Text(f"“{name}”须是数量", f"{name!r} must be a quantity"))
        return found

    # Rankings

    def _ranking(self, entry: Entry[s.RankingSpec], known: Mapping[str, Rule]) -> Ranking:
        spec = entry.spec
        nodes = cast(Sequence, entry.at("weights")).items
        problems: list[Problem] = []
        for place, (one, node) in enumerate(zip(spec.weights, nodes, strict=True)):
            at, rule = node.at, known.get(one.rule)
            if rule is None:
                meant = nearest(one.rule, known)
                hint = (f",是否指 {meant}?", f"; did you mean {meant}?") if meant else ("", "")
                problems.append(Problem(at, Text(f"没有规则“{one.rule}”{hint[0]}", f"no rule {one.rule!r}{hint[1]}")))
            elif rule.grants is None or rule.subject != self._vocabulary.reviewed:
                message = Text("须是给予项目支持的规则(grants)", "it must be a rule that grants a project something")
                problems.append(Problem(at, message))
            elif one.rule in [other.rule for other in spec.weights[:place]]:
                problems.append(Problem(at, Text(f"规则“{one.rule}”重复", f"the rule {one.rule!r} stands twice")))
        if problems:
            raise InputError(problems)
        weights = {one.rule: one.weight for one in spec.weights}
        return Ranking(spec.id, entry.pack.spec.id, spec.label.text(), weights, spec.basis.text(), entry.node.at)

    # Checks and packs

    def _checks(self) -> Iterator[Check]:
        node = self._vocabulary.checks
        if isinstance(node, Sequence):
            specs = validate(s.ChecksSpec, _alone("checks", node)).checks
            yield from self._gathered(
                partial(self._check, spec, item) for spec, item in zip(specs, node.items, strict=True)
            )

    def _inferences(self, registered: Sequence_[Inference]) -> Iterator[Inference]:
        """What follows from registers, then what the vocabulary infers."""
        node, stated = self._vocabulary.infer, list[tuple[Node, Inference]]()
        if isinstance(node, Sequence):
            specs = validate(s.InferencesSpec, _alone("infer", node)).infer
            stated = [
                (item, made)
                for spec, item in zip(specs, node.items, strict=True)
                for made in self._gathered(iter((partial(self._inference, spec, item),)))
            ]
        later = [inference for _, inference in stated]
        for place, inference in enumerate(registered):
            self._check_order(inference, [*registered[place:], *later], inference.when.at)
            yield inference
        for place, (item, inference) in enumerate(stated):
            self._check_order(inference, later[place:], item.at)
            yield inference

    def _inference(self, spec: s.InferenceSpec, node: Node) -> Inference:
        field = inferable(spec.field, self._vocabulary, node.at)
        value = inferred_value(field, spec.value, node.at)
        when = self._condition(cast(MappingNode, node).get("when"), field.subject)
        return Inference(field, value, cast(t.Condition, when), spec.why.text())

    def _check_order(self, inference: Inference, others: Sequence_[Inference], at: Place) -> None:
        """What an inference rests on is given, or was inferred before."""
        not_yet = {other.field for other in others}
        for reference in fields_named(inference.when, self._names.definitions):
            if reference.field in not_yet:
                zh = f"“{inference.field.id}”的推定用到“{reference.field.id}”,而后者在此之后才推定;请调整次序"
                en = f"{inference.field.id} is inferred from {reference.field.id}, which is inferred later: order them"
                self._problems.append(Problem(at, Text(zh, en)))

    def _check(self, spec: s.CheckSpec, node: Node) -> Check:
        subject = self._subject(spec.subject)
        holds = self._condition(cast(MappingNode, node).get("holds"), subject)
        unknown = [id_ for id_ in spec.doubts if self._vocabulary.find(subject, id_) is None]
        if unknown:
            raise InputError(Problem(node.at, Text(f"“{id_}”不是字段", f"{id_!r} is not a field")) for id_ in unknown)
        return Check(spec.id, subject, cast(t.Condition, holds), tuple(spec.doubts), spec.message.text())

    def _reached(self) -> Iterator[Callable[[], tuple[Stage, t.Condition]]]:
        for stage in self._vocabulary.stages.every:
            if (node := self._vocabulary.reached.get(stage.id)) is not None:
                yield partial(self._reaching, stage, node)

    def _reaching(self, stage: Stage, node: Node) -> tuple[Stage, t.Condition]:
        return stage, cast(t.Condition, self._condition(node, self._vocabulary.reviewed))

    def _pack(self, pack: PackSource) -> Pack:
        spec = pack.spec
        node = cast(MappingNode, pack.files.node)
        yields = node.get("yields")
        cite = None if spec.yields is None or yields is None else pack.citation(spec.yields.cite, _cite_node(yields))
        return Pack(
            spec.id,
            spec.prefix,
            spec.version,
            spec.document,
            spec.title.text(),
            spec.issuer.text(),
            spec.authority,
            _period(spec.in_force),
            spec.in_force.reported,
            spec.plan_year,
            tuple(spec.yields.to) if spec.yields else (),
            cite,
            self._condition(node.get("applies"), self._vocabulary.reviewed),
            "" if pack.text is None else pack.text.text,
            tuple(pack.passages()),
            tuple(pack.open_questions()),
            pack.files.sha256,
        )


def _pack_source(folder: Traversable, shown_as: str, files_read: FilesRead) -> PackSource:
    return PackSource(read_pack(folder, shown_as, files_read))


def _in_text_order(pack: PackSource) -> list[Entry[s.RuleSpec]]:
    """The pack's rules in the order in which the document states them."""
    text = "" if pack.text is None else pack.text.text
    return sorted(pack.rules(), key=lambda entry: text.find(entry.spec.cite.quote))


def _alone(key: str, node: Node) -> MappingNode:
    """A mapping with nothing but that."""
    return MappingNode(((Scalar(key, False, node.at), node),), node.at)


def _cite_node(node: Node) -> Node:
    return cast(MappingNode, node).get("cite") or node


def _period(spec: s.PeriodSpec) -> Period:
    return Period(spec.start, spec.end)
