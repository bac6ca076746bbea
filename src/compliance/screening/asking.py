"""What a lead is asked for first: of what it lacks, the fields that most rules wait for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from compliance.rulebook.model import Edition, Rule
from compliance.rulebook.uses import fields_named

MOST_ASKED = 5


class Asking:
    """Which of its missing fields a lead is asked for, under the rules of an edition about leads."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def first(self, missing: Sequence[str], undetermined: Sequence[str], stage: str) -> Sequence[str]:
        """All at a first look; at later stages the `MOST_ASKED` that most of the undetermined rules name.

        `missing` are paths in the order of the vocabulary, which stays among fields that as many rules name;
        `undetermined` are ids of rules, `stage` is that of a stage, empty where there are none.
        """
        stages = self._edition.rulebook.vocabulary.stages
        if len(missing) <= MOST_ASKED or stages.is_first_look(stages.find(stage)):
            return missing
        waiting = Counter(path for id_ in undetermined for path in self._named[id_])
        return sorted(missing, key=lambda path: -waiting[path])[:MOST_ASKED]

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        return {rule.id: frozenset(self._paths(rule)) for rule in self._edition.rules if rule.force.decides}

    def _paths(self, rule: Rule) -> Iterator[str]:
        """What a rule names, as paths; of a field of records also their list, which may be missing as a whole."""
        rulebook = self._edition.rulebook
        vocabulary = rulebook.vocabulary
        holders = {holder.of: holder.id for holder in vocabulary.lists(vocabulary.reviewed)}
        for condition in rule.conditions():
            for reference in fields_named(condition, rulebook.definitions):
                field = reference.field
                if field.reviewed:
                    yield field.id
                else:
                    holder = holders[field.subject]
                    yield from (holder, f"{holder}.{field.id}")
