"""The columns of a ledger of leads, each with the field it means, or why it is not read."""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from compliance.errors import InputError, Problem, column_letters, nearest, shown
from compliance.intake.columns.mapping import ColumnMapping, ColumnMatch, How, MatchDoubt
from compliance.intake.columns.mapping_file import GivenColumn, GivenMapping
from compliance.intake.currency import foreign
from compliance.quantity.units import DIMENSIONLESS, QuantityError, Unit, unit
from compliance.text import Text, printable
from compliance.vocabulary.fields import Field, Kind, Vocabulary, fold

LONGEST = 200  # of a heading, in characters
_CLOSE = 0.66
_CANDIDATES = 3

_NUMBERING = re.compile(r"[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[)]|[、.](?!\d))")
_MARKS = "*※★:、. "
_BRACKET = re.compile(r"(.+?)[(\[【〔]([^()\[\]【】〔〕]{1,40})[)\]】〕]")
_TAIL = re.compile(r"(.+?)[:/_,、|\s-]+(\S{1,12})")
_UNIT_WORDS = re.compile(r"^(?:计量)?单位[::]?")
_IDLE = frozenset({"必填", "选填", "可选", "必填项", "required", "optional"})
_TRUTHS = frozenset({"是/否", "是否", "有/无", "√/×", "y/n", "yes/no", "true/false"})
_DAYS = re.compile(r"(?:年|月|日|[ymd]|[-/.、])+", re.IGNORECASE)
_SEPARATORS = re.compile(r"[/、,;|或]")
# Words of an upper heading that say nothing about what stands below it.
_NEUTRAL = ("情况", "信息", "概况", "资料", "要素", "指标", "数据", "内容")
_QUALIFIED = ("计划", "申请", "确认", "约定", "拟", "预计", "上年", "去年", "累计", "其中", "备案", "核准", "期")


@dataclass(frozen=True, slots=True)
class Found:
    """What a heading seems to mean before the other columns are looked at."""

    field: Field | None = None
    unit: Unit | None = None
    how: How = How.none
    doubt: MatchDoubt | None = None


def match_columns(
    headings: Sequence[str],
    vocabulary: Vocabulary,
    given: GivenMapping | None = None,
    *,
    groups: Sequence[str] = (),
    units: Sequence[Unit] = (),
) -> ColumnMapping:
    """Which field each heading means: by what is given, else by id, label or alias; what is doubtful is not used.

    A blank heading is no column.  `groups` are the upper headings of two rows, one for each column; `units` are those
    stated once for the whole table (单位:亿元).  A column that is given without a unit is in that of its heading.
    Raises: InputError if the given mapping puts two of the columns under one field, or leaves a unit open.
    """
    texts = [tidy(heading) for heading in headings]
    tops = [tidy(group) for group in groups] or [""] * len(texts)
    keys = _keys([f"{top}/{text}" if top and top != text else text for text, top in zip(texts, tops, strict=True)])
    columns: list[ColumnMatch] = []
    for index, (text, top) in enumerate(zip(texts, tops, strict=True)):
        if not text:
            continue
        stated = given.column(keys[index]) if given else None
        if stated is not None:
            unit_ = stated.unit or _unit_stated(stated.field, text)
            columns.append(ColumnMatch(text, index, keys[index], stated.field, unit_, How.given))
        else:
            found = _under_table_unit(_grouped(vocabulary, text, top), units)
            columns.append(ColumnMatch(text, index, keys[index], found.field, found.unit, found.how, found.doubt))
    notes = _checked(columns, given, units) if given else ()
    return ColumnMapping(tuple(_settled(columns)), notes)


def tidy(heading: object) -> str:
    """A heading on one line, shortened; what a line break divides is joined."""
    return printable(re.sub(r"\s*[\r\n]+\s*", "", str(heading or "")[:LONGEST]))


def names_a_field(vocabulary: Vocabulary, heading: object) -> bool:
    """Whether a heading seems to mean a field, certainly or not, by one of its names."""
    text = tidy(heading)
    found = find(vocabulary, text) if text else Found()
    return found.field is not None or (found.doubt is not None and found.how is not How.close)


def find(vocabulary: Vocabulary, text: str) -> Found:
    """What one heading means by itself."""
    plain = unicodedata.normalize("NFKC", text).strip(_MARKS)
    for name in dict.fromkeys((plain, _NUMBERING.sub("", plain, count=1).strip(_MARKS))):
        found = _exactly(vocabulary, name)
        if found is not None:
            return found
    return _closely(vocabulary, plain)


