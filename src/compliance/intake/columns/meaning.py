"""What one heading means: a field of a subject, the unit of the numbers below it, or why that is in question."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compliance.errors import shown
from compliance.intake.columns.mapping import How, MatchDoubt
from compliance.intake.currency import foreign
from compliance.quantity.units import DIMENSIONLESS, QuantityError, Unit, unit
from compliance.text import Text, printable
from compliance.vocabulary.fields import Field, Kind, Vocabulary
from compliance.vocabulary.folding import fold

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
_PART = re.compile(r"其中[:,、\s]*(.+)")
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


def tidy(heading: object) -> str:
    """A heading on one line, shortened; what a line break divides is joined."""
    text = str(heading or "")[:LONGEST]
    if text.isprintable() and " " not in text:  # most are, and rows are compared with headings one by one
        return text
    return printable(re.sub(r"\s*[\r\n]+\s*", "", text))


def names_a_field(vocabulary: Vocabulary, subject: str, heading: object) -> bool:
    """Whether a heading seems to mean a field, certainly or not, by one of its names."""
    text = tidy(heading)
    return bool(text) and _certainly(vocabulary, subject, text) is not None


def field_named(vocabulary: Vocabulary, subject: str, heading: object) -> str | None:
    """The id of the field that a heading means by one of its names, certainly or not, or None."""
    text = tidy(heading)
    found = _certainly(vocabulary, subject, text) if text else None
    if found is None:
        return None
    if found.field is not None:
        return found.field.id
    return found.doubt.candidates[0].id if found.doubt is not None else None


def find(vocabulary: Vocabulary, subject: str, text: str) -> Found:
    """What one heading means by itself."""
    return _certainly(vocabulary, subject, text) or _closely(vocabulary, subject, _plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(_MARKS)


def _certainly(vocabulary: Vocabulary, subject: str, text: str) -> Found | None:
    """What one heading means by a name of a field, numbering and marks aside; None if it has none."""
    plain = _plain(text)
    names = dict.fromkeys((plain, _NUMBERING.sub("", plain, count=1).strip(_MARKS)))
    return next((found for name in names if (found := _exactly(vocabulary, subject, name)) is not None), None)


def meaning_of(vocabulary: Vocabulary, subject: str, text: str, top: str) -> Found:
    """What a heading means below an upper one: both together if they name a field, else the lower one alone.

    A unit that the upper one states in brackets holds for those below it that state none.
    """
    if not top or top == text:
        return find(vocabulary, subject, text)
    match = _BRACKET.fullmatch(_plain(top))
    if match is not None and (stated := units_in(_UNIT_WORDS.sub("", match[2].strip()))):
        found = meaning_of(vocabulary, subject, text, match[1])
        own = found.field.unit if found.field is not None and found.unit is None else None
        return replace(found, unit=stated[0]) if own is not None and own.dimension == stated[0].dimension else found
    bare = next((top.removesuffix(word) for word in _NEUTRAL if top.endswith(word)), top)
    for joined in (top + text, bare + text, text + top):
        together = _exactly(vocabulary, subject, unicodedata.normalize("NFKC", joined))
        if together is not None:
            return together
    alone = find(vocabulary, subject, text)
    neutral = any(word in top for word in _NEUTRAL) and not any(word in top for word in _QUALIFIED)
    if alone.field is None or neutral or bare in text or _named(vocabulary, subject, top):
        return alone
    zh = f"列名在“{shown(top)}”之下,是否仍指“{alone.field.label.zh}”不能确定"
    en = f"it stands below {shown(top)!r}; whether it still means {alone.field.label.en!r} is not certain"
    stated = (alone.unit,) if alone.unit is not None else ()
    return Found(how=alone.how, doubt=MatchDoubt(Text(zh, en), (alone.field,), stated))


def is_part(text: str) -> str:
    """What a heading says after 其中, which makes it a part of what stands to its left; else nothing."""
    match = _PART.fullmatch(_plain(text))
    return match[1] if match else ""


def part_of(left: Field | None, part: Found, alone: Found) -> Found:
    """What a heading after 其中 means right of the column of a field: the part of that, else what it means alone."""
    return part if left is not None and part.field is not None and part.field.whole == left.id else alone


def under_table_unit(found: Found, units: Sequence[Unit]) -> Found:
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


def _named(vocabulary: Vocabulary, subject: str, name: str) -> tuple[Field, How] | None:
    field = vocabulary.find(subject, name)
    if field is None:
        return None
    own = (field.id, field.label.zh, field.label.en)
    return field, How.label if fold(name) in map(fold, own) else How.alias


def _exactly(vocabulary: Vocabulary, subject: str, text: str) -> Found | None:
    if (known := _named(vocabulary, subject, text)) is not None:
        return Found(known[0], None, known[1])
    if (trap := _trap(vocabulary, subject, text)) is not None:
        return trap
    for pattern in (_BRACKET, _TAIL):
        if (match := pattern.fullmatch(text)) is None:
            continue
        name, said = match[1].strip(_MARKS), _UNIT_WORDS.sub("", match[2].strip())
        if (trap := _trap(vocabulary, subject, name, units_in(said))) is not None:
            return trap
        if (known := _named(vocabulary, subject, name)) is not None:
            return _with_remark(known[0], known[1], said)
        by_unit = vocabulary.find_by_unit(subject, name)
        own = by_unit.unit if by_unit is not None else None
        if by_unit is not None and own is not None and any(one.dimension == own.dimension for one in units_in(said)):
            return _with_remark(by_unit, How.alias, said)
    return None


def _trap(vocabulary: Vocabulary, subject: str, name: str, units: tuple[Unit, ...] = ()) -> Found | None:
    field = vocabulary.lookalike(subject, name)
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


def _closely(vocabulary: Vocabulary, subject: str, text: str) -> Found:
    """The fields that a heading may mean by its spelling."""
    match = _BRACKET.fullmatch(text)
    wanted = fold((match[1] if match else text)[:40])
    names = vocabulary.named(subject)
    # Most names share no letter or too few to be close, which is found out faster than how close they are.
    letters = frozenset(wanted)
    some = [name for name in names if not letters.isdisjoint(name)]
    alike = [n for n in some if 2 * sum(map(letters.__contains__, n)) >= _CLOSE * (len(n) + len(wanted))]
    close = difflib.get_close_matches(wanted, alike, n=_CANDIDATES, cutoff=_CLOSE)
    if len(wanted) >= 2 and not wanted.isascii():
        close += [name for name in names if name.endswith(wanted)]
    fields = tuple(dict.fromkeys(names[name].id for name in close))[:_CANDIDATES]
    if not fields:
        return Found()
    candidates = tuple(vocabulary.field(subject, id_) for id_ in fields)
    zh, en = "、".join(field.label.zh for field in candidates), ", ".join(field.label.en for field in candidates)
    reason = Text(f"只与已知名称相近:是否指 {zh}?", f"only close to a known name; does it mean {en}?")
    return Found(how=How.close, doubt=MatchDoubt(reason, candidates, units_in(said_beside(text))))


def units_in(said: str) -> tuple[Unit, ...]:
    """The unit that words are, if they are one."""
    try:
        return (unit(said),) if said else ()
    except QuantityError:
        return ()


def said_beside(text: str) -> str:
    """What a heading has in brackets, or behind a sign."""
    plain = unicodedata.normalize("NFKC", text).strip(_MARKS)
    match = _BRACKET.fullmatch(plain) or _TAIL.fullmatch(plain)
    return _UNIT_WORDS.sub("", match[2].strip()) if match else ""


def unit_stated(field: Field | None, text: str) -> Unit | None:
    """The unit that a heading states, where it suits the field."""
    said = said_beside(text)
    stated = units_in(said)
    if field is None or field.unit is None or not stated or _contradiction(field, stated[0], said):
        return None
    return field.unit if stated[0] == field.unit else stated[0]
