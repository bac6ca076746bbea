"""Which fields a form asks for: those that the rules in force on a day read, directly or by what follows from them."""

from collections import Counter
from collections.abc import Iterable

from compliance.language import tree as t
from compliance.quality.waiting import waits_for
from compliance.review.accepted import ACCEPTED
from compliance.rulebook.model import Edition, Rule, Rulebook
from compliance.rulebook.uses import fields_named
from compliance.vocabulary.fields import Field
from compliance.vocabulary.stages import Stage


def asked_of_applicants(edition: Edition, stage: Stage | None) -> tuple[Field, ...]:
    """The fields of what is reviewed and of its parts for which an application of that stage is asked.

    Those come first that tell which case it is, then those that the most rules wait for.  What only a person decides is
    not among them: the material's word would count against the project alone.
    """
    rulebook = edition.rulebook
    vocabulary = rulebook.vocabulary
    read = fields_read(edition)
    waiting = _waiting(_rules(edition), rulebook)
    listed = {field.subject for field in read}
    found = [
        field
        for subject in vocabulary.judged_with(vocabulary.reviewed)
        for field in vocabulary.fields(subject)
        if (field in read or field.of in listed or (_is_of_every_case(field) and (field.reviewed or subject in listed)))
        and not field.decided_by_person
        and (stage is None or field.stage is None or field.stage.place <= stage.place)
    ]
    return tuple(sorted(found, key=lambda field: (not _tells_which(field), -waiting[field])))


def fields_read(edition: Edition) -> frozenset[Field]:
    """The fields that bear on what the rules in force say of a case.

    They are those that rules name, those that tell how another is to be understood (the edition of a code), and those
    from which either, or where a pack applies, is inferred.
    """
    rulebook = edition.rulebook
    named = _named((condition for rule in _rules(edition) for condition in rule.conditions()), rulebook)
    for check in rulebook.checks:
        doubted = {rulebook.vocabulary.field(check.subject, id_) for id_ in check.doubts}
        if doubted <= named:
            named |= _named([check.holds], rulebook)
    places = _named((applies for _, applies in edition.territorial), rulebook)
    inferred = {inference.field for inference in rulebook.inferences}
    named |= places - inferred
    sought = named | places
    while True:
        further = _named((one.when for one in rulebook.inferences if one.field in sought), rulebook)
        if further <= sought:
            return frozenset(named | (sought - places))
        sought |= further


def _rules(edition: Edition) -> list[Rule]:
    """The rules in force about what is reviewed, without what confines them to the places of their packs."""
    judged = edition.rulebook.vocabulary.judged_with(edition.rulebook.vocabulary.reviewed)
    ids = {rule.id for rule in edition.rules}
    return [rule for rule in edition.rulebook.rules if rule.id in ids and rule.subject in judged]


def _named(conditions: Iterable[t.Condition], rulebook: Rulebook) -> set[Field]:
    return {one.field for condition in conditions for one in fields_named(condition, rulebook.definitions)}


def _waiting(rules: Iterable[Rule], rulebook: Rulebook) -> Counter[Field]:
    """How many rules wait for each field."""
    waiting: Counter[Field] = Counter()
    for rule in rules:
        waiting.update({one for one in waits_for(rule, rulebook) if isinstance(one, Field)})
    return waiting


def _tells_which(field: Field) -> bool:
    return field.required or field.identifies


def _is_of_every_case(field: Field) -> bool:
    """Whether a field is asked for whatever the rules read: which case it is, its stage, the day of its review."""
    return _tells_which(field) or field.states_stage or (field.reviewed and field.id == ACCEPTED)