def _keys(names: Sequence[str]) -> list[str]:
    """What each column is called in a mapping file: its heading, with the column's letters where it is not alone."""
    folded = [fold(name) for name in names]
    return [
        f"{name}@{column_letters(index + 1)}" if folded.count(folded[index]) > 1 else name
        for index, name in enumerate(names)
    ]


def _named(vocabulary: Vocabulary, name: str) -> tuple[Field, How] | None:
    field = vocabulary.find(vocabulary.reviewed, name)
    if field is None:
        return None
    own = (field.id, field.label.zh, field.label.en)
    return field, How.label if fold(name) in map(fold, own) else How.alias


def _exactly(vocabulary: Vocabulary, text: str) -> Found | None:
    if (known := _named(vocabulary, text)) is not None:
        return Found(known[0], None, known[1])
    if (trap := _trap(vocabulary, text)) is not None:
        return trap
    for pattern in (_BRACKET, _TAIL):
        if (match := pattern.fullmatch(text)) is None:
            continue
        name, said = match[1].strip(_MARKS), _UNIT_WORDS.sub("", match[2].strip())
        if (trap := _trap(vocabulary, name, _units_in(said))) is not None:
            return trap
        if (known := _named(vocabulary, name)) is not None:
            return _with_remark(known[0], known[1], said)
    return None


def _units_in(said: str) -> tuple[Unit, ...]:
    """The unit that words are, if they are one."""
    try:
        return (unit(said),) if said else ()
    except QuantityError:
        return ()


def _said_beside(text: str) -> str:
    """What a heading has in brackets, or behind a sign."""
    plain = unicodedata.normalize("NFKC", text).strip(_MARKS)
    match = _BRACKET.fullmatch(plain) or _TAIL.fullmatch(plain)
    return _UNIT_WORDS.sub("", match[2].strip()) if match else ""


def _unit_stated(field: Field | None, text: str) -> Unit | None:
    """The unit that a heading states, where it suits the field."""
    said = _said_beside(text)
    stated = _units_in(said)
    if field is None or field.unit is None or not stated or _contradiction(field, stated[0], said):
        return None
    return field.unit if stated[0] == field.unit else stated[0]


def _trap(vocabulary: Vocabulary, name: str, units: tuple[Unit, ...] = ()) -> Found | None:
    field = vocabulary.lookalike(vocabulary.reviewed, name)
    return None if field is None else Found(how=How.none, doubt=MatchDoubt(field[1], (field[0],), units))


def _with_remark(field: Field, how: How, said: str) -> Found:
    """A field whose heading has something more in brackets or behind a sign: a unit, or words that may matter."""
    if said.lower() in _IDLE or _harmless(field, said):
        return Found(field, None, how)
    if currency := foreign(said):
        zh = f"列名单位含外币“{currency}”;外币不折算,请另列人民币金额;若单元格实为人民币,请在映射中写明单位"
        en = f"the heading states a foreign currency, {currency!r}, which is never converted; add a column in yuan, "
        en += "or state the unit in the mapping if the cells are in yuan"
        return Found(how=how, doubt=MatchDoubt(Text(zh, en), (field,)))
    try:
        stated = unit(said)
    except QuantityError:
        zh = f"列名中的“{shown(said)}”不是单位,是否仍指“{field.label.zh}”不能确定"
        en = f"{shown(said)!r} in the heading is no unit; whether it still means {field.label.en!r} is not certain"
        return Found(how=how, doubt=MatchDoubt(Text(zh, en), (field,)))
    if reason := _contradiction(field, stated, said):
        return Found(how=how, doubt=MatchDoubt(reason, (field,)))
    return Found(field, field.unit if stated == field.unit else stated, how)


def _harmless(field: Field, said: str) -> bool:
    match field.kind:
        case Kind.bool:
            return said.lower() in _TRUTHS
        case Kind.date:
            return _DAYS.fullmatch(said) is not None
        case Kind.enum | Kind.set:
            return any(field.value(word) is not None for word in _SEPARATORS.split(said))
        case _:
            return False


