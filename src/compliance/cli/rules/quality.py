"""`compliance rules test`, `coverage` and `mutate`: how well the rulebook is tried by its cases."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli import exits
from compliance.cli.options import Decorator, UnknownIdError, Voice, load_rulebook, rulebook_options
from compliance.text import Text

if TYPE_CHECKING:
    from compliance.quality.coverage import Coverage
    from compliance.quality.mutation import Mutant, Mutation
    from compliance.quality.runner import Failure

NOTICED = 95  # percent of the changes, without those explained, that cases must notice
_WIDTH = 80


def quality_commands(voice: Voice) -> tuple[click.Command, ...]:
    """The commands, speaking that language."""
    return (_test(voice), _coverage(voice), _mutate(voice))


def _format_option(voice: Voice) -> Decorator:
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=voice.say("输出格式", "Format of the output."),
    )


def _finish(passed: bool) -> None:
    if not passed:
        raise click.exceptions.Exit(exits.FAIL)


def _print(text: str, indent: int = 0) -> None:
    from compliance.report.render.terminal import wrapped

    for line in wrapped(text, _WIDTH - indent):
        click.echo(" " * indent + line)


def _print_json(data: Mapping[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


# test


def _test(voice: Voice) -> click.Command:
    @click.command(
        "test",
        options_metavar=voice.options,
        help=voice.say(
            "用两个引擎跑规则旁的全部案例;有不符的退出码为 1",
            "Run the cases beside the rules on both engines; exit code 1 if one fails.",
        ),
    )
    @_format_option(voice)
    @rulebook_options(voice)
    def test(format_: str, rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        from compliance.quality.runner import run_cases
        from compliance.rulebook.cases import all_cases

        rulebook = load_rulebook(rules, tables, packs)
        cases = all_cases(rules, rulebook)
        failures = run_cases(rulebook, cases)
        if format_ == "json":
            _print_json({"cases": len(cases), "failures": [_failure_data(failure, voice) for failure in failures]})
        else:
            _print_failures(failures, len(cases), voice)
        _finish(not failures)

    return test


def _failure_data(failure: "Failure", voice: Voice) -> dict[str, str | None]:
    case, rule = failure.case, failure.rule
    return {
        "case": case.name,
        "place": str(case.at),
        "rule": case.rule,
        "document": None if rule is None else rule.cite.document,
        "clause": None if rule is None else rule.cite.clause,
        "engine": failure.engine or None,
        "difference": failure.how.to(voice.lang),
    }


def _print_failures(failures: "Sequence[Failure]", cases: int, voice: Voice) -> None:
    failed = 0
    for (at, name), group in groupby(failures, lambda failure: (failure.case.at, failure.case.name)):
        several = list(group)
        failed += 1
        rule = several[0].rule
        clause = "" if rule is None else f" · {rule.cite.document} {rule.cite.clause}"
        _print(name)
        _print(str(at), 4)
        _print(f"{several[0].case.rule}{clause}", 4)
        for failure in several:
            engine = f"[{failure.engine}] " if failure.engine else ""
            _print(f"{engine}{failure.how.to(voice.lang)}", 4)
    _print(voice.say(f"{cases} 个案例,{failed} 个不符", f"{cases} cases, {failed} failed"))


# coverage


def _coverage(voice: Voice) -> click.Command:
    @click.command(
        "coverage",
        options_metavar=voice.options,
        help=voice.say(
            "各规则的案例试过哪些结果、哪些基本条件的真假两面;有遗漏的结果时退出码为 1",
            "Which outcomes and which sides of each condition the cases try; exit code 1 if an outcome is left out.",
        ),
    )
    @click.option("--all", "all_", is_flag=True, help=voice.say("列出全部规则", "List every rule."))
    @_format_option(voice)
    @rulebook_options(voice)
    def coverage(all_: bool, format_: str, rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        from compliance.quality.coverage import coverage as covered
        from compliance.rulebook.cases import all_cases

        rulebook = load_rulebook(rules, tables, packs)
        found = covered(rulebook, all_cases(rules, rulebook))
        listed = [one for one in found if all_ or one.missed or one.one_sided or one.idle]
        if format_ == "json":
            _print_json({**_coverage_totals(found), "rules": [_coverage_data(one, voice) for one in listed]})
        else:
            _print_coverage(found, listed, voice)
        _finish(not any(one.missed for one in found))

    return coverage


def _coverage_totals(found: "Sequence[Coverage]") -> dict[str, int]:
    atoms = sum(len(one.atoms) for one in found)
    return {
        "possible": sum(len(one.possible) for one in found),
        "tried": sum(len(one.possible) - len(one.missed) for one in found),
        "conditions": atoms,
        "both_sides": atoms - sum(len(one.one_sided) for one in found),
        "decisive": atoms - sum(len(one.idle) for one in found),
    }


def _coverage_data(one: "Coverage", voice: Voice) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "place": str(one.rule.at),
        "clause": one.rule.cite.clause,
        "cases": one.cases,
        "tried": sorted(one.seen),
        "not_tried": {outcome: one.possible[outcome].to(voice.lang) for outcome in one.missed},
        "one_side_only": one.one_sided,
        "never_decisive": one.idle,
    }


def _print_coverage(found: "Sequence[Coverage]", listed: "Sequence[Coverage]", voice: Voice) -> None:
    from compliance.report.phrases import OUTCOMES

    for one in listed:
        tried = voice.say("、", ", ").join(
            said.to(voice.lang) for outcome, said in OUTCOMES.items() if outcome in one.seen
        )
        _print(voice.say(f"{one.rule.id}:{one.cases} 个案例", f"{one.rule.id}: {one.cases} cases"))
        _print(f"{one.rule.at} · {one.rule.cite.clause}", 4)
        _print(voice.say(f"试过:{tried}", f"tried: {tried}"), 4)
        for outcome in one.missed:
            named, why = OUTCOMES[outcome].to(voice.lang), one.possible[outcome].to(voice.lang)
            _print(voice.say(f"未试“{named}”,而{why}", f"not tried: {named}; {why}"), 4)
        for atom in one.one_sided:
            _print(voice.say(f"只试过一面:{atom}", f"one side only: {atom}"), 4)
        for atom in one.idle:
            _print(voice.say(f"没有案例的结果单独取决于:{atom}", f"alone decides no case: {atom}"), 4)
    n = _coverage_totals(found)
    _print(
        voice.say(
            f"可能的结果 {n['possible']} 个,试过 {n['tried']} 个;基本条件 {n['conditions']} 个,"
            f"两面都试过的 {n['both_sides']} 个,单独左右过结果的 {n['decisive']} 个",
            f"{n['tried']} of {n['possible']} possible outcomes tried; of {n['conditions']} conditions "
            f"{n['both_sides']} seen both ways, {n['decisive']} alone decide a case",
        )
    )


# mutate


def _mutate(voice: Voice) -> click.Command:
    @click.command(
        "mutate",
        options_metavar=voice.options,
        help=voice.say(
            "逐处改动规则(阈值、比较、且或、单位、例外、表格),看案例能否察觉;未解释的漏网超过 5% 或案例本身"
            "不符时退出码为 1",
            "Change the rules in one place at a time and see whether a case notices; exit code 1 if more than 5% "
            "escape without an explanation, or if a case fails as it is.",
        ),
    )
    @click.option("--rule", "only", metavar="ID", help=voice.say("只改动此规则", "Change only this rule."))
    @_format_option(voice)
    @rulebook_options(voice)
    def mutate(only: str | None, format_: str, rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        from compliance.quality.mutation import mutate as mutated
        from compliance.rulebook.cases import all_cases, read_survivors

        rulebook = load_rulebook(rules, tables, packs)
        if only is not None and only not in {rule.id for rule in rulebook.rules}:
            raise UnknownIdError(only, [rule.id for rule in rulebook.rules], Text("规则", "rule"))
        found = mutated(rulebook, all_cases(rules, rulebook), only)
        reasons: dict[str, Text] = {}
        for pack in rulebook.packs:
            reasons |= read_survivors(rules, pack.id)
        explained = [(mutant, why) for mutant in found.survivors if (why := mutant.explained(reasons)) is not None]
        escaped = [mutant for mutant in found.survivors if mutant.explained(reasons) is None]
        if format_ == "json":
            _print_json(_mutation_data(found, explained, escaped, voice))
        else:
            _print_mutation(found, explained, escaped, voice)
        due = found.tried - len(explained)
        _finish(not found.faulty and (due - len(escaped)) * 100 >= due * NOTICED)

    return mutate


def _mutation_data(
    found: "Mutation", explained: "Sequence[tuple[Mutant, Text]]", escaped: "Sequence[Mutant]", voice: Voice
) -> dict[str, Any]:
    return {
        "tried": found.tried,
        "noticed": found.tried - len(found.survivors),
        "escaped": [_mutant_data(mutant) for mutant in escaped],
        "explained": [{**_mutant_data(mutant), "why": why.to(voice.lang)} for mutant, why in explained],
        "faulty_cases": [f"{case.at}: {case.name}" for case in found.faulty],
    }


def _mutant_data(mutant: "Mutant") -> dict[str, str]:
    return {
        "mutant": mutant.name,
        "of": mutant.id,
        "part": mutant.part,
        "place": str(mutant.at),
        "before": mutant.before,
        "after": mutant.after,
    }


def _print_mutation(
    found: "Mutation", explained: "Sequence[tuple[Mutant, Text]]", escaped: "Sequence[Mutant]", voice: Voice
) -> None:
    for case in found.faulty:
        _print(voice.say(f"案例本身不符,不能察觉改动:{case.name}", f"fails as it is, so notices nothing: {case.name}"))
        _print(f"{case.at} · {case.rule}", 4)
    for mutant in escaped:
        _print(voice.say(f"未察觉:{mutant.name}", f"not noticed: {mutant.name}"))
        _print(str(mutant.at), 4)
    for why, group in groupby(explained, lambda pair: pair[1]):
        _print(voice.say(f"已说明:{why.zh}", f"explained: {why.en}"))
        for mutant, _ in group:
            _print(mutant.name, 4)
    noticed = found.tried - len(found.survivors)
    _print(
        voice.say(
            f"改动 {found.tried} 处,察觉 {noticed} 处,未察觉而已说明的 {len(explained)} 处,未说明的 {len(escaped)} 处",
            f"{found.tried} changes, {noticed} noticed, {len(explained)} explained, {len(escaped)} not",
        )
    )
