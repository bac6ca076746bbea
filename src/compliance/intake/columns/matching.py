"""The columns of a table, each with the field it means, or why it is not read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from compliance.errors import column_letters
from compliance.intake.columns.given_check import absent_columns, check_given
from compliance.intake.columns.mapping import ColumnMapping, ColumnMatch, How, MatchDoubt
from compliance.intake.columns.mapping_file import GivenMapping
from compliance.intake.columns.meaning import find, is_part, meaning_of, part_of, tidy, under_table_unit, unit_stated
from compliance.quantity.units import Unit
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary
from compliance.vocabulary.folding import fold

_LISTED = 100  # of columns that mean one field, so many are named


def match_columns(
    headings: Sequence[str],
    vocabulary: Vocabulary,
    given: GivenMapping | None = None,
    *,
    subject: str | None = None,
    groups: Sequence[str] = (),
    units: Sequence[Unit] = (),
) -> ColumnMapping:
    """Which field each heading means, by what is given, else by its names; what is doubtful is not used.

    The fields are those of `subject`, else of what is reviewed.  A blank heading is no column.  `groups` are the upper
    headings of two rows, one for each column; `units` are those stated once for the whole table (单位:亿元).  A column
    that is given without a unit is in that of its heading.
    Raises: InputError if the given mapping puts two of the columns under one field, or leaves a unit open.
    """
    of = subject or vocabulary.reviewed
    texts = [tidy(heading) for heading in headings]
    tops = [tidy(group) for group in groups] or [""] * len(texts)
    keys = _keys([f"{top}/{text}" if top and top != text else text for text, top in zip(texts, tops, strict=True)])
    columns: list[ColumnMatch] = []
    for index, (text, top) in enumerate(zip(texts, tops, strict=True)):
        if not text:
            continue
        stated = given.column(keys[index]) if given else None
        if stated is not None:
            unit_ = stated.unit or unit_stated(stated.field, text)
            attested = stated.attested
            columns.append(ColumnMatch(text, index, keys[index], stated.field, unit_, How.given, attested=attested))
        else:
            found = meaning_of(vocabulary, of, text, top)
            if not found.field and (part := is_part(text)) and columns and not top:
                found = part_of(columns[-1].field, find(vocabulary, of, part), found)
            found = under_table_unit(found, units)
            columns.append(ColumnMatch(text, index, keys[index], found.field, found.unit, found.how, found.doubt))
    settled = tuple(_settled(columns))
    if given is None:
        return ColumnMapping(settled)
    return ColumnMapping(settled, check_given(columns, given, units), absent_columns(columns, given), given.constants)


def _keys(names: Sequence[str]) -> list[str]:
    """What each column is called in a mapping file: its heading, with the column's letters where it is not alone."""
    times = Counter(map(fold, names))
    return [
        f"{name}@{column_letters(index + 1)}" if times[fold(name)] > 1 else name for index, name in enumerate(names)
    ]


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
    others = [f"{rival.heading}({rival.letter})" for rival in rivals[:_LISTED] if rival is not column]
    zh = f"与“{'、'.join(others)}”同指“{field.label.zh}”,请只留一列"
    en = f"means {field.label.en!r} as {', '.join(others)} does; keep one of them"
    stated = (column.unit,) if column.unit is not None else ()
    return replace(column, field=None, unit=None, doubt=MatchDoubt(Text(zh, en), (field,), stated))


def _is_idle(column: ColumnMatch, under: Mapping[str, Sequence[ColumnMatch]]) -> bool:
    """Whether a question by spelling or by a look-alike need not be asked, since other columns give its fields."""
    named = column.how in (How.label, How.alias)
    return column.doubt is not None and not named and all(field.id in under for field in column.doubt.candidates)