def _contradiction(field: Field, stated: Unit, said: str) -> Text | None:
    """Why the unit of a heading does not suit the field, or None."""
    label, symbol = field.label, shown(said)
    if field.unit is None:
        zh, en = f"“{label.zh}”不是数值,列名却写了单位“{symbol}”", f"{label.en!r} is no number, yet a unit is stated"
        return Text(zh, f"{en}: {symbol!r}")
    own = field.unit.symbol
    percent = field.unit.dimension == DIMENSIONLESS and (own == "%") != (stated.symbol == "%")
    if stated.dimension == field.unit.dimension and not percent:
        return None
    zh = f"列名单位“{symbol}”与“{label.zh}”({own or '无单位'})不符"
    en = f"the unit {symbol!r} of the heading does not suit {label.en!r} ({own or 'no unit'})"
    return Text(f"{zh};请核对此列实际所填的单位", f"{en}; find out in what unit the cells are")


def _closely(vocabulary: Vocabulary, text: str) -> Found:
    """The fields that a heading may mean by its spelling."""
    match = _BRACKET.fullmatch(text)
    wanted = fold((match[1] if match else text)[:40])
    names = {fold(name): field for field in vocabulary.fields(vocabulary.reviewed) for name in field.names}
    close = difflib.get_close_matches(wanted, names, n=_CANDIDATES, cutoff=_CLOSE)
    if len(wanted) >= 2 and not wanted.isascii():
        close += [name for name in names if name.endswith(wanted)]
    fields = tuple(dict.fromkeys(names[name].id for name in close))[:_CANDIDATES]
    if not fields:
        return Found()
    candidates = tuple(vocabulary.field(vocabulary.reviewed, id_) for id_ in fields)
    zh, en = "、".join(field.label.zh for field in candidates), ", ".join(field.label.en for field in candidates)
    reason = Text(f"只与已知名称相近:是否指 {zh}?", f"only close to a known name; does it mean {en}?")
    return Found(how=How.close, doubt=MatchDoubt(reason, candidates, _units_in(_said_beside(text))))


def _grouped(vocabulary: Vocabulary, text: str, top: str) -> Found:
    """What a heading means below an upper one: both together if they name a field, else the lower one alone."""
    if not top or top == text:
        return find(vocabulary, text)
    bare = next((top.removesuffix(word) for word in _NEUTRAL if top.endswith(word)), top)
    for joined in (top + text, bare + text, text + top):
        together = _exactly(vocabulary, unicodedata.normalize("NFKC", joined))
        if together is not None:
            return together
    alone = find(vocabulary, text)
    neutral = any(word in top for word in _NEUTRAL) and not any(word in top for word in _QUALIFIED)
    if alone.field is None or neutral or _named(vocabulary, top):
        return alone
    zh = f"列名在“{shown(top)}”之下,是否仍指“{alone.field.label.zh}”不能确定"
    en = f"it stands below {shown(top)!r}; whether it still means {alone.field.label.en!r} is not certain"
    stated = (alone.unit,) if alone.unit is not None else ()
    return Found(how=alone.how, doubt=MatchDoubt(Text(zh, en), (alone.field,), stated))


def _under_table_unit(found: Found, units: Sequence[Unit]) -> Found:
    """What is found, in doubt where the table states another unit than the bare numbers would have."""
    field = found.field
    if field is None or field.unit is None or found.unit is not None:
        return found
    stated = [one for one in units if one.dimension == field.unit.dimension]
    if not stated:
        return found
    if len(stated) == 1 and stated[0] == field.unit:
        return replace(found, unit=field.unit)
    listed = "、".join(one.symbol for one in stated)
    zh = f"列名没有单位,而表头写明“单位:{listed}”;此列裸数是否以此为单位不能确定"
    en = f"the heading has no unit while the table states {listed}; whether bare numbers are in it is not certain"
    return Found(how=found.how, doubt=MatchDoubt(Text(zh, en), (field,), (*stated, field.unit)))


def _settled(columns: Sequence[ColumnMatch]) -> list[ColumnMatch]:
    """The columns once each is seen beside the others: one column for one field, and no idle questions."""
    under: dict[str, list[ColumnMatch]] = {}
    for column in columns:
        if column.field is not None:
            under.setdefault(column.field.id, []).append(column)
    settled = []
    for column in columns:
        rivals = under[column.field.id] if column.field else []
        chosen = [rival for rival in rivals if rival.how is How.given]
        if len(rivals) > 1 and not chosen:
            settled.append(_one_of_several(column, rivals))
        elif chosen and column not in chosen:
            settled.append(replace(column, field=None, unit=None, how=How.none))
        elif column.doubt and _is_idle(column, under):
            settled.append(replace(column, how=How.none, doubt=None))
        else:
            settled.append(column)
    return settled


