"""One change of a rulebook, by which its cases are tried."""

from collections.abc import Mapping
from dataclasses import dataclass

from compliance.errors import Place
from compliance.text import Text


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: of what, where, from what, to what; `at` is the rule, the definition or the row."""

    id: str
    part: str
    before: str
    after: str
    at: Place

    @property
    def name(self) -> str:
        """The change on one line, by which it can be explained."""
        return f"{self.id} {self.part}: {self.before} → {self.after}"

    def explained(self, survivors: Mapping[str, Text]) -> Text | None:
        """Why no case can notice the change: by its name, or for every change of a table's row by `ID row N`."""
        row = self.part.split(" cell ")[0]
        whole = f"{self.id} {row}" if row.startswith("row ") else ""
        return survivors.get(self.name) or survivors.get(whole)
