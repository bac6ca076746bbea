"""Who is responsible, and how what is demanded of each stands: the whole, then each kind of body, the worst first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from compliance.assessment.attainment import Assessment, Attainment, Status
from compliance.rulebook.model import Rule
from compliance.text import Text


class Tally(NamedTuple):
    """How many demands are met, missed, past their day without a report, short of what is only striven for, or open."""

    met: int = 0
    missed: int = 0
    overdue: int = 0
    short: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)


# What a status counts as; what does not apply counts as nothing.  To be late is to miss the day.
COUNTS_AS: Mapping[Status, Tally] = {
    Status.MET: Tally(met=1),
    Status.UNMET: Tally(missed=1),
    Status.LATE: Tally(missed=1),
    Status.UNREPORTED: Tally(overdue=1),
    Status.GAP: Tally(short=1),
    Status.INSUFFICIENT: Tally(open=1),
    Status.MANUAL: Tally(open=1),
    Status.NOT_APPLICABLE: Tally(),
}


def tally_of(found: Iterable[Attainment]) -> Tally:
    """How many demands stand how."""
    return summed(COUNTS_AS[attainment.status] for attainment in found)


def summed(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    return Tally(*(sum(column) for column in zip(Tally(), *tallies, strict=True)))


@dataclass(frozen=True, slots=True)
class Body:
    """Who is responsible, with what is demanded of it; `listed` is false for one that the ledger should list."""

    id: str
    name: Text
    listed: bool
    attainments: tuple[Attainment, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Kind:
    """The bodies of one kind: those listed, the worst first, then those that the ledger should list and does not.

    `unheld` are demands on bodies of the kind of whom the ledger lists nobody; each is open.
    """

    id: str
    label: Text
    listed: tuple[Body, ...]
    unlisted: tuple[Body, ...]
    unheld: tuple[Rule, ...]

    @property
    def bodies(self) -> tuple[Body, ...]:
        """All that are known by name."""
        return (*self.listed, *self.unlisted)

    @property
    def tally(self) -> Tally:
        """How all that is demanded of the kind stands."""
        return summed((*(body.tally for body in self.bodies), Tally(open=len(self.unheld))))


def kinds_of(found: Assessment) -> tuple[Kind, ...]:
    """Each kind of body of which something is demanded, the whole first.

    Of bodies of a kind, those come first that missed more or are past more days, then those with more open; equals
    stand in the order of the ledger.
    """
    kinds = (
        Kind(
            id_,
            label,
            _bodies(id_, found.attainments, listed=True),
            _bodies(id_, found.unlisted, listed=False),
            tuple(rule for rule in found.unheld if rule.subject == id_),
        )
        for id_, label in found.kinds.items()
    )
    return tuple(kind for kind in kinds if kind.bodies or kind.unheld)


def _bodies(kind: str, found: Iterable[Attainment], *, listed: bool) -> tuple[Body, ...]:
    by_case: dict[str, list[Attainment]] = {}
    for attainment in found:
        if attainment.case.subject == kind and attainment.status is not Status.NOT_APPLICABLE:
            by_case.setdefault(attainment.case.id, []).append(attainment)
    bodies = (Body(id_, of[0].about, listed, tuple(of), tally_of(of)) for id_, of in by_case.items())
    return tuple(sorted(bodies, key=lambda body: _by_gravity(body.tally)))


def _by_gravity(tally: Tally) -> tuple[int, int, int]:
    return -(tally.missed + tally.overdue), -tally.short, -tally.open