def _one_of_several(column: ColumnMatch, rivals: Sequence[ColumnMatch]) -> ColumnMatch:
    field = column.field
    if field is None:
        return column
    others = [f"{rival.heading}({rival.letter})" for rival in rivals if rival is not column]
    zh = f"与“{'、'.join(others)}”同指“{field.label.zh}”,请只留一列"
    en = f"means {field.label.en!r} as {', '.join(others)} does; keep one of them"
    stated = (column.unit,) if column.unit is not None else ()
    return replace(column, field=None, unit=None, doubt=MatchDoubt(Text(zh, en), (field,), stated))


def _is_idle(column: ColumnMatch, under: Mapping[str, Sequence[ColumnMatch]]) -> bool:
    """Whether a question by spelling or by a look-alike need not be asked, since other columns give its fields."""
    named = column.how in (How.label, How.alias)
    return column.doubt is not None and not named and all(field.id in under for field in column.doubt.candidates)


def _checked(columns: Sequence[ColumnMatch], given: GivenMapping, units: Sequence[Unit]) -> tuple[Problem, ...]:
    """What in the given mapping names no column or another unit than the heading.  Raises: see `match_columns`."""
    keys = {fold(column.key): column for column in columns}
    first: dict[str, GivenColumn] = {}
    problems, notes = [], []
    for stated in given.columns:
        if fold(stated.key) not in keys:
            notes.append(Problem(stated.at, _absent(stated.key, [column.key for column in columns])))
        elif stated.field is not None and (other := first.setdefault(stated.field.id, stated)) is not stated:
            label = stated.field.label
            zh = f"“{shown(stated.key)}”与第 {other.at.line} 行的“{shown(other.key)}”都对应“{label.zh}”,请只留一列"
            en = f"{shown(stated.key)!r} and {shown(other.key)!r} (line {other.at.line}) are both {label.en!r}; "
            problems.append(Problem(stated.at, Text(zh, en + "keep one")))
        elif stated.field is not None and stated.field.unit is not None:
            heading = keys[fold(stated.key)].heading
            if stated.unit is None and (open_ := _left_open(stated.field, heading, units)):
                problems.append(Problem(stated.at, open_))
            elif stated.unit is not None and (other_ := _otherwise(stated.field, stated.unit, heading)):
                notes.append(Problem(stated.at, other_))
    if problems:
        raise InputError(problems)
    return tuple(notes)


def _left_open(field: Field, heading: str, units: Sequence[Unit]) -> Text | None:
    """Why a column needs a unit in the mapping, or None: its heading or its table states what does not settle it."""
    own, said = field.unit, _said_beside(heading)
    if own is None or not own.symbol or _unit_stated(field, heading) is not None:
        return None
    stated = [said] if foreign(said) or _units_in(said) else [u.symbol for u in units if u.dimension == own.dimension]
    if not stated or stated == [own.symbol]:
        return None
    listed = "、".join(map(shown, stated))
    zh = f"列名或表头写的单位是“{listed}”;请写明单元格的单位,如 {{field: {field.id}, unit: {own.symbol}}}"
    en = f"the heading or the table states {listed}; say in what unit the cells are, as {{field: {field.id}, "
    return Text(zh, f"{en}unit: {own.symbol}}}")


def _otherwise(field: Field, given: Unit, heading: str) -> Text | None:
    """That the mapping states another unit than the heading, or None."""
    stated = _unit_stated(field, heading)
    if stated is None or stated == given:
        return None
    zh = f"列名“{shown(heading)}”写的单位是 {stated.symbol},映射文件写的是 {given.symbol};按映射文件读取"
    en = f"the heading {shown(heading)!r} states {stated.symbol}, the mapping {given.symbol}; read as the mapping says"
    return Text(zh, en)


def _absent(key: str, keys: Sequence[str]) -> Text:
    zh, en = f"表中没有“{shown(key)}”这一列", f"the table has no column {shown(key)!r}"
    if same := [one for one in keys if fold(one).startswith(fold(key) + "@")]:
        listed = "、".join(same)
        return Text(f"{zh};同名的列请写 {listed}", f"{en}; columns of the same heading are {listed}")
    meant = nearest(key, keys)
    return Text(f"{zh};是否为“{meant}”?", f"{en}; did you mean {meant!r}?") if meant else Text(zh, en)
