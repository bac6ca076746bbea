"""What a case is about in a few lines, in words: who builds what, where, for how much, on how much land."""

from collections.abc import Iterator

from compliance.case import Datum
from compliance.errors import shown
from compliance.quantity.imprecise import Days, Imprecise
from compliance.review.decision import Decision
from compliance.review.evidence import shown_value
from compliance.text import Lang, Text
from compliance.vocabulary.fields import Field, Kind

NOT_STATED = Text("未填报", "Not stated")


def subject_lines(decision: Decision, lang: Lang) -> Iterator[tuple[str, str]]:
    """The lines that the vocabulary declares, each a label and what the case states of it, if anything."""
    vocabulary = decision.vocabulary
    for line in vocabulary.summary:
        fields = [vocabulary.field(vocabulary.reviewed, id_) for id_ in line.fields]
        parts = [part for field in fields if (part := _part(field, decision, lang))]
        yield line.label.to(lang), Text(",", ", ").to(lang).join(parts)


def _part(field: Field, decision: Decision, lang: Lang) -> str:
    """What the case states of a field; of a number with what it is; nothing where it states nothing."""
    value = _value(field, decision, lang)
    return f"{field.label.to(lang)} {value}" if value and field.kind is Kind.number else value


def _value(field: Field, decision: Decision, lang: Lang) -> str:
    datum = decision.case.data.get(field.id)
    if datum is not None:
        return _words(field, datum).to(lang)
    doubt = next((one for one in decision.case.doubts if one.field == field.id), None)
    if doubt is None:
        return ""
    written = shown(doubt.written, 40)
    return Text(f"{written}(存疑)", f"“{written}” (in doubt)").to(lang)


def _words(field: Field, datum: Datum) -> Text:
    if isinstance(datum.value, Imprecise | Days):
        return Text(datum.written, f"“{datum.written}”")
    assert not isinstance(datum.value, tuple), f"{field.id} holds records"
    return shown_value(field, datum.value)
