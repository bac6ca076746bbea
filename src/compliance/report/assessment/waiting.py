"""What the open demands on each kind of body wait for."""

from collections import Counter
from typing import NamedTuple

from compliance.assessment.attainment import Attainment, Status
from compliance.assessment.bodies import COUNTS_AS, Kind
from compliance.text import Text


class Waiting(NamedTuple):
    """What the open demands on a kind of body wait for, that of most of them first; and those that a person decides."""

    labels: tuple[Text, ...]
    persons: tuple[Attainment, ...]


def waiting_of(kind: Kind) -> Waiting:
    """What the open demands on a kind wait for; where the ledger lists nobody, the demands themselves."""
    waiting = [a for body in kind.bodies for a in body.attainments if COUNTS_AS[a.status].open]
    wanted = Counter(label for a in waiting for label in (a.missing or (a.reason,)))
    labels = (*(label for label, _ in wanted.most_common()), *(rule.title for rule in kind.unheld))
    return Waiting(labels, tuple(a for a in waiting if a.status is Status.MANUAL))
