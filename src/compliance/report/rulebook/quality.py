"""How well the cases try the rules: failures, coverage and unnoticed changes, as text and as JSON."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TextIO

from compliance.quality.coverage import Coverage
from compliance.quality.mutant import Mutant
from compliance.quality.mutation import Mutation
from compliance.quality.runner import Failure
from compliance.report.phrases import OUTCOMES
from compliance.report.phrasing import Phrasing
from compliance.report.render.format import TextFormat
from compliance.report.render.terminal import wrapped
from compliance.text import Lang, Text

_WIDTH = 80


class Trials(NamedTuple):
    """How many cases were run, and which came out otherwise than they say."""

    cases: int
    failures: Sequence[Failure]


class Covered(NamedTuple):
    """The coverage of every rule, and of those to be listed."""

    every: Sequence[Coverage]
    listed: Sequence[Coverage]


class Mutated(NamedTuple):
    """The changes tried, and those no case noticed: explained, with the reason, and not."""

    tried: Mutation
    explained: Sequence[tuple[Mutant, Text]]
    escaped: Sequence[Mutant]


def _line(stream: TextIO, text: str, indent: int = 0) -> None:
    for line in wrapped(text, _WIDTH - indent):
        stream.write(" " * indent + line + "\n")


def _write_json(stream: TextIO, data: Mapping[str, Any]) -> None:
    stream.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def _failure_data(failure: Failure, lang: Lang) -> dict[str, str | None]:
    case, rule = failure.case, failure.rule
    return {
        "case": case.name,
        "place": str(case.at),
        "rule": case.rule,
        "document": None if rule is None else rule.cite.document,
        "clause": None if rule is None else rule.cite.clause,
        "engine": failure.engine or None,
        "difference": failure.how.to(lang),
    }


def _write_failures(trials: Trials, lang: Lang, stream: TextIO) -> None:
    either = Phrasing(lang).either
    failures, cases = trials.failures, trials.cases
    failed = 0
    for (at, name), group in groupby(failures, lambda failure: (failure.case.at, failure.case.name)):
        several = list(group)
        failed += 1
        rule = several[0].rule
        clause = "" if rule is None else f" · {rule.cite.document} {rule.cite.clause}"
        _line(stream, name)
        _line(stream, str(at), 4)
        _line(stream, f"{several[0].case.rule}{clause}", 4)
        for failure in several:
            engine = f"[{failure.engine}] " if failure.engine else ""
            _line(stream, f"{engine}{failure.how.to(lang)}", 4)
    if not cases:
        _line(stream, either("规则旁没有案例,什么也没有试", "no cases beside the rules: nothing was tried"))
        return
    _line(stream, either(f"{cases} 个案例,{failed} 个不符", f"{cases} cases, {failed} failed"))


def _coverage_totals(found: Sequence[Coverage]) -> dict[str, int]:
    atoms = sum(len(one.atoms) for one in found)
    return {
        "possible": sum(len(one.possible) for one in found),
        "tried": sum(len(one.possible) - len(one.missed) for one in found),
        "conditions": atoms,
        "both_sides": atoms - sum(len(one.one_sided) for one in found),
        "decisive": atoms - sum(len(one.idle) for one in found),
    }


def _coverage_data(one: Coverage, lang: Lang) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "place": str(one.rule.at),
        "clause": one.rule.cite.clause,
        "cases": one.cases,
        "tried": sorted(one.seen),
        "not_tried": {outcome: one.possible[outcome].to(lang) for outcome in one.missed},
        "one_side_only": one.one_sided,
        "never_decisive": one.idle,
    }


def _write_coverage(covered: Covered, lang: Lang, stream: TextIO) -> None:
    either = Phrasing(lang).either
    found, listed = covered
    for one in listed:
        tried = (
            Phrasing(lang)
            .either("、", ", ")
            .join(said.to(lang) for outcome, said in OUTCOMES.items() if outcome in one.seen)
        )
        _line(stream, either(f"{one.rule.id}:{one.cases} 个案例", f"{one.rule.id}: {one.cases} cases"))
        _line(stream, f"{one.rule.at} · {one.rule.cite.clause}", 4)
        _line(stream, either(f"试过:{tried}", f"tried: {tried}"), 4)
        for outcome in one.missed:
            named, why = OUTCOMES[outcome].to(lang), one.possible[outcome].to(lang)
            _line(stream, either(f"未试“{named}”,而{why}", f"not tried: {named}; {why}"), 4)
        for atom in one.one_sided:
            _line(stream, either(f"只试过一面:{atom}", f"one side only: {atom}"), 4)
        for atom in one.idle:
            _line(stream, either(f"没有案例的结果单独取决于:{atom}", f"alone decides no case: {atom}"), 4)
    n = _coverage_totals(found)
    _line(
        stream,
        either(
            f"可能的结果 {n['possible']} 个,试过 {n['tried']} 个;基本条件 {n['conditions']} 个,"
            f"两面都试过的 {n['both_sides']} 个,单独左右过结果的 {n['decisive']} 个",
            f"{n['tried']} of {n['possible']} possible outcomes tried; of {n['conditions']} conditions "
            f"{n['both_sides']} seen both ways, {n['decisive']} alone decide a case",
        ),
    )


def _mutation_data(mutated: Mutated, lang: Lang) -> dict[str, Any]:
    found, explained, escaped = mutated
    return {
        "tried": found.tried,
        "noticed": found.tried - len(found.survivors),
        "escaped": [_mutant_data(mutant) for mutant in escaped],
        "explained": [{**_mutant_data(mutant), "why": why.to(lang)} for mutant, why in explained],
        "faulty_cases": [f"{case.at}: {case.name}" for case in found.faulty],
    }


def _mutant_data(mutant: Mutant) -> dict[str, str]:
    return {
        "mutant": mutant.name,
        "of": mutant.id,
        "part": mutant.part,
        "place": str(mutant.at),
        "before": mutant.before,
        "after": mutant.after,
    }


def _write_mutation(mutated: Mutated, lang: Lang, stream: TextIO) -> None:
    either = Phrasing(lang).either
    found, explained, escaped = mutated
    for case in found.faulty:
        _line(
            stream,
            either(f"案例本身不符,不能察觉改动:{case.name}", f"fails as it is, so notices nothing: {case.name}"),
        )
        _line(stream, f"{case.at} · {case.rule}", 4)
    for mutant in escaped:
        _line(stream, either(f"未察觉:{mutant.name}", f"not noticed: {mutant.name}"))
        _line(stream, str(mutant.at), 4)
    for why, group in groupby(explained, lambda pair: pair[1]):
        _line(stream, either(f"已说明:{why.zh}", f"explained: {why.en}"))
        for mutant, _ in group:
            _line(stream, mutant.name, 4)
    noticed = found.tried - len(found.survivors)
    _line(
        stream,
        either(
            f"改动 {found.tried} 处,察觉 {noticed} 处,未察觉而已说明的 {len(explained)} 处,未说明的 {len(escaped)} 处",
            f"{found.tried} changes, {noticed} noticed, {len(explained)} explained, {len(escaped)} not",
        ),
    )


def _trials_json(trials: Trials, lang: Lang, stream: TextIO) -> None:
    failures = [_failure_data(failure, lang) for failure in trials.failures]
    _write_json(stream, {"cases": trials.cases, "failures": failures})


def _coverage_json(covered: Covered, lang: Lang, stream: TextIO) -> None:
    rules = [_coverage_data(one, lang) for one in covered.listed]
    _write_json(stream, {**_coverage_totals(covered.every), "rules": rules})


def _mutation_json(mutated: Mutated, lang: Lang, stream: TextIO) -> None:
    _write_json(stream, _mutation_data(mutated, lang))


TRIALS: Mapping[str, TextFormat[Trials]] = {"text": TextFormat(_write_failures), "json": TextFormat(_trials_json)}
COVERAGE: Mapping[str, TextFormat[Covered]] = {"text": TextFormat(_write_coverage), "json": TextFormat(_coverage_json)}
MUTATION: Mapping[str, TextFormat[Mutated]] = {"text": TextFormat(_write_mutation), "json": TextFormat(_mutation_json)}
