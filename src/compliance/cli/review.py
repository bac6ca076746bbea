"""`compliance review`: one or a few applications to a reasoned report."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.case import Case
from compliance.cli import exits
from compliance.cli.lead_options import Reading, ledger_options, read, show
from compliance.cli.options import (
    Day,
    Voice,
    load_rulebook,
    open_output,
    output_option,
    refuse_overwriting,
    rulebook_options,
)
from compliance.errors import InputError
from compliance.report.review.formats import FORMATS
from compliance.review.decision import Decision
from compliance.rulebook.model import Rulebook

if TYPE_CHECKING:
    from compliance.intake.leads.leads import Leads


def review_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""

    @click.command(
        "review",
        options_metavar=voice.options,
        help=voice.say(
            "审查申报材料(YAML 或 JSON,- 为标准输入),给出有依据的意见。\n\n"
            "台账(xlsx、csv、jsonl、parquet 等)中的一行用 --row 或 --id 指定。\n\n"
            "退出码:0 通过;1 不予通过;3 待补正或有条件通过;2 用法或材料有误。",
            "Review applications (YAML or JSON; - is standard input) and give the reasons.\n\n"
            "One row of a ledger (xlsx, csv, jsonl, parquet …) is named by --row or --id.\n\n"
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
    @click.option(
        "--row",
        type=click.IntRange(min=1),
        metavar="N",
        help=voice.say("台账中的行号,即表格软件所示的行号", "The row of a ledger, as a spreadsheet numbers it."),
    )
    @click.option("--id", "id_", metavar="ID", help=voice.say("台账中的项目编号", "The id of a project of a ledger."))
    @ledger_options(voice)
    @output_option(voice)
    @rulebook_options(voice)
    @click.pass_context
    def review(
        context: click.Context,
        proposals: tuple[str, ...],
        as_of: date | None,
        format_: str,
        row: int | None,
        id_: str | None,
        mapping: Path | None,
        show_mapping: bool,
        save_mapping: Path | None,
        sheet: str | None,
        encoding: str | None,
        output: Path | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
    ) -> None:
        rulebook = load_rulebook(rules, tables, packs)
        reading = Reading(mapping, sheet, encoding, show_mapping, save_mapping)
        refuse_overwriting([*proposals, mapping], [output, save_mapping], voice)
        if _of_ledger(proposals, row, id_, reading):
            path = _one_ledger(proposals, voice)
            leads = read(path, rulebook.vocabulary, reading)
            if reading.looks_only:
                show(leads, reading, format_, output, voice)
                return
            cases, complete = [one_lead(leads, row, id_, voice)], True
        else:
            cases, complete = _cases(proposals, rulebook, voice)
        decisions = _decisions(cases, rulebook, as_of)
        if decisions:
            with open_output(output) as stream:
                FORMATS[format_](decisions, voice.lang, stream)
        code = exits.of_verdicts(decision.verdict for decision in decisions) if complete else exits.BAD_INPUT
        context.exit(code)

    return review


def _of_ledger(proposals: tuple[str, ...], row: int | None, id_: str | None, reading: Reading) -> bool:
    """Whether the arguments ask about a ledger rather than applications."""
    from compliance.intake.tables.suffixes import SUFFIXES

    asked = row is not None or id_ is not None or reading != Reading(None, None, None, False, None)
    return asked or any(Path(proposal).suffix.lower() in SUFFIXES for proposal in proposals)


def _one_ledger(proposals: tuple[str, ...], voice: Voice) -> Path:
    if len(proposals) != 1:
        raise click.UsageError(
            voice.say("审查台账中的一行时,只能给出一个台账文件", "give one ledger, alone, to review a row of it")
        )
    return Path(proposals[0])


def one_lead(leads: "Leads", row: int | None, id_: str | None, voice: Voice) -> Case:
    """The case of that row or id.  Raises: click.UsageError if there is none, or more than one."""
    if (row is None) == (id_ is None):
        raise click.UsageError(
            voice.say(
                "审查台账须用 --row 行号 或 --id 编号 指定其中一行", "name one row of a ledger by --row or by --id"
            )
        )
    found = []
    for lead in leads:
        if lead.id == id_ or lead.row == row:
            found.append(lead)
        if row is not None and lead.row >= row:
            break
    if not found:
        raise click.UsageError(_absent(leads, row, id_, voice))
    if len(found) > 1:
        rows = "、".join(str(lead.row) for lead in found[:20])
        raise click.UsageError(
            voice.say(
                f"编号“{id_}”出现在第 {rows} 行,请用 --row 指定", f"the id {id_!r} stands in rows {rows}; use --row"
            )
        )
    return found[0].case


def _absent(leads: "Leads", row: int | None, id_: str | None, voice: Voice) -> str:
    if row is None:
        return voice.say(f"台账中没有编号“{id_}”", f"the ledger has no id {id_!r}")
    why = leads.skipped.why(row)
    if why is not None:
        return voice.say(f"第 {row} 行不是项目:{why.zh}", f"row {row} is no lead: {why.en}")
    return voice.say(
        f"第 {row} 行不是项目:是表头,或超出台账的末行", f"row {row} is no lead: headings, or below the last row"
    )


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
    from compliance.review.reviewer import Reviewer

    reviewer = Reviewer(rulebook)
    today = date.today()
    return [reviewer.review(case, as_of, today) for case in cases]
