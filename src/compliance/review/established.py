"""What counts of what is said about a case: a finding first, then the material, then what the office has set."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from compliance.case import Case, Datum, Doubt, How, PersonFinding, Record, Unread
from compliance.errors import InputError, Problem, shown
from compliance.facts import Facts
from compliance.intake.rows.row_data import changed
from compliance.text import Text
from compliance.vocabulary.fields import Field, Vocabulary

_CLAIMED = Text(
    "材料自述,未见认定,不作为有利于项目的依据",
    "said by the material itself and found by nobody: not counted in its favour",
)


def established(case: Case, facts: Facts, vocabulary: Vocabulary) -> Case:
    """The case as it may be judged: what persons found, then what its material says, then what the office has set.

    Of a field that only a person decides the material counts against the case alone.  What was written and gave way is
    told in `set_aside`.
    Raises: InputError for a finding on a record that the case does not have, or two findings on one field.
    """
    case = facts.on(case)
    if case.findings:
        case = _with_findings(case, vocabulary)
    case = _believed(case, facts.settings, vocabulary)
    return _filled(case, facts.settings, vocabulary) if facts.settings else case


# What persons found


def _with_findings(case: Case, vocabulary: Vocabulary) -> Case:
    on_fields = [one for one in case.findings if not one.outcome]
    _refuse_two(on_fields)
    data, doubts = dict(case.data), list(case.doubts)
    aside: list[Unread] = []
    for one in on_fields:
        if one.record or vocabulary.find(case.subject, one.about) is None:
            _find_of_record(one, data, aside, vocabulary)
        else:
            field = vocabulary.field(case.subject, one.about)
            aside += _given_way(field, data.get(field.id), doubts, one)
            data[field.id] = _found(one)
            doubts = [doubt for doubt in doubts if doubt.field != field.id]
    changed_data = MappingProxyType(data)
    return replace(case, data=changed_data, doubts=tuple(doubts), set_aside=(*case.set_aside, *aside))


def _find_of_record(one: PersonFinding, data: dict[str, Datum], aside: list[Unread], vocabulary: Vocabulary) -> None:
    """Put a finding into the record that it is about.  Raises: InputError if there is none."""
    for id_, datum in data.items():
        records = datum.value if isinstance(datum.value, tuple) else ()
        for place, record in enumerate(records):
            if one.record in (record.name, str(record.index)) and vocabulary.find(record.subject, one.about):
                field = vocabulary.field(record.subject, one.about)
                aside += _given_way(field, record.data.get(field.id), record.doubts, one)
                kept = tuple(doubt for doubt in record.doubts if doubt.field != field.id)
                found = replace(record, data=MappingProxyType({**record.data, field.id: _found(one)}), doubts=kept)
                data[id_] = datum._replace(value=(*records[:place], found, *records[place + 1 :]))
                return
    raise InputError([Problem(one.at, no_record(one.record))])


def no_record(named: str) -> Text:
    """Why a finding is refused whose rule or field is about records and not about what it names."""
    if not named:
        return Text("须写明是哪一条记录(record:)", "say of which record (record:)")
    said = shown(named)
    return Text(f"没有“{said}”这一条可作此认定的记录", f"there is no record {said!r} of which this can be found")


def _refuse_two(findings: Iterable[PersonFinding]) -> None:
    """Nothing, where no two findings give one field different values.  Raises: InputError."""
    first: dict[tuple[str, str], PersonFinding] = {}
    for one in findings:
        other = first.setdefault((one.record, one.about), one)
        if other.value != one.value:
            raise InputError([Problem(one.at, two_results(other))])


def two_results(other: PersonFinding) -> Text:
    """Why a finding is refused on whose matter another one says otherwise."""
    return Text(
        f"与 {other.at.to('zh')} 的认定为同一事项,结果不同;请只留一个有效的",
        f"the finding at {other.at.to('en')} is on the same matter and says otherwise; keep the one that is valid",
    )


def _found(one: PersonFinding) -> Datum:
    if one.value is None:
        raise TypeError(f"the finding on {one.about} has no value")
    return Datum(one.value, one.written, one.at, How.FINDING, found_by(one))


def found_by(one: PersonFinding) -> Text:
    """Who found it, when, by which document and why."""
    whose = " ".join(part for part in (one.unit, one.person, one.day.isoformat(), one.document) if part)
    return Text(f"{whose};{one.reason}", f"{whose}; {one.reason}") if one.reason else Text(whose, whose)


def _given_way(field: Field, given: Datum | None, doubts: Iterable[Doubt], one: PersonFinding) -> Iterator[Unread]:
    """What the material says of a field on which there is a finding, where it says something else."""
    reason = Text(f"已有认定({one.unit}),以认定为准", f"{one.unit} has found otherwise, which counts")
    if given is not None and given.value != one.value:
        yield Unread(field.label.zh, given.written, given.at, reason, field)
    for doubt in doubts:
        if doubt.field == field.id:
            yield Unread(field.label.zh, doubt.written, doubt.at, reason, field)


# What the material says in its own favour


def _believed(case: Case, settings: Mapping[str, Datum], vocabulary: Vocabulary) -> Case:
    claimed = _claims(case.data, vocabulary.decided_by_persons(case.subject))
    aside = [_claim(vocabulary.field(case.subject, id_), one, settings.get(id_)) for id_, one in claimed.items()]
    lists: dict[str, Datum] = {}
    for id_, datum in case.data.items() if vocabulary.parts_decided_by_persons else ():
        if isinstance(datum.value, tuple):
            records = tuple(_believed_record(record, aside, vocabulary) for record in datum.value)
            lists[id_] = datum._replace(value=records)
    if not aside:
        return case
    data = changed(case.data, without=claimed, more=lists)
    kept = {id_: one for id_, one in claimed.items() if id_ not in settings}
    told = tuple(one for one in aside if one is not None)
    return replace(case, data=data, claimed=MappingProxyType(kept), set_aside=(*case.set_aside, *told))


def _believed_record(record: Record, aside: list[Unread | None], vocabulary: Vocabulary) -> Record:
    claimed = _claims(record.data, vocabulary.decided_by_persons(record.subject))
    if not claimed:
        return record
    aside += [_claim(vocabulary.field(record.subject, id_), one, None) for id_, one in claimed.items()]
    return replace(record, data=changed(record.data, without=claimed, more={}))


def _claims(data: Mapping[str, Datum], decided: Iterable[Field]) -> dict[str, Datum]:
    """The values of fields that only a person decides which the material states and which do not count against it."""
    stated = ((field, data[field.id]) for field in decided if field.id in data)
    return {
        field.id: datum for field, datum in stated if datum.how is How.GIVEN and not field.speaks_against(datum.value)
    }


def _claim(field: Field, stated: Datum, setting: Datum | None) -> Unread | None:
    """What the material claims, as not used; None where the office has set the same."""
    if setting is None:
        return Unread(field.label.zh, stated.written, stated.at, _CLAIMED, field)
    if setting.value == stated.value:
        return None
    reason = Text("材料自述,与设定不同,以设定为准", "said by the material itself, and set otherwise, which counts")
    return Unread(field.label.zh, stated.written, stated.at, reason, field)


# What the office has set


def _filled(case: Case, settings: Mapping[str, Datum], vocabulary: Vocabulary) -> Case:
    doubted = {doubt.field for doubt in case.doubts}
    more = {id_: one for id_, one in settings.items() if id_ not in case.data and id_ not in doubted}
    differing = [id_ for id_, one in settings.items() if id_ in case.data and case.data[id_].value != one.value]
    if not more and not differing:
        return case
    aside = (_not_needed(vocabulary.field(case.subject, id_), settings[id_], case.data[id_]) for id_ in differing)
    return replace(case, data=changed(case.data, without=(), more=more), set_aside=(*case.set_aside, *aside))


def _not_needed(field: Field, setting: Datum, stated: Datum) -> Unread:
    said = shown(stated.written)
    reason = Text(
        f"材料所写“{said}”与此设定不同,以材料为准", f"the case says {said!r}, which counts before what is set"
    )
    return Unread(field.label.zh, setting.written, setting.at, reason, field)
