"""Facts that an office sets for all cases of a run: in its profile, by --set, as constants of a mapping."""

from collections.abc import Iterable, Sequence

from compliance.case import Datum, Doubt, How
from compliance.errors import InputError, Place, Problem, shown
from compliance.intake.keys import Keys, read_at
from compliance.nodes import tree
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

Settings = dict[str, Datum]

_ON_THE_COMMAND = Place("--set")
_BY_SET = Text("命令行 --set", "--set")


def settings_of(node: tree.Mapping, vocabulary: Vocabulary, source: Text) -> Settings:
    """The values that a mapping of fields sets, by field id; `source` says what kind of setting they are.

    Raises: InputError with every key that names no field and every value that cannot be used, at its place.
    """
    found: Settings = {}
    problems: list[Problem] = []
    for key, value in node.entries:
        written = value.text if isinstance(value, tree.Scalar) and not value.is_null else ""
        try:
            id_, datum = _setting(key.text, written, value.at, vocabulary, source)
        except InputError as error:
            problems += error.problems
            continue
        if id_ in found:
            problems.append(Problem(key.at, Text("此字段已设定过", "this field is set above already")))
        found[id_] = datum
    if problems:
        raise InputError(problems)
    return found


def settings_given(given: Iterable[str], vocabulary: Vocabulary) -> Settings:
    """The values of `FIELD=VALUE` as --set has them, by field id.

    Raises: InputError with each that has no =, names no field, holds no usable value, or contradicts another.
    """
    found: Settings = {}
    problems: list[Problem] = []
    for one in given:
        name, equals, written = one.replace("\uff1d", "=", 1).partition("=")
        if not equals:
            zh, en = f"“{shown(one)}”须写成 字段=值,如 in_zone=是", f"{shown(one)!r} must be FIELD=VALUE"
            problems.append(Problem(_ON_THE_COMMAND, Text(zh, en)))
            continue
        try:
            id_, datum = _setting(name.strip(), written.strip(), _ON_THE_COMMAND, vocabulary, _BY_SET)
        except InputError as error:
            problems += error.problems
            continue
        if id_ in found and found[id_].value != datum.value:
            zh = f"“{shown(name.strip())}”设定了两次,值不同"
            problems.append(Problem(_ON_THE_COMMAND, Text(zh, f"{shown(name.strip())!r} is set twice, and not alike")))
        found[id_] = datum
    if problems:
        raise InputError(problems)
    return found


def joined(levels: Sequence[Settings]) -> tuple[Settings, tuple[Problem, ...]]:
    """What holds of several levels of settings, the first that sets a field before others; and where they differ."""
    found: Settings = {}
    told: list[Problem] = []
    for level in levels:
        for id_, datum in level.items():
            first = found.setdefault(id_, datum)
            if first.value != datum.value:
                told.append(Problem(datum.at, _gives_way(datum, first)))
    return found, tuple(told)


def _gives_way(datum: Datum, first: Datum) -> Text:
    one, other, at = shown(datum.written), shown(first.written), first.at
    zh = f"此处设定的“{one}”与 {at} 设定的“{other}”不同,以后者为准"
    return Text(zh, f"{one!r}, which is set here, differs from {other!r} at {at}, which counts")


def _setting(name: str, written: str, at: Place, vocabulary: Vocabulary, source: Text) -> tuple[str, Datum]:
    key = Keys(vocabulary).of(vocabulary.reviewed, name)
    if key.cells is None:
        said = shown(name)
        zh, en = f"没有“{said}”这个字段", f"{said!r} is not a field"
        if key.closest is not None:
            zh, en = zh + f",是否指 {key.closest.id}({key.closest.label.zh})?", en + f"; did you mean {key.closest.id}?"
        raise InputError([Problem(at, Text(zh, en))])
    read = read_at(key.cells, written, at)
    if isinstance(read, Datum):
        return key.cells.id, read._replace(how=How.SET, why=source)
    label = key.cells.field.label
    if isinstance(read, Doubt):
        raise InputError([Problem(at, read.reason)])
    raise InputError([Problem(at, Text(f"“{label.zh}”没有设定值", f"{label.en!r} is set to nothing"))])
