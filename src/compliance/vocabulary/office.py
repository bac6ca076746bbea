"""An office that finds what only a person decides, as the documents or the readings of a rulebook name it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compliance.text import Text


@dataclass(frozen=True, slots=True)
class Office:
    """Who finds what: `finds` are ids of fields, `looks_up` those of tables whose figures it has.

    `jointly` has, by the id of such a field, with whom the office finds it.
    """

    id: str
    label: Text
    finds: tuple[str, ...] = ()
    looks_up: tuple[str, ...] = ()
    jointly: Mapping[str, Text] = field(default_factory=dict)

    def called(self, matter: str) -> Text:
        """The office as it finds that matter: with those that it must find it with."""
        partner = self.jointly.get(matter)
        if partner is None:
            return self.label
        return Text(f"{self.label.zh}会同{partner.zh}", f"{self.label.en} together with {partner.en}")
