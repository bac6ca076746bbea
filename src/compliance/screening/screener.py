"""Many leads screened at once: what columns hold exactly is evaluated there, every other lead on its own."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from compliance.case import Case, Doubt
from compliance.engines.columnar.backends import Backend
from compliance.engines.columnar.encoding import ROW
from compliance.engines.columnar.frames import frames_of
from compliance.engines.columnar.outcomes import Ranked, Status
from compliance.engines.columnar.program import VERDICT, Program, fields_read
from compliance.engines.engine import Outcome, Ruling
from compliance.engines.evaluation import Valuation
from compliance.engines.reference import judged_on, outcome
from compliance.intake.leads.row_data import unplaced
from compliance.intake.leads.rows import Lead
from compliance.review.judge import Decision, Verdict, finding
from compliance.review.reviewer import Reviewer, consistent
from compliance.rulebook.model import Edition, Force, Ranking, Rule, Rulebook
from compliance.text import Text
from compliance.vocabulary.fields import Vocabulary

_INDEX = re.compile(r"\[\d+\]")


class Result(NamedTuple):
    """What is found of one lead: rules by id, missing fields by path, and the words for what is not met or in doubt.

    Of a ranking there are the points, the rules that gave them, and those that might give more.
    """

    row: int
    id: str
    name: str
    verdict: Verdict
    failed: tuple[str, ...]
    undetermined: tuple[str, ...]
    manual: tuple[str, ...]
    missing: tuple[str, ...]
    entitlements: tuple[str, ...]
    reasons: tuple[Text, ...]
    doubts: tuple[Text, ...]
    points: int = 0
    priorities: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()


class Screener:
    """Screens leads under the rules in force on one day, and gives them the points of a ranking.

    Raises: InputError for a rule that columns cannot hold.
    """

    def __init__(self, rulebook: Rulebook, as_of: date, backend: Backend, ranking: Ranking | None = None) -> None:
        self._weights = {} if ranking is None else ranking.weights
        self.edition: Edition = rulebook.edition(as_of).about("project")
        self._as_of = as_of
        self._backend = backend
        self._fields = fields_read(self.edition)
        self._reviewer = Reviewer(rulebook)
        self._order = {field.id: place for place, field in enumerate(rulebook.vocabulary.fields("project"))}
        self._programs = {
            with_records: Program(self.edition, as_of, backend.dialect, any_records=with_records, details=True)
            for with_records in (False, True)
        }

    def screen(self, leads: Sequence[Lead]) -> list[Result]:
        """One result for each lead, in their order."""
        frames = frames_of(((place, lead.case) for place, lead in enumerate(leads)), self._fields)
        program = self._programs[frames.records is not None]
        evaluated = self._backend.run(program, frames.cases, frames.records)
        worded = _Rows(self.edition, program, evaluated.columns, self._sorted, self._weights)
        results = {row[worded.row]: self._result(leads[row[worded.row]], worded, row) for row in evaluated.iter_rows()}
        for place, case in frames.odd.items():
            decision = self._reviewer.review(case, self._as_of, self._as_of)
            found = of_decision(leads[place], decision, self._weights)
            results[place] = found._replace(missing=self._sorted(found.missing))
        return [results[place] for place in range(len(leads))]

    def _result(self, lead: Lead, worded: "_Rows", row: tuple[Any, ...]) -> Result:
        said = worded.said(row)
        doubted = worded.doubted(row)
        usable = consistent(lead.case, self.edition.rulebook, self._as_of) if doubted else lead.case
        return Result(
            lead.row,
            lead.id,
            lead.case.name,
            worded.verdict(row),
            _ids(said.failed),
            said.undetermined,
            said.manual,
            worded.missing(row),
            said.entitlements,
            tuple(self._reasons(said.failed, usable)) if said.failed else (),
            _doubts(usable),
            sum(self._weights[id_] for id_ in said.priorities),
            said.priorities,
            said.unsettled,
        )

    def _sorted(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The paths in the order of the vocabulary."""
        return tuple(sorted(paths, key=lambda path: (self._order[path.partition(".")[0]], path)))

    def _reasons(self, failed: Iterable[Rule], case: Case) -> Iterator[Text]:
        """Why each rule is not met, in the words of a review."""
        whole = Valuation(self.edition.rulebook, case, self._as_of)
        for rule in failed:
            for seen in judged_on(rule.subject, whole):
                if outcome(rule, seen) is Outcome.FAIL:
                    yield _reason(rule, finding(Ruling(rule, Outcome.FAIL, seen)).reason)


