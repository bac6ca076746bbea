"""The summary of a screening: counts of its results, taken while they are written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from compliance.errors import Problem
from compliance.facts import NO_FACTS, Facts
from compliance.intake.leads.leads import Leads
from compliance.intake.leads.rows import Lead
from compliance.review.decision import Verdict
from compliance.rulebook.model import Edition, Ranking
from compliance.screening.lacking import Lacks, MissingSets, what_is_lacking
from compliance.screening.result import Result, order_of
from compliance.vocabulary.fields import Vocabulary

OUTSIDE, PRESUMED = "outside", "presumed"
GRAVEST_FIRST = (Verdict.FAIL, Verdict.REFERRED, Verdict.CONDITIONAL, Verdict.UNDETERMINED, Verdict.PASS)


class ScreeningSummary:
    """How many leads came out each way, and which rules, missing fields and zones that was about.

    `lacking` has what each lead that waits for data lacks as a whole.

    Results are counted one by one (`add`), or whole columns of outcomes at once (`add_outcomes`), which tell of
    verdicts and of rules not met alone.  Parts of a screening are counted apart and joined in the order of the ledger.
    `zones` has the leads that name no zone under ""; `places` has those that lie outside every place that the packs are
    for under `OUTSIDE`, and those that are taken to lie in one under `PRESUMED`.  Of each verdict the first `listed`
    results are kept.  `named` has the ids and the places of the leads of which persons found something.
    """

    def __init__(self, listed: int = 0) -> None:
        self.verdicts: Counter[Verdict] = Counter()
        self.failed: Counter[str] = Counter()
        self.undetermined: Counter[str] = Counter()
        self.manual: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()
        self.lacking = MissingSets()
        self.places: Counter[str] = Counter()
        self.zones: dict[str, Counter[Verdict]] = {}
        self.named: set[str] = set()
        self._listed = listed
        self._first: dict[Verdict, list[Result]] = {verdict: [] for verdict in GRAVEST_FIRST}

    @property
    def total(self) -> int:
        """How many leads were counted."""
        return self.verdicts.total()

    def add(self, lead: Lead, result: Result, named: Iterable[str] = ()) -> None:
        """Count the result of a lead; `named` are its names if persons found something of it."""
        self.named.update(named)
        self.verdicts[result.verdict] += 1
        self.failed.update(result.failed)
        self.undetermined.update(result.undetermined)
        self.manual.update(result.manual)
        self.missing.update(result.missing)
        if result.verdict is Verdict.UNDETERMINED and result.missing:
            self.lacking.add(result.missing)
        self.places[OUTSIDE] += result.outside
        self.places[PRESUMED] += result.presumed
        self.zones.setdefault(_zone(lead), Counter())[result.verdict] += 1
        kept = self._first[result.verdict]
        if len(kept) < self._listed:
            kept.append(result)

    def add_outcomes(self, verdicts: Mapping[Verdict, int], failed: Mapping[str, int]) -> None:
        """Count leads of which only the number of each verdict is known, and how many do not meet each rule, by id."""
        self.verdicts += Counter(verdicts)
        self.failed += Counter(failed)

    def join(self, later: "ScreeningSummary") -> None:
        """Count also what a later part of the ledger came to."""
        counters, others = self._counters, later._counters
        for name, counter in counters.items():
            counter.update(others[name])
        self.lacking.join(later.lacking)
        self.named |= later.named
        for zone, verdicts in later.zones.items():
            self.zones.setdefault(zone, Counter()).update(verdicts)
        for verdict, results in later._first.items():
            kept = self._first[verdict]
            kept += results[: max(self._listed - len(kept), 0)]

    def as_data(self) -> dict[str, Any]:
        """The counts as JSON takes them, without the results that are listed."""
        return {
            **self._counters,
            "zones": self.zones,
            "lacking": self.lacking.as_data(),
            "named": sorted(self.named),
        }

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "ScreeningSummary":
        """The summary that `as_data` gave.  Raises: KeyError, TypeError, ValueError for anything else."""
        summary = cls()
        for name, counter in summary._counters.items():
            counter.update(_verdicts(data[name]) if counter is summary.verdicts else data[name])
        summary.lacking = MissingSets.of_data(data["lacking"])
        summary.named = set(data["named"])
        summary.zones = {zone: Counter(_verdicts(counts)) for zone, counts in data["zones"].items()}
        return summary

    @property
    def _counters(self) -> dict[str, Counter[Any]]:
        return {
            "verdicts": self.verdicts,
            "failed": self.failed,
            "undetermined": self.undetermined,
            "manual": self.manual,
            "missing": self.missing,
            "places": self.places,
        }

    def lacks(self, vocabulary: Vocabulary) -> Lacks:
        """The columns that would settle the most of the leads that wait for data."""
        return what_is_lacking(self.lacking, order_of(vocabulary))

    def lacked_by_all(self, vocabulary: Vocabulary) -> tuple[str, ...]:
        """The fields that every lead lacks, in the order of the vocabulary; none where there is but one lead."""
        found = [path for path, leads in self.missing.items() if leads == self.total > 1]
        return tuple(sorted(found, key=order_of(vocabulary)))

    def gravest(self) -> list[Result]:
        """The results to list: the gravest verdicts first, each in the order of the ledger."""
        every = [result for verdict in GRAVEST_FIRST for result in self._first[verdict]]
        return every[: self._listed]

    def by_zone(self) -> list[tuple[str, Counter[Verdict]]]:
        """The zones with their verdicts, the one with most leads first, those that name none last."""
        return sorted(self.zones.items(), key=lambda item: (not item[0], -item[1].total(), item[0]))


@dataclass(frozen=True, slots=True)
class Screening:
    """A finished screening: what the leads came to, under which rules, and what the ledger's keeper should know.

    `by_sheet` says that the leads name the sheets that they stand in.  `facts` are what the office knew beside what the
    leads say.  `beside` says of each column that results repeat of the ledger whether the ledger has it.
    """

    ledger: str
    edition: Edition
    as_of: date
    summary: ScreeningSummary
    notes: tuple[Problem, ...]
    ranking: Ranking | None = None
    by_sheet: bool = False
    facts: Facts = NO_FACTS
    beside: tuple[bool, ...] = ()


def screening_of(
    ledger: str,
    leads: Leads,
    edition: Edition,
    as_of: date,
    summary: ScreeningSummary,
    ranking: Ranking | None = None,
    facts: Facts = NO_FACTS,
    repeated: Iterable[Problem] = (),
) -> Screening:
    """The screening of a ledger whose leads are all counted, with the notes on them and on findings not used.

    `repeated` are those on leads that may be one and the same.
    """
    unmatched = (*facts.unmatched(summary.named), *leads.facts.unmatched(summary.named))
    return Screening(
        ledger,
        edition,
        as_of,
        summary,
        (*leads.notes, *repeated, *unmatched),
        ranking,
        by_sheet=leads.by_sheet,
        facts=facts,
        beside=leads.beside,
    )


def _verdicts(counts: Mapping[str, int]) -> dict[Verdict, int]:
    return {Verdict(word): int(count) for word, count in counts.items()}


def _zone(lead: Lead) -> str:
    stated = lead.case.data.get("zone")
    return " ".join(str(stated.value).split()) if stated is not None else ""
