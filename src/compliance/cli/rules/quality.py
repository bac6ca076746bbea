"""`compliance rules test`, `coverage` and `mutate`: how well the rulebook is tried by its cases."""

import sys
from pathlib import Path

import click

from compliance import load_rulebook
from compliance.cli import exits
from compliance.cli.options import Decorator, RequestCommand, Voice, rulebook_options
from compliance.errors import UnknownIdError
from compliance.text import Text

FORMATS = ("text", "json")
NOTICED = 95  # percent of the changes, without those explained, that cases must notice


def quality_commands(voice: Voice) -> tuple[click.Command, ...]:
    """The commands, speaking that language."""
    return (_test(voice), _coverage(voice), _mutate(voice))


def _format_option(voice: Voice) -> Decorator:
    return click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help=voice.say("输出格式", "Format of the output."),
    )


def _finish(passed: bool) -> None:
    if not passed:
        raise click.exceptions.Exit(exits.FAIL)


# test


def _test(voice: Voice) -> click.Command:
    @click.command(
        "test",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "用两个引擎跑规则旁的全部案例;有不符的,或一个案例也没有的,退出码为 1",
            "Run the cases beside the rules on both engines; exit code 1 if one fails or there is none.",
        ),
    )
    @_format_option(voice)
    @rulebook_options(voice)
    def test(format_: str, rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        from compliance.quality.runner import run_cases
        from compliance.report.rulebook.quality import TRIALS, Trials
        from compliance.rulebook.cases import all_cases

        rulebook = load_rulebook(rules, tables, packs)
        cases = all_cases(rules, rulebook)
        failures = run_cases(rulebook, cases)
        TRIALS[format_].write(Trials(len(cases), failures), voice.lang, sys.stdout)
        _finish(bool(cases) and not failures)

    return test


# coverage


def _coverage(voice: Voice) -> click.Command:
    @click.command(
        "coverage",
        cls=RequestCommand,
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
        from compliance.report.rulebook.quality import COVERAGE, Covered
        from compliance.rulebook.cases import all_cases

        rulebook = load_rulebook(rules, tables, packs)
        found = covered(rulebook, all_cases(rules, rulebook))
        listed = [one for one in found if all_ or one.missed or one.one_sided or one.idle]
        COVERAGE[format_].write(Covered(found, listed), voice.lang, sys.stdout)
        _finish(not any(one.missed for one in found))

    return coverage


# mutate


def _mutate(voice: Voice) -> click.Command:
    @click.command(
        "mutate",
        cls=RequestCommand,
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
        from compliance.report.rulebook.quality import MUTATION, Mutated
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
        MUTATION[format_].write(Mutated(found, explained, escaped), voice.lang, sys.stdout)
        due = found.tried - len(explained)
        _finish(not found.faulty and (due - len(escaped)) * 100 >= due * NOTICED)

    return mutate