class _Said(NamedTuple):
    """What the statuses of all rules come to."""

    failed: tuple[Rule, ...]
    undetermined: tuple[str, ...]
    manual: tuple[str, ...]
    entitlements: tuple[str, ...]
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
    ) -> None:
        self._weights = weights
        places = {name: place for place, name in enumerate(columns)}
        self._rules = edition.rules
        self.row = places[ROW]
        self._verdict = places[VERDICT]
        self._statuses = [places[name] for name in program.rules.values()]
        self._ordered = ordered
        self._lacks = {path: places[name] for path, name in program.lacks.items()}
        self._doubts = [places[name] for name in program.doubts.values()]
        self._said: dict[tuple[int, ...], _Said] = {}
        self._missing: dict[tuple[str, ...], tuple[str, ...]] = {}

    def verdict(self, row: tuple[Any, ...]) -> Verdict:
        """The verdict."""
        return Verdict[Ranked(row[self._verdict]).name]

    def doubted(self, row: tuple[Any, ...]) -> bool:
        """Whether a value contradicts others."""
        return any(row[place] for place in self._doubts)

    def missing(self, row: tuple[Any, ...]) -> tuple[str, ...]:
        """The fields that it lacks, by path, in the order of the vocabulary."""
        lacking = tuple(path for path, place in self._lacks.items() if row[place])
        if lacking not in self._missing:
            self._missing[lacking] = self._ordered(lacking)
        return self._missing[lacking]

    def said(self, row: tuple[Any, ...]) -> _Said:
        """The rules by what they say."""
        statuses = tuple(map(row.__getitem__, self._statuses))
        if statuses not in self._said:
            self._said[statuses] = self._read(statuses, Ranked(row[self._verdict]))
        return self._said[statuses]

    def _read(self, statuses: tuple[int, ...], verdict: Ranked) -> _Said:
        def having(wanted: Status) -> list[Rule]:
            return [rule for rule, status in zip(self._rules, statuses, strict=True) if status == wanted]

        granted = [] if verdict is Ranked.FAIL else having(Status.PASS)
        return _Said(
            tuple(_deciding(having(Status.FAIL))),
            _ids(_deciding(having(Status.UNDETERMINED))),
            _ids(_deciding(having(Status.MANUAL))),
            _ids(rule for rule in granted if rule.force is Force.PRIORITY),
            self._ranked(having(Status.PASS)),
            self._ranked(having(Status.UNDETERMINED) + having(Status.MANUAL)),
        )

    def _ranked(self, rules: Iterable[Rule]) -> tuple[str, ...]:
        """Those of the rules that the ranking counts, in its order."""
        ids = _ids(rules)
        return tuple(id_ for id_ in self._weights if id_ in ids)


def path_label(path: str, vocabulary: Vocabulary) -> Text:
    """The words for a missing field: 用地面积, or 单体建筑·层数 for a field of records."""
    holder, _, inner = path.partition(".")
    field = vocabulary.field("project", holder)
    if not inner or field.of is None:
        return field.label
    of_record = vocabulary.field(field.of, inner).label
    return Text(f"{field.label.zh}·{of_record.zh}", f"{field.label.en}: {of_record.en}")


def of_decision(lead: Lead, decision: Decision, weights: Mapping[str, int] = MappingProxyType({})) -> Result:
    """The result that a decision on the lead comes to; `weights` are the points of the rules that a ranking counts."""
    deciding = [f for f in decision.findings if f.rule.force.decides]

    def with_outcome(wanted: Outcome) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f.rule.id for f in deciding if f.outcome is wanted))

    def ranked(*wanted: Outcome) -> tuple[str, ...]:
        having = {f.rule.id for f in decision.findings if f.outcome in wanted}
        return tuple(id_ for id_ in weights if id_ in having)

    failed = with_outcome(Outcome.FAIL)
    undetermined = tuple(id_ for id_ in with_outcome(Outcome.UNDETERMINED) if id_ not in failed)
    settled = (*failed, *undetermined)
    return Result(
        lead.row,
        lead.id,
        lead.case.name,
        decision.verdict,
        failed,
        undetermined,
        tuple(id_ for id_ in with_outcome(Outcome.MANUAL) if id_ not in settled),
        tuple(dict.fromkeys(_INDEX.sub("", request.input.path) for request in decision.requests)),
        tuple(dict.fromkeys(f.rule.id for f in decision.entitlements)),
        tuple(_reason(f.rule, f.reason) for f in deciding if f.outcome is Outcome.FAIL),
        _doubts(decision.case),
        sum(weights[id_] for id_ in ranked(Outcome.PASS)),
        ranked(Outcome.PASS),
        ranked(Outcome.UNDETERMINED, Outcome.MANUAL),
    )


def _reason(rule: Rule, why: Text) -> Text:
    return Text(f"{rule.title.zh}:{why.zh}", f"{rule.title.en}: {why.en}")


def _doubts(case: Case) -> tuple[Text, ...]:
    held = [datum.value for datum in unplaced(case.data).values() if isinstance(datum.value, tuple)]
    every = [*case.doubts, *(doubt for records in held for record in records for doubt in record.doubts)]
    return tuple(_doubted(doubt) for doubt in every)


def _doubted(doubt: Doubt) -> Text:
    label, why = doubt.label, doubt.reason
    zh = why.zh if label.zh in why.zh else f"{label.zh}:{why.zh}"
    return Text(zh, why.en if label.en in why.en else f"{label.en}: {why.en}")


def _deciding(rules: Iterable[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.force.decides]


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(rule.id for rule in rules)
