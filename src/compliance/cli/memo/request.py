"""What `compliance memo` is asked for, once its options are read."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.cli.memo.selection import Selection
from compliance.cli.options import Voice

if TYPE_CHECKING:
    from compliance.intake.leads.leads import Leads
    from compliance.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class Request:
    """The sources, which cases of them are asked for, and under which rules; `leads` are those of a ledger of leads."""

    sources: tuple[str, ...]
    leads: "Leads | None"
    asked: Selection
    rulebook: "Rulebook"
    as_of: date | None
    voice: Voice
    quiet: bool

    @property
    def day(self) -> date:
        """The day asked for, else today."""
        return self.as_of or date.today()

    @property
    def name(self) -> str:
        """The name of the first source."""
        return Path(self.sources[0]).name
