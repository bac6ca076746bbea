"""Screen many leads at once: on columns those that columns hold exactly, every other lead on its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from compliance.case import Case
from compliance.engines.columnar.backends import Backend
from compliance.engines.columnar.encoding import ROW, column_name
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.outcomes import Status, VerdictRank
from compliance.engines.columnar.program import OUTSIDE, PRESUMED, STAGE, VERDICT, Program, fields_read, stage_fields
from compliance.engines.engine import Outcome, Ruling
from compliance.engines.evaluation import Evaluation
from compliance.engines.reference import judged_on, outcome
from compliance.facts import NO_FACTS, Facts
from compliance.intake.leads.rows import Lead
from compliance.review.decision import Verdict, is_granted
from compliance.review.established import established
from compliance.review.judge import finding
from compliance.review.reviewer import Reviewer
from compliance.review.usable import usable
from compliance.rulebook.model import Edition, Ranking, Rule, Rulebook
from compliance.screening.batches import in_batches
from compliance.screening.result import Result, deciding, doubts_of, ids_of, of_decision, order_of, reason_of
from compliance.screening.summary import ScreeningSummary
from compliance.text import Text
from compliance.vocabulary.stages import Stage, StageAsked, Stages

CHUNK = 10_000  # so many leads are screened at once; each chunk has a cost of its own


class Screener:
    """Screens leads under the rules in force on one day, and gives them the points of a ranking.

    `asked` is the stage that leads are judged at; None judges them as if everything could be known.  `facts` are what
    the office knows beside what leads say.
    Raises: InputError for a rule that columns cannot hold.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        as_of: date,
        backend: Backend,
        ranking: Ranking | None = None,
        asked: StageAsked | None = None,
        facts: Facts = NO_FACTS,
    ) -> None:
        self._facts = facts
        self._weights = {} if ranking is None else ranking.weights
        vocabulary = rulebook.vocabulary
        self.edition: Edition = rulebook.edition(as_of).about(vocabulary.reviewed)
        self._as_of = as_of
        self._asked = asked
        self._stages = vocabulary.stages
        self._backend = backend
        self._fields = fields_read(self.edition)
        self._reviewer = Reviewer(rulebook, asked, facts)
        self._order = order_of(vocabulary)
        self._of_stage = [column_name(field) for field in stage_fields(rulebook)]
        self._programs: dict[tuple[bool, bool], Program] = {}
        self._program(any_records=True, one_stage=False)  # it holds every rule as columns have to hold it

    def screen(self, leads: Sequence[Lead]) -> list[Result]:
        """One result for each lead, in their order.

        Raises: InputError for what a person is said to have found of a lead that cannot be used.
        """
        vocabulary = self.edition.rulebook.vocabulary
        cases = [established(lead.case, self._facts, vocabulary) for lead in leads]
        frames = frames_of(enumerate(cases), self._fields)
        states_none = all(frames.cases[name].null_count() == frames.cases.height for name in self._of_stage)
        program = self._program(any_records=frames.records is not None, one_stage=states_none)
        evaluated = self._backend.run(program, frames.cases, frames.records)
        worded = _Rows(self.edition, program, evaluated.columns, self._sorted, self._weights, self._stages)
        places = ((row[worded.row], row) for row in evaluated.iter_rows())
        results = {place: self._result(leads[place], cases[place], worded, row) for place, row in places}
        for place in frames.fallback:
            decision = self._reviewer.review(leads[place].case, self._as_of, self._as_of)
            found = of_decision(leads[place], decision, self._weights)
            results[place] = found._replace(missing=self._sorted(found.missing))
        return [results[place] for place in range(len(leads))]

    def results(self, leads: Iterable[Lead], summary: ScreeningSummary) -> Iterator[tuple[Lead, Result]]:
        """Each lead with its result, in their order, counted as it comes; only a chunk of them is held at a time."""
        for chunk in in_batches(leads, CHUNK):
            for lead, result in zip(chunk, self.screen(chunk), strict=True):
                summary.add(lead, result, self._facts.named(lead.case))
                yield lead, result

    def _program(self, *, any_records: bool, one_stage: bool) -> Program:
        key = any_records, one_stage
        if key not in self._programs:
            self._programs[key] = Program(
                self.edition,
                self._as_of,
                self._backend.dialect,
                any_records=any_records,
                details=True,
                asked=self._asked,
                one_stage=one_stage,
            )
        return self._programs[key]

    def _result(self, lead: Lead, case: Case, worded: "_Rows", row: tuple[Any, ...]) -> Result:
        grouped = worded.grouped(row)
        doubted = worded.doubted(row)
        worded_of_case = doubted or grouped.failed
        rested_on = usable(case, self.edition.rulebook, self._as_of) if worded_of_case else case
        return Result(
            lead.row,
            lead.id,
            lead.case.name,
            worded.verdict(row),
            worded.stage(row),
            worded.outside(row),
            worded.presumed(row),
            ids_of(grouped.failed),
            grouped.undetermined,
            grouped.manual,
            grouped.deferred,
            worded.missing(row),
            grouped.entitlements,
            grouped.prospective,
            tuple(self._reasons(grouped.failed, rested_on)) if grouped.failed else (),
            doubts_of(rested_on),
            sum(self._weights[id_] for id_ in grouped.priorities),
            grouped.priorities,
            grouped.unsettled,
            lead.sheet,
        )

    def _sorted(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The paths in the order of the vocabulary."""
        return tuple(sorted(paths, key=self._order))

    def _reasons(self, failed: Iterable[Rule], case: Case) -> Iterator[Text]:
        """Why each rule is not met, in the words of a review."""
        whole = Evaluation(self.edition.rulebook, case, self._as_of)
        for rule in failed:
            for seen in judged_on(rule.subject, whole):
                if outcome(rule, seen) is Outcome.FAIL:
                    yield reason_of(rule, finding(Ruling(rule, Outcome.FAIL, seen.record), seen).reason)


class _Grouped(NamedTuple):
    """The rules by their outcomes on one lead."""

    failed: tuple[Rule, ...]
    undetermined: tuple[str, ...]
    manual: tuple[str, ...]
    deferred: tuple[str, ...]
    entitlements: tuple[str, ...]
    prospective: tuple[str, ...]
    priorities: tuple[str, ...]
    unsettled: tuple[str, ...]


class _Rows:
    """Reads the rows of an evaluated frame; what many rows have in common is read once."""

    def __init__(
        self,
        edition: Edition,
        program: Program,
        columns: Sequence[str],
        ordered: Callable[[Iterable[str]], tuple[str, ...]],
        weights: Mapping[str, int],
        stages: Stages,
    ) -> None:
        self._weights = weights
        self._stages = stages
        places = {name: place for place, name in enumerate(columns)}
        self._rules = edition.rules
        self.row = places[ROW]
        self._verdict = places[VERDICT]
        self._stage = places[STAGE]
        self._outside, self._presumed = places[OUTSIDE], places[PRESUMED]
        self._statuses = [places[name] for name in program.rules.values()]
        self._ordered = ordered
        self._missing = {path: places[name] for path, name in program.missing.items()}
        self._doubts = [places[name] for name in program.doubts.values()]
        self._grouped: dict[tuple[bool, bool, tuple[int, ...]], _Grouped] = {}
        self._ordered_paths: dict[tuple[str, ...], tuple[str, ...]] = {}

    def verdict(self, row: tuple[Any, ...]) -> Verdict:
        """The verdict."""
        return Verdict[VerdictRank(row[self._verdict]).name]

    def stage(self, row: tuple[Any, ...]) -> str:
        """The id of the stage; empty where there are none."""
        stage = self._stage_of(row)
        return "" if stage is None else stage.id

    def _stage_of(self, row: tuple[Any, ...]) -> Stage | None:
        place = row[self._stage]
        return None if place < 0 else self._stages.every[place]

    def outside(self, row: tuple[Any, ...]) -> bool:
        """Whether it lies outside the places that the packs are for."""
        return bool(row[self._outside])

    def presumed(self, row: tuple[Any, ...]) -> bool:
        """Whether it is taken to lie in such a place, which is not known."""
        return bool(row[self._presumed])

    def doubted(self, row: tuple[Any, ...]) -> bool:
        """Whether a value contradicts others."""
        return any(row[place] for place in self._doubts)

    def missing(self, row: tuple[Any, ...]) -> tuple[str, ...]:
        """The fields that it lacks, by path, in the order of the vocabulary."""
        missing = tuple(path for path, place in self._missing.items() if row[place])
        if missing not in self._ordered_paths:
            self._ordered_paths[missing] = self._ordered(missing)
        return self._ordered_paths[missing]

    def grouped(self, row: tuple[Any, ...]) -> _Grouped:
        """The rules by their outcomes."""
        first_look = self._stages.is_first_look(self._stage_of(row))
        outside, statuses = self.outside(row), tuple(map(row.__getitem__, self._statuses))
        key = first_look, outside, statuses
        if key not in self._grouped:
            self._grouped[key] = self._read(statuses, self.verdict(row), first_look=first_look, outside=outside)
        return self._grouped[key]

    def _read(self, statuses: tuple[int, ...], verdict: Verdict, *, first_look: bool, outside: bool) -> _Grouped:
        def having(wanted: Status) -> list[Rule]:
            return [rule for rule, status in zip(self._rules, statuses, strict=True) if status == wanted]

        outcomes = [(rule, Outcome[Status(status).name]) for rule, status in zip(self._rules, statuses, strict=True)]
        met = ids_of(rule for rule in having(Status.PASS) if rule.grants is not None)
        granted = is_granted(verdict, outcomes, first_look=first_look)
        return _Grouped(
            tuple(deciding(having(Status.FAIL))),
            ids_of(deciding(having(Status.UNDETERMINED))),
            ids_of(deciding(having(Status.MANUAL))),
            ids_of(deciding(having(Status.DEFERRED))),
            met if granted else (),
            () if granted or verdict is Verdict.FAIL or outside else met,
            self._ranked(having(Status.PASS)),
            self._ranked(having(Status.UNDETERMINED) + having(Status.MANUAL) + having(Status.DEFERRED)),
        )

    def _ranked(self, rules: Iterable[Rule]) -> tuple[str, ...]:
        """Those of the rules that the ranking counts, in its order."""
        ids = ids_of(rules)
        return tuple(id_ for id_ in self._weights if id_ in ids)
