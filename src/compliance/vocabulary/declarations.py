"""What a vocabulary declares before its fields: the subjects, the stages, what lists codes, and what lists names."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from compliance.errors import InputError, Place, Problem, nearest, shown
from compliance.nodes.tree import Mapping, Node, Scalar, Sequence
from compliance.nodes.validate import place_of, validate
from compliance.text import Text
from compliance.vocabulary.classification import read_classification
from compliance.vocabulary.fields import Classification, Subject
from compliance.vocabulary.folding import fold
from compliance.vocabulary.register import Register
from compliance.vocabulary.register_file import read_register_file
from compliance.vocabulary.specs import ClassificationSpec, RegisterSpec, StageSpec, SubjectSpec
from compliance.vocabulary.stages import Stage, Stages

Read = TypeVar("Read", bound=BaseModel)

# The content of the file of that name that lies beside the vocabulary, or None.
Beside = Callable[[str], bytes | None]


class RegisterFile(NamedTuple):
    """The file of a register, an office's own where it has one, and how messages name it."""

    content: bytes
    shown_as: str


Registered = Callable[[str], RegisterFile | None]


def nothing_beside(_: str) -> None:
    """None: of a vocabulary that stands alone."""


class Declarations:
    """The subjects, classifications, registers and stages of a vocabulary file, in its order.

    `beside` gives the files of classifications, `registered` those of registers.
    `reviewed` is the subject that reviews are about, empty where the file names none; `reached` has the condition of
    each stage that has one, by id.  `problems` holds every fault found; what is at fault may be left out.
    """

    def __init__(
        self,
        subjects: Node | None,
        classifications: Node | None,
        registers: Node | None,
        stages: Node | None,
        file: Place,
        beside: Beside,
        registered: Registered,
    ) -> None:
        self.problems: list[Problem] = []
        self.subjects: dict[str, Subject] = {}
        self.places: dict[str, Place] = {}
        self.reviewed = ""
        if subjects is None:
            zh = "缺少 subjects:须声明各对象,并以 reviewed: true 标明审查的对象"
            en = "'subjects' is missing: declare each subject, and mark the one that reviews are about, reviewed: true"
            self._report(file, zh, en)
        else:
            self._read_subjects(subjects)
        specs = self._specs(classifications, ClassificationSpec)
        self.declared_classifications = [key.text for key, _, _ in specs]
        found = [self._classification(key, spec, beside) for key, spec, _ in specs]
        self.classifications = {one.id: one for one in found if one is not None}
        for key, spec, at in specs:
            self._name_other_editions(key.text, spec.other_editions, at)
        lists_of_names = self._specs(registers, RegisterSpec)
        self.declared_registers = [key.text for key, _, _ in lists_of_names]
        read = [self._register(key, spec, at, registered) for key, spec, at in lists_of_names]
        self.registers = {one.id: one for one in read if one is not None}
        self.reached: dict[str, Node] = {}
        self.stages = self._read_stages(stages)

    def _classification(self, key: Scalar, spec: ClassificationSpec, beside: Beside) -> Classification | None:
        content = beside(spec.file)
        if content is None:
            self._no_file(key, spec.file, Text("分类", "classification"))
            return None
        try:
            return read_classification(key.text, spec.label.text(), spec.lists.text(), key.at, content, spec.file)
        except InputError as error:
            self.problems += error.problems
            return None

    def _no_file(self, key: Scalar, file: str, what: Text) -> None:
        """Report that what a declaration reads is not there."""
        zh = f"{what.zh}“{key.text}”的文件 {file} 不存在;请放在本文件旁,或删去此{what.zh}"
        en = f"the file {file} of the {what.en} {key.text!r} is missing; "
        self._report(key.at, zh, f"{en}put it beside this file, or leave the {what.en} out")

    def _register(self, key: Scalar, spec: RegisterSpec, at: Node, registered: Registered) -> Register | None:
        file = registered(spec.file)
        if file is None:
            self._no_file(key, spec.file, Text("名册", "register"))
            return None
        try:
            entries = read_register_file(file.content, file.shown_as, tuple(spec.statuses), spec.columns, spec.none)
        except InputError as error:
            self.problems += error.problems
            return None
        statuses = {id_: label.text() for id_, label in spec.statuses.items()}
        for place, one in enumerate(spec.expected):
            if one not in statuses:
                zh = f"没有“{shown(one)}”这个 status;已有:{'、'.join(statuses)}"
                en = f"no status is called {shown(one)!r}; there are {', '.join(statuses)}"
                self._report(place_of(at, ("expected", place)), zh, en)
        infer = at.get("infer") if isinstance(at, Mapping) else None
        return Register(
            key.text,
            spec.lists.text(),
            spec.file,
            entries,
            statuses,
            spec.none,
            spec.within,
            spec.followed_by,
            infer,
            spec.expected,
        )

    def _name_other_editions(self, id_: str, named: tuple[str, ...], at: Node) -> None:
        for place, other in enumerate(named):
            if other not in self.declared_classifications:
                said = self.no_classification(other)
                self._report(place_of(at, ("other_editions", place)), said.zh, said.en)
        if id_ in self.classifications:
            others = tuple(self.classifications[other] for other in named if other in self.classifications)
            self.classifications[id_] = replace(self.classifications[id_], other_editions=others)

    def no_classification(self, named: str) -> Text:
        """What is said of the name of a classification that is not declared."""
        meant = nearest(named, self.declared_classifications)
        zh = f"没有“{shown(named)}”这个分类" + (f",是否指 {meant}?" if meant else ";请在 classifications 中声明")
        en = f"no classification is called {shown(named)!r}"
        return Text(zh, en + (f"; did you mean {meant}?" if meant else "; declare it under classifications"))

    def _read_stages(self, node: Node | None) -> Stages:
        every: list[Stage] = []
        marked: dict[str, Stage] = {}
        names: dict[str, str] = {}
        for spec, at in self._stage_specs(node):
            stage = Stage(spec.id, spec.label.text(), len(every))
            for name in {fold(name) for name in (spec.id, spec.label.zh, spec.label.en)}:
                if name in names:
                    zh = f"阶段“{shown(spec.id)}”与“{shown(names[name])}”同名;每个名称只能指一个阶段"
                    en = f"the stage {shown(spec.id)!r} has a name in common with {shown(names[name])!r}; "
                    en += "each name means one stage"
                    self._report(at.at, zh, en)
                names.setdefault(name, spec.id)
            every.append(stage)
            for word, given in (("screened", spec.screened), ("reviewed", spec.reviewed)):
                if given and word in marked:
                    zh = f"{shown(marked[word].id)} 已标 {word}: true;只能标一个阶段"
                    en = f"{shown(marked[word].id)} is marked {word}: true already; mark one stage only"
                    self._report(place_of(at, (word,)), zh, en)
                elif given:
                    marked[word] = stage
            reached = at.get("reached") if isinstance(at, Mapping) else None
            if reached is not None:
                self.reached[spec.id] = reached
        first = every[0] if every else None
        return Stages(tuple(every), marked.get("screened", first), marked.get("reviewed", first))

    def _stage_specs(self, node: Node | None) -> Iterator[tuple[StageSpec, Node]]:
        if node is not None and not isinstance(node, Sequence):
            zh, en = "须为阶段的列表,按先后次序", "must be a list of stages, in their order"
            self._report(node.at, zh, en)
        for item in node.items if isinstance(node, Sequence) else ():
            try:
                yield validate(StageSpec, item), item
            except InputError as error:
                self.problems += error.problems

    def _read_subjects(self, node: Node) -> None:
        specs = self._specs(node, SubjectSpec)
        whole = not self.problems
        sheets: dict[str, str] = {}
        for key, spec, at in specs:
            names = () if spec.sheet is None else (spec.sheet.zh, spec.sheet.en, *spec.sheet.aliases)
            self._check_sheets(key.text, names, sheets, place_of(at, ("sheet",), key=True))
            self.subjects[key.text] = Subject(key.text, spec.label.text(), names, spec.part_of, spec.single)
            self.places[key.text] = key.at
        if whole:
            self._check_only_one(node, specs)
            self._check_parts(specs)

    def _check_sheets(self, subject: str, names: tuple[str, ...], sheets: dict[str, str], at: Place) -> None:
        for name in names:
            other = sheets.get(fold(name))
            sheets.setdefault(fold(name), subject)
            if other is not None:
                zh = f"表名“{shown(name)}”已用于 {shown(other)};每个表名只能指一个对象,且只写一次"
                en = f"the sheet {shown(name)!r} already lists {shown(other)}; name each sheet once, for one subject"
                self._report(at, zh, en)

    def _check_only_one(self, node: Node, specs: list[tuple[Scalar, SubjectSpec, Node]]) -> None:
        reviewed = [(key, at) for key, spec, at in specs if spec.reviewed]
        if not reviewed:
            zh, en = "没有标明审查的对象", "no subject is marked as the one that reviews are about"
            self._report(node.at, f"{zh};请在其中一个写 reviewed: true", f"{en}; write reviewed: true on one of them")
        else:
            self.reviewed = reviewed[0][0].text
        single = [(key, at) for key, spec, at in specs if spec.single]
        for word, marked in (("reviewed", reviewed), ("single", single)):
            for _, at in marked[1:]:
                first = shown(marked[0][0].text)
                zh = f"{first} 已标 {word}: true;只能标一个对象"
                en = f"{first} is marked {word}: true already; mark one subject only"
                self._report(place_of(at, (word,)), zh, en)

    def _check_parts(self, specs: list[tuple[Scalar, SubjectSpec, Node]]) -> None:
        of = {key.text: spec.part_of for key, spec, _ in specs if spec.part_of is not None}
        for key, spec, node in specs:
            whole = spec.part_of
            if whole is None:
                continue
            at = place_of(node, ("part_of",))
            if whole not in self.subjects:
                meant = nearest(whole, self.subjects)
                zh = f"没有“{shown(whole)}”这个对象" + (f",是否指 {meant}?" if meant else ";请在 subjects 中声明")
                en = f"no subject is called {shown(whole)!r}"
                en += f"; did you mean {meant}?" if meant else "; declare it under subjects"
                self._report(at, zh, en)
            elif _returns(key.text, of):
                zh = f"{shown(key.text)} 经 part_of 又成为自己的一部分;请删去其中一个 part_of"
                en = f"{shown(key.text)} is part of itself by way of part_of; leave one part_of out"
                self._report(at, zh, en)
            elif whole in of:
                zh = f"{shown(whole)} 自己是 {shown(of[whole])} 的一部分;只能有一层,请改为 part_of: {shown(of[whole])}"
                en = f"{shown(whole)} is itself part of {shown(of[whole])}; parts have no parts: "
                self._report(at, zh, en + f"write part_of: {shown(of[whole])}")

    def _specs(self, node: Node | None, model: type[Read]) -> list[tuple[Scalar, Read, Node]]:
        found: list[tuple[Scalar, Read, Node]] = []
        if node is not None and not isinstance(node, Mapping):
            self._report(node.at, "须为“键: 值”的映射", "must be a mapping of keys and values")
        for key, value in node.entries if isinstance(node, Mapping) else ():
            try:
                found.append((key, validate(model, value), value))
            except InputError as error:
                self.problems += error.problems
        return found

    def _report(self, at: Place, zh: str, en: str) -> None:
        self.problems.append(Problem(at, Text(zh, en)))


def _returns(start: str, of: dict[str, str]) -> bool:
    """Whether following `of` from a subject leads back to it."""
    seen: set[str] = set()
    at = of.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = of.get(at)
    return False
