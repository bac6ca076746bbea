"""`compliance rules test`, `coverage` and `mutate`: how well the rulebook is tried by its cases."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli import exits
from compliance.cli.options import UnknownIdError, Voice, opened, rulebook_options
from compliance.rulebook.model import Rulebook
from compliance.text import Text

if TYPE_CHECKING:
    from compliance.rulebook.cases import RuleCase

NOTICED = 95  # percent of the changes that cases must notice


def quality_commands(voice: Voice) -> tuple[click.Command, ...]:
    """The commands, speaking that language."""
    return (_test(voice), _coverage(voice), _mutate(voice))


def _cases(rules: Path | None, rulebook: Rulebook) -> "list[RuleCase]":
    from compliance.rulebook.cases import read_cases

    return [case for pack in rulebook.packs for case in read_cases(rules, pack.id, rulebook.vocabulary)]


def _finish(passed: bool) -> None:
    if not passed:
        raise click.exceptions.Exit(exits.FAIL)


def _test(voice: Voice) -> click.Command:
    @click.command(
        "test",
        options_metavar=voice.options,
        help=voice.say(
            "用两个引擎跑规则旁的全部案例;有不符的退出码为 1",
            "Run the cases beside the rules on both engines; exit code 1 if one fails.",
        ),
    )
    @rulebook_options(voice)
    def test(rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        from compliance.quality.trial import run_cases

        rulebook = opened(rules, tables, packs)
        cases = _cases(rules, rulebook)
        failures = run_cases(rulebook, cases)
        for failure in failures:
            clause = "" if failure.rule is None else f" {failure.rule.cite.document} {failure.rule.cite.clause}"
            engine = f"[{failure.engine}] " if failure.engine else ""
            click.echo(
                f"{failure.case.at}: {failure.case.name} · {failure.case.rule}{clause}: {engine}"
                f"{failure.how.to(voice.lang)}"
            )
        failed = len({(failure.case.at, failure.case.name) for failure in failures})
        click.echo(voice.say(f"{len(cases)} 个案例,{failed} 个不符", f"{len(cases)} cases, {failed} failed"))
        _finish(not failures)

    return test


def _coverage(voice: Voice) -> click.Command:
    @click.command(
        "coverage",
        options_metavar=voice.options,
        help=voice.say(
            "各规则的案例试过哪些结果、哪些基本条件的真假两面;有遗漏的退出码为 1",
            "Which outcomes and which sides of each condition the cases try; exit code 1 if an outcome is left out.",
        ),
    )
    @click.option("--all", "all_", is_flag=True, help=voice.say("列出全部规则", "List every rule."))
    @rulebook_options(voice)
    def coverage(all_: bool, rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        from compliance.quality.coverage import coverage as covered
        from compliance.report.phrases import OUTCOMES

        rulebook = opened(rules, tables, packs)
        found = covered(rulebook, _cases(rules, rulebook))
        for one in found:
            listed = voice.say("、", ", ").join
            if all_ or one.missed or one.one_sided:
                tried = listed(OUTCOMES[outcome].to(voice.lang) for outcome in OUTCOMES if outcome in one.seen)
                click.echo(voice.say(f"{one.rule.id}:{one.cases} 个案例", f"{one.rule.id}: {one.cases} cases"))
                click.echo(voice.say(f"  试过:{tried}", f"  tried: {tried}"))
            if one.missed:
                missed = listed(OUTCOMES[outcome].to(voice.lang) for outcome in one.missed)
                click.echo(voice.say(f"  未试:{missed}", f"  not tried: {missed}"))
            for atom in one.one_sided:
                click.echo(voice.say(f"  只试过一面:{atom}", f"  one side only: {atom}"))
        reach = sum(len(one.reachable) for one in found)
        seen = sum(len(one.reachable & one.seen) for one in found)
        atoms, one_sided = sum(len(one.atoms) for one in found), sum(len(one.one_sided) for one in found)
        click.echo(
            voice.say(
                f"可能的结果 {reach} 个,试过 {seen} 个;基本条件 {atoms} 个,两面都试过的 {atoms - one_sided} 个",
                f"{seen} of {reach} possible outcomes tried; {atoms - one_sided} of {atoms} conditions seen both ways",
            )
        )
        _finish(seen == reach)

    return coverage


def _mutate(voice: Voice) -> click.Command:
    @click.command(
        "mutate",
        options_metavar=voice.options,
        help=voice.say(
            "逐处改动规则(阈值、比较、且或、单位、例外),看案例能否察觉;未解释的漏网超过 5% 时退出码为 1",
            "Change the rules in one place at a time and see whether a case notices; exit code 1 if more than 5% "
            "escape without an explanation.",
        ),
    )
    @click.option("--rule", "only", metavar="ID", help=voice.say("只改动此规则", "Change only this rule."))
    @rulebook_options(voice)
    def mutate(only: str | None, rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        from compliance.quality.mutation import mutate as mutated
        from compliance.rulebook.cases import read_survivors

        rulebook = opened(rules, tables, packs)
        if only is not None and only not in {rule.id for rule in rulebook.rules}:
            raise UnknownIdError(only, [rule.id for rule in rulebook.rules], Text("规则", "rule"))
        found = mutated(rulebook, _cases(rules, rulebook), only)
        explained: dict[str, Text] = {}
        for pack in rulebook.packs:
            explained |= read_survivors(rules, pack.id)
        for mutant in found.survivors:
            why = explained.get(mutant.name)
            note = voice.say("未察觉", "not noticed") if why is None else why.to(voice.lang)
            click.echo(f"{mutant.name}\n    {note}")
        escaped = sum(mutant.name not in explained for mutant in found.survivors)
        noticed = found.tried - len(found.survivors)
        click.echo(
            voice.say(
                f"改动 {found.tried} 处,察觉 {noticed} 处,未察觉而已说明的 {len(found.survivors) - escaped} 处,"
                f"未说明的 {escaped} 处",
                f"{found.tried} changes, {noticed} noticed, {len(found.survivors) - escaped} explained, {escaped} not",
            )
        )
        _finish(escaped * 100 <= found.tried * (100 - NOTICED))

    return mutate
