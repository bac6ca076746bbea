"""What was read of a form as an application file: each value with its place, to be checked by a person before use."""

from collections.abc import Iterable, Iterator, Mapping

import yaml

from compliance.case import Datum, Doubt, Record, Unread
from compliance.errors import Place
from compliance.intake.application import TO_CHECK
from compliance.intake.forms.items import FormRead
from compliance.intake.heading import Heading
from compliance.intake.values import read_value
from compliance.text import Lang, Text, printable
from compliance.vocabulary.fields import Field, Vocabulary

_HEAD = (
    Text("由表格读出的内容,供核对,不是审查意见。", "What was read of a form, to be checked: no review."),
    Text(
        "逐项与原件核对、改正;下面带 # 的各行没有采用,需要的去掉 # 并改正。",
        "Check and correct each line against the form; lines with a # are not used unless you take it away.",
    ),
    Text(
        "核对完毕,删去“{key}”一行,再用 compliance review 审查;未删去前不作审查。",
        "When all is checked, delete the line {key!r} and review the file; it is not reviewed before.",
    ),
)
_ASKED = Text("有疑问,没有采用", "In question, and not used")
_UNREAD = Text("没有读取,或不对应任何字段", "Not read, or meaning no field")
_UNSTATED = Text("不能照原样写出,请填写数值和单位", "it cannot be stated as it stands; write it with its unit")
_NOTES = Text("读取说明", "Notes on reading")


def proposal(read: FormRead, vocabulary: Vocabulary, lang: Lang) -> str:
    """The application file in YAML: what is certain as values, what is in question as comments.

    Each value stands as it was written, with its unit where the label stated another than the field's own, so that it
    reads back as it was read.
    """
    key = TO_CHECK.to(lang)
    subject = read.case.subject
    lines = [f"# {line.to(lang).format(key=key)}" for line in _HEAD]
    lines.append(_entry(key, read.case.at.base.file, ""))
    lines += _values(read.case.data, subject, vocabulary, lang)
    lines += _section(_ASKED, (_doubted(doubt, vocabulary, subject, lang) for doubt in read.case.doubts), lang)
    lines += _section(_UNREAD, (_unread(one, lang) for one in read.case.not_used), lang)
    lines += _section(_NOTES, (note.line(lang, folder=False) for note in read.notes), lang)
    return "\n".join(lines) + "\n"


def _values(data: Mapping[str, Datum], subject: str, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    for id_, datum in sorted(data.items(), key=lambda item: item[1].at.in_order):
        field = vocabulary.field(subject, id_)
        if isinstance(datum.value, tuple):
            yield f"{_scalar(field.label.to(lang))}:  # {datum.at.within(lang)}"
            for record in datum.value:
                yield from _record(record, vocabulary, lang)
        elif (words := _written(field, datum)) is not None:
            yield _entry(field.label.to(lang), words, datum.at.within(lang))
        else:
            where = f"{datum.at.within(lang)}; {_UNSTATED.to(lang)}"
            yield f"# {_entry(field.label.to(lang), datum.written, where)}"


def _record(record: Record, vocabulary: Vocabulary, lang: Lang) -> Iterator[str]:
    """A record as an item of a list; what is in question of it as comments."""
    mark = "- "
    for line in _values(record.data, record.subject, vocabulary, lang):
        yield f"  {mark}{line}"
        mark = "  "
    for doubt in record.doubts:
        yield f"    # {_doubted(doubt, vocabulary, record.subject, lang)}"


def _written(field: Field, datum: Datum) -> str | None:
    """A value so that it is read as it is: as written, with its unit where that can be said; None if it cannot."""
    candidates = [datum.written]
    if field.unit is not None:  # a unit of the label stands in brackets behind the number
        bare = datum.written.replace("(", "").replace(")", "")
        candidates = [f"{datum.written} {field.unit.symbol}".strip(), bare, datum.written]
    for words in candidates:
        found = read_value(Heading(field, field.unit), words, Place(""))
        if isinstance(found, Datum) and found.value == datum.value:
            return words
    return None


def _section(title: Text, lines: Iterable[str], lang: Lang) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield f"\n# {title.to(lang)}"
        yield from (f"# {line}" for line in listed)


def _doubted(doubt: Doubt, vocabulary: Vocabulary, subject: str, lang: Lang) -> str:
    label = vocabulary.field(subject, doubt.field).label.to(lang)
    where = ", ".join(part for part in (doubt.at.within(lang), doubt.reason.to(lang)) if part)
    return _entry(label, doubt.written, where)


def _unread(one: Unread, lang: Lang) -> str:
    words = ": ".join(part for part in (one.name, one.written) if part)
    return printable(f"{words}  # {one.at.within(lang)} {one.reason.to(lang)}")


def _entry(key: str, value: str, remark: str) -> str:
    """One line of YAML with a remark."""
    written = f"{_scalar(key)}: {_scalar(value)}" if value else f"{_scalar(key)}:"
    return f"{written}  # {printable(remark)}" if remark else written


def _scalar(text: str) -> str:
    """A text as a scalar of YAML on one line."""
    return yaml.safe_dump(printable(text), allow_unicode=True, width=10_000).removesuffix("\n").removesuffix("\n...")
