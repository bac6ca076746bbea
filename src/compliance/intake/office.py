"""What an office says once for all its work: its profile, what it sets for a run, and what persons have found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from compliance.errors import InputError, Place, Problem, nearest, shown
from compliance.facts import Facts
from compliance.intake.person_findings import by_case, read_findings
from compliance.intake.settings import Settings, joined, settings_given, settings_of
from compliance.nodes import tree
from compliance.nodes.files import read_file
from compliance.source import Readable, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

_KEYS = ("name", "facts", "tables", "stage", "document_number", "signatories", "addressee", "offices")
_BY_PROFILE = Text("办公室设定", "the office's profile")


@dataclass(frozen=True, slots=True)
class Profile:
    """An office: its name, what holds for all its cases (`facts`, raw), its own tables, the stage it judges at.

    `document_number` is how its documents are numbered; `signatories` are who signs them, in their order; `addressee`
    is to whom its memos go, `offices` what the offices that find something are called here, by the ids of the
    vocabulary.  `file` is where it was read.
    """

    name: str = ""
    facts: tree.Mapping | None = None
    tables: Path | None = None
    stage: str | None = None
    document_number: str = ""
    signatories: tuple[str, ...] = ()
    file: Path | None = None
    addressee: str = ""
    offices: Mapping[str, str] = field(default_factory=dict)


NO_PROFILE = Profile()


def read_profile(given: Readable) -> Profile:
    """The profile in a YAML or JSON file; `tables` is a folder beside it.

    Raises: InputError with every fault of the file, at its line.
    """
    source = source_of(given)
    documents = read_file(source)
    if len(documents) != 1 or not isinstance(documents[0], tree.Mapping):
        at = documents[0].at if documents else Place(source.name)
        zh, en = "办公室设定须为一个“键: 值”的映射", "a profile must be one mapping of keys and values"
        raise InputError([Problem(at, Text(zh, en))])
    node = documents[0]
    problems = [Problem(key.at, _no_key(key.text)) for key, _ in node.entries if key.text not in _KEYS]
    facts = node.get("facts")
    if facts is not None and not isinstance(facts, tree.Mapping):
        problems.append(Problem(facts.at, Text("facts 须为“字段: 值”的映射", "'facts' must map fields to values")))
    words = {key: _word(node.get(key), problems) for key in ("name", "tables", "stage", "document_number", "addressee")}
    signatories = _words(node.get("signatories"), problems)
    tables = _beside(source.path, words["tables"]) if words["tables"] else None
    if tables is not None and not tables.is_dir():
        said, stated = shown(words["tables"]), node.get("tables") or node
        problems.append(Problem(stated.at, Text(f"没有文件夹“{said}”", f"there is no folder {said!r}")))
    if problems:
        raise InputError(problems)
    return Profile(
        words["name"],
        facts if isinstance(facts, tree.Mapping) else None,
        tables,
        words["stage"] or None,
        words["document_number"],
        signatories,
        source.path,
        words["addressee"],
        _named(node.get("offices"), problems),
    )


def _beside(profile: Path | None, named: str) -> Path:
    return Path(named) if profile is None else profile.parent / named


def _word(node: tree.Node | None, problems: list[Problem]) -> str:
    if node is None or (isinstance(node, tree.Scalar) and node.is_null):
        return ""
    if isinstance(node, tree.Scalar):
        return node.text.strip()
    problems.append(Problem(node.at, Text("须为一个值", "must be one value")))
    return ""


def _words(node: tree.Node | None, problems: list[Problem]) -> tuple[str, ...]:
    items = node.items if isinstance(node, tree.Sequence) else () if node is None else (node,)
    return tuple(word for item in items if (word := _word(item, problems)))


def _named(node: tree.Node | None, problems: list[Problem]) -> dict[str, str]:
    """Words by their keys; nothing where there is no mapping."""
    if node is not None and not isinstance(node, tree.Mapping):
        problems.append(Problem(node.at, Text("offices 须为“部门: 名称”的映射", "'offices' must map offices to names")))
    entries = node.entries if isinstance(node, tree.Mapping) else ()
    return {key.text: word for key, value in entries if (word := _word(value, problems))}


def _no_key(name: str) -> Text:
    said, known = shown(name), "、".join(_KEYS)
    meant = nearest(name, _KEYS)
    zh, en = f"没有“{said}”这一项", f"a profile has no {said!r}"
    if meant:
        return Text(f"{zh},是否指 {meant}?", f"{en}; did you mean {meant}?")
    return Text(f"{zh};可写:{known}", f"{en}; it has {', '.join(_KEYS)}")


class OfficeFacts(NamedTuple):
    """The facts of a run, and where what an office says at one place gives way to what it says at another."""

    facts: Facts
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """What an office says of a run: its profile, `FIELD=VALUE` for fields that it sets, a file of findings."""

    profile: Profile = field(default_factory=Profile)
    given: tuple[str, ...] = ()
    findings: Path | None = None

    @property
    def files(self) -> tuple[Path | None, ...]:
        """The files that it is read from; None for one that is not there."""
        return self.profile.file, self.findings

    def facts(self, vocabulary: Vocabulary, constants: Settings | None = None) -> OfficeFacts:
        """The facts, the constants of a mapping before what is given, and that before the profile.

        Raises: InputError with every fault of the settings or the findings.
        """
        settings, notes = joined(
            [
                constants or {},
                settings_given(self.given, vocabulary),
                {} if self.profile.facts is None else settings_of(self.profile.facts, vocabulary, _BY_PROFILE),
            ]
        )
        found = {} if self.findings is None else by_case(read_findings(self.findings, vocabulary))
        return OfficeFacts(Facts(settings, found), notes)
