"""A mapping file: the field, and the unit, of each column as a person decided it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.settings import Settings, settings_of
from compliance.nodes.files import read_file
from compliance.nodes.tree import Mapping, Node, Scalar
from compliance.quantity.units import QuantityError, Unit, unit
from compliance.source import Readable, source_of
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary
from compliance.vocabulary.folding import fold

IGNORE = "ignore"
_IGNORED = frozenset({IGNORE, "忽略"})
_KEYS = ("field", "unit", "attested")
CONSTANTS = ("constants", "常量")


@dataclass(frozen=True, slots=True)
class GivenColumn:
    """What a mapping file says of one column; no field means that it is to be ignored.

    `attested` says that it holds what persons have found, and no claims of those whom the ledger lists.
    """

    key: str
    field: Field | None
    unit: Unit | None
    at: Place
    attested: bool = False


@dataclass(frozen=True, slots=True)
class GivenMapping:
    """The columns that a mapping file names, in its order, and what it sets for every row, by field id."""

    columns: tuple[GivenColumn, ...]
    constants: Settings = field(default_factory=dict)

    def column(self, key: str) -> GivenColumn | None:
        """What is said of the column so called, or None."""
        wanted = fold(key)
        return next((column for column in self.columns if fold(column.key) == wanted), None)


def read_mapping(given: Readable, vocabulary: Vocabulary) -> GivenMapping:
    """The mapping in a YAML or JSON file: `heading: field`, `heading: {field, unit, attested}` or `heading: ignore`.

    Under `constants` it may state fields that are the same for every row.
    Raises: InputError with every problem of the file, at its line.
    """
    source = source_of(given)
    documents = read_file(source)
    if len(documents) != 1 or not isinstance(documents[0], Mapping):
        at = documents[0].at if documents else Place(source.name)
        zh, en = "映射文件须为“列名: 字段”的映射", "a mapping file must be a mapping of headings and fields"
        raise InputError([Problem(at, Text(zh, en))])
    problems: list[Problem] = []
    constants: Settings = {}
    columns = tuple(_columns(documents[0], vocabulary, problems, constants))
    if problems:
        raise InputError(problems)
    return GivenMapping(columns, constants)


def _columns(
    root: Mapping, vocabulary: Vocabulary, problems: list[Problem], constants: Settings
) -> Iterator[GivenColumn]:
    """The columns; `problems` and `constants` take what else there is."""
    seen: dict[str, Scalar] = {}
    for key, node in root.entries:
        first = seen.setdefault(fold(key.text), key)
        if first is not key:
            zh = f"列“{shown(key.text)}”已在第 {first.at.line} 行写过,请只留一处"
            problems.append(Problem(key.at, Text(zh, f"{shown(key.text)!r} stands on line {first.at.line} already")))
            continue
        try:
            if key.text in CONSTANTS and isinstance(node, Mapping) and node.get("field") is None:
                constants.update(settings_of(node, vocabulary, _CONSTANT))
            else:
                yield _column(key, node, vocabulary)
        except InputError as error:
            problems += error.problems


def _column(key: Scalar, node: Node, vocabulary: Vocabulary) -> GivenColumn:
    if isinstance(node, Scalar):
        if fold(node.text) in _IGNORED:
            return GivenColumn(key.text, None, None, key.at)
        return GivenColumn(key.text, _field(node, vocabulary), None, key.at)
    if not isinstance(node, Mapping):
        zh = "须为字段编号、ignore,或 {field: 字段, unit: 单位}"
        raise _problem(node.at, zh, "must be a field, ignore, or {field: …, unit: …}")
    for name, _ in node.entries:
        if name.text not in _KEYS:
            zh = f"没有“{shown(name.text)}”这个键;可用的键:field、unit"
            raise _problem(name.at, zh, f"unknown key {shown(name.text)!r}; known keys: field, unit")
    stated, measured, attested = node.get("field"), node.get("unit"), _flag(node.get("attested"))
    if not isinstance(stated, Scalar) or stated.is_null:
        raise _problem(node.at, "缺少 field", "'field' is missing")
    meant = _field(stated, vocabulary)
    unit_ = None if measured is None else _unit(measured, meant)
    return GivenColumn(key.text, meant, unit_, key.at, attested)


def _flag(node: Node | None) -> bool:
    if node is None or (isinstance(node, Scalar) and node.text in ("true", "false")):
        return node is not None and node.text == "true"
    raise _problem(node.at, "attested 须为 true 或 false", "'attested' must be true or false")


_CONSTANT = Text("列对应文件的常量", "a constant of the mapping file")


def _field(node: Scalar, vocabulary: Vocabulary) -> Field:
    found = vocabulary.find(vocabulary.reviewed, node.text)
    if found is not None:
        return found
    zh, en = f"没有“{shown(node.text)}”这个字段", f"{shown(node.text)!r} is not a field"
    if meant := vocabulary.suggest(vocabulary.reviewed, node.text):
        zh += f";是否为 {meant.id}({meant.label.zh})?"
        en += f"; did you mean {meant.id} ({meant.label.en})?"
    else:
        zh, en = zh + f";不用此列请写 {IGNORE}", en + f"; write {IGNORE} for a column that is not to be read"
    raise _problem(node.at, zh, en)


def _unit(node: Node, field: Field) -> Unit:
    if not isinstance(node, Scalar) or node.is_null:
        raise _problem(node.at, "unit 须为一个单位,如 亿元", "'unit' must be one unit, such as 亿元")
    if field.unit is None:
        zh, en = f"“{field.label.zh}”不是数值,没有单位", f"{field.label.en!r} is no number and has no unit"
        raise _problem(node.at, zh, en)
    try:
        stated = unit(node.text)
    except QuantityError as error:
        raise _problem(node.at, error.text.zh, error.text.en) from None
    if stated.dimension != field.unit.dimension:
        own, said = field.unit.symbol, shown(node.text)
        zh = f"“{field.label.zh}”的单位不能是“{said}”;应为 {own} 或可与其换算的单位"
        en = f"{field.label.en!r} cannot be in {said!r}; use {own} or a unit of the same dimension"
        raise _problem(node.at, zh, en)
    return stated


def _problem(at: Place, zh: str, en: str) -> InputError:
    return InputError([Problem(at, Text(zh, en))])
