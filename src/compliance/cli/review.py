"""`compliance review`: one or a few applications to a reasoned report."""

from datetime import date
from pathlib import Path

import click

from compliance.case import Case
from compliance.cli import exits
from compliance.cli.options import Day, Voice, opened, output_option, rulebook_options, written
from compliance.errors import InputError
from compliance.judge import Decision
from compliance.report.formats import FORMATS
from compliance.rulebook.model import Rulebook


def review_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""

    @click.command(
        "review",
        options_metavar=voice.options,
        help=voice.say(
            "审查申报材料(YAML 或 JSON,- 为标准输入),给出有依据的意见。\n\n"
            "退出码:0 通过;1 不予通过;3 待补正或有条件通过;2 用法或材料有误。",
            "Review applications (YAML or JSON; - is standard input) and give the reasons.\n\n"
            "Exit code: 0 pass; 1 fail; 3 incomplete or conditional; 2 wrong usage or bad input.",
        ),
    )
    @click.argument("proposals", nargs=-1, required=True, metavar=voice.say("申报材料...", "PROPOSAL..."))
    @click.option(
        "--as-of",
        type=Day(voice),
        help=voice.say(
            "按此日有效的规定审查(默认:受理日期)", "Review under the rules of this day (default: date accepted)."
        ),
    )
    @click.option(
        "--format",
        "format_",
        type=click.Choice(list(FORMATS)),
        default="text",
        show_default=True,
        help=voice.say("报告格式", "Format of the report."),
    )
    @output_option(voice)
    @rulebook_options(voice)
    @click.pass_context
    def review(
        context: click.Context,
        proposals: tuple[str, ...],
        as_of: date | None,
        format_: str,
        output: Path | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
    ) -> None:
        rulebook = opened(rules, tables, packs)
        cases, complete = _cases(proposals, rulebook, voice)
        decisions = _decisions(cases, rulebook, as_of)
        if decisions:
            with written(output) as stream:
                FORMATS[format_](decisions, voice.lang, stream)
        code = exits.of_verdicts(decision.verdict for decision in decisions) if complete else exits.BAD_INPUT
        context.exit(code)

    return review


def _cases(proposals: tuple[str, ...], rulebook: Rulebook, voice: Voice) -> tuple[list[Case], bool]:
    """The cases of all files that can be read, and whether that was every file."""
    from compliance.intake.application import read_applications

    cases: list[Case] = []
    complete = True
    for proposal in proposals:
        try:
            cases += read_applications(proposal, rulebook.vocabulary)
        except InputError as error:
            voice.report(error)
            complete = False
    return cases, complete


def _decisions(cases: list[Case], rulebook: Rulebook, as_of: date | None) -> list[Decision]:
    from compliance.review import Reviewer

    reviewer = Reviewer(rulebook)
    today = date.today()
    return [reviewer.review(case, as_of, today) for case in cases]
