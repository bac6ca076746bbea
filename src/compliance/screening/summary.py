"""What a screening comes to as a whole, counted as its results come in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from compliance.engines.columnar.backends import Backend
from compliance.errors import Problem
from compliance.intake.leads.rows import Lead
from compliance.review.decision import Verdict
from compliance.rulebook.model import Edition, Ranking, Rulebook
from compliance.screening.result import Result
from compliance.screening.screener import Screener

LISTED = 100  # so many results are kept
CHUNK = 10_000  # so many leads are screened at once; each chunk has a cost of its own
GRAVEST_FIRST = (Verdict.FAIL, Verdict.CONDITIONAL, Verdict.UNDETERMINED, Verdict.PASS)


@dataclass(frozen=True, slots=True)
class Screening:
    """A finished screening: how many leads came out each way, and under which rules."""

    edition: Edition
    as_of: date
    verdicts: Mapping[Verdict, int]
    failed: Mapping[str, int]
    missing: Mapping[str, int]
    notes: tuple[Problem, ...]
    ranking: Ranking | None = None

    @property
    def total(self) -> int:
        """How many leads were screened."""
        return sum(self.verdicts.values())


class Tally:
    """Counts by verdict, rule, zone and missing field, and the first results of each verdict.

    `zones` has the leads that name no zone under "".
    """

    def __init__(self) -> None:
        self.verdicts: Counter[Verdict] = Counter()
        self.failed: Counter[str] = Counter()
        self.undetermined: Counter[str] = Counter()
        self.manual: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()
        self.zones: dict[str, Counter[Verdict]] = {}
        self._first: dict[Verdict, list[Result]] = {verdict: [] for verdict in GRAVEST_FIRST}

    @property
    def total(self) -> int:
        """How many leads were counted."""
        return self.verdicts.total()

    def add(self, lead: Lead, result: Result) -> None:
        """Count the result of a lead."""
        self.verdicts[result.verdict] += 1
        self.failed.update(result.failed)
        self.undetermined.update(result.undetermined)
        self.manual.update(result.manual)
        self.missing.update(result.missing)
        self.zones.setdefault(_zone(lead), Counter())[result.verdict] += 1
        kept = self._first[result.verdict]
        if len(kept) < LISTED:
            kept.append(result)

    def gravest(self) -> list[Result]:
        """The results to list: the gravest verdicts first, each in the order of the ledger."""
        every = [result for verdict in GRAVEST_FIRST for result in self._first[verdict]]
        return every[:LISTED]

    def by_zone(self) -> list[tuple[str, Counter[Verdict]]]:
        """The zones with their verdicts, the one with most leads first, those that name none last."""
        return sorted(self.zones.items(), key=lambda item: (not item[0], -item[1].total(), item[0]))


class TalliedScreening:
    """A screening of the ledger called `ledger` under the rules of one day, tallied as its results are asked for."""

    def __init__(self, ledger: str, rulebook: Rulebook, as_of: date, backend: Backend) -> None:
        self.ledger = ledger
        self.as_of = as_of
        self.tally = Tally()
        self._screener = Screener(rulebook, as_of, backend)

    @property
    def edition(self) -> Edition:
        """The rules."""
        return self._screener.edition

    def results(self, leads: Iterable[Lead]) -> Iterator[tuple[Lead, Result]]:
        """Each lead with its result, in the order of the ledger; only a chunk of them is held at a time."""
        rest = iter(leads)
        while chunk := list(islice(rest, CHUNK)):
            for lead, result in zip(chunk, self._screener.screen(chunk), strict=True):
                self.tally.add(lead, result)
                yield lead, result


def _zone(lead: Lead) -> str:
    stated = lead.case.data.get("zone")
    return " ".join(str(stated.value).split()) if stated is not None else ""
