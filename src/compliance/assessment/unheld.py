"""Demands of which a ledger lists nobody whom they are on."""

from collections.abc import Collection

from compliance.assessment.attainment import Attainment, Status
from compliance.rulebook.model import Edition, Rule
from compliance.rulebook.uses import fields_named
from compliance.vocabulary.fields import Subject, Vocabulary

_NAME = "name"


def assessed_subjects(vocabulary: Vocabulary) -> tuple[Subject, ...]:
    """What a ledger's targets are on: the whole, then what it lists, in the order of the vocabulary."""
    reviewed = vocabulary.judged_with(vocabulary.reviewed)
    subjects = (subject for subject in vocabulary.subjects.values() if subject.id not in reviewed)
    return tuple(sorted(subjects, key=lambda subject: not subject.single))


def unheld(edition: Edition, found: Collection[Attainment]) -> tuple[Rule, ...]:
    """The demands in force on a kind of body of which none was held to anything, or on bodies by name of which none is.

    A demand that holds for nobody for what they state, such as one on zones with a star, is no such demand.
    """
    asked = {attainment.rule.id for attainment in found}
    held = {attainment.rule.id for attainment in found if attainment.status is not Status.NOT_APPLICABLE}
    subjects = {subject.id for subject in assessed_subjects(edition.rulebook.vocabulary)}
    return tuple(
        rule
        for rule in edition.rules
        if rule.subject in subjects and rule.id not in held and (rule.id not in asked or _is_by_name(rule, edition))
    )


def _is_by_name(rule: Rule, edition: Edition) -> bool:
    return {reference.field.id for reference in fields_named(rule.when, edition.rulebook.definitions)} == {_NAME}
