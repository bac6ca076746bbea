"""`compliance review`: review one or a few applications, and report with reasons."""

from datetime import date
from pathlib import Path

import click

from compliance import load_rulebook
from compliance.cli import exits
from compliance.cli.lead_options import MappingOptions, ledger_options, show_mapping
from compliance.cli.office_options import facts_of, office_options
from compliance.cli.options import (
    Day,
    RequestCommand,
    Voice,
    chosen_stage,
    output_option,
    refuse_overwriting,
    rulebook_options,
    stage_option,
    write_product,
)
from compliance.intake.leads.reading import LeadChoice, LeadReading
from compliance.intake.office import Office
from compliance.report.review.formats import FORMATS, FULL_FORMATS


def review_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""

    @click.command(
        "review",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "审查申报材料(YAML 或 JSON,- 为标准输入),给出一页的答复:结论、本项目的要点、下一步;完整报告用 --full。\n\n"
            "台账(xlsx、csv、jsonl、parquet 等)中的一行用 --row 或 --id 指定。\n\n"
            "每个项目按其所处阶段审查:该阶段尚不可知的留待后续,不要求补正。\n\n"
            "退出码:0 通过;1 不予通过;3 待补正、待认定或有条件通过;2 用法或材料有误。",
            "Review applications (YAML or JSON; - is standard input): an answer on one page, with what decides and "
            "what to do next; --full gives the whole report.\n\n"
            "One row of a ledger (xlsx, csv, jsonl, parquet …) is named by --row or --id.\n\n"
            "Each project is reviewed at its stage: what cannot be known yet is left for later, and not asked for.\n\n"
            "Exit code: 0 pass; 1 fail; 3 incomplete, for a person to decide, or conditional; 2 wrong usage or bad "
            "input.",
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
    @stage_option(voice)
    @click.option(
        "--format",
        "format_",
        type=click.Choice(list(FORMATS)),
        default="text",
        show_default=True,
        help=voice.say("报告格式(json-1 为旧版 JSON)", "Format of the report (json-1 is the JSON of before)."),
    )
    @click.option(
        "--full",
        is_flag=True,
        help=voice.say(
            "输出完整报告:全部条款、原文、数据和疑点(JSON 总是完整的)",
            "The whole report: all clauses, quotes, data and doubts (JSON is whole in any case).",
        ),
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
    @office_options(voice)
    @rulebook_options(voice)
    @click.pass_context
    def review(
        context: click.Context,
        proposals: tuple[str, ...],
        as_of: date | None,
        stage: str | None,
        format_: str,
        full: bool,
        row: int | None,
        id_: str | None,
        mapping: Path | None,
        show_mapping_: bool,
        save_mapping: Path | None,
        sheet: str | None,
        encoding: str | None,
        output: Path | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
        office: Office,
    ) -> None:
        from compliance.review.run import ReviewJob, run

        reading, mappings = LeadReading(mapping, sheet, encoding), MappingOptions(show_mapping_, save_mapping)
        refuse_overwriting([*proposals, mapping, *office.files, rules, tables], [output, save_mapping], voice)
        rulebook = load_rulebook(rules, tables or office.profile.tables, packs)
        lead = LeadChoice(row, id_)
        of_ledger = lead != LeadChoice() or reading != LeadReading() or mappings.asked or _any_ledger(proposals)
        if of_ledger and len(proposals) != 1:
            raise click.UsageError(
                voice.say("审查台账中的一行时,只能给出一个台账文件", "give one ledger, alone, to review a row of it")
            )
        if mappings.asked:
            leads = reading.leads(Path(proposals[0]), rulebook.vocabulary)
            show_mapping(leads, rulebook, mappings, format_, output, voice)
            return
        at = chosen_stage(rulebook, stage or office.profile.stage)
        facts = facts_of(office, rulebook.vocabulary, voice, reading)
        job = ReviewJob(rulebook, proposals, as_of, date.today(), lead if of_ledger else None, reading, at, facts)
        found = run(job)
        for fault in found.faults:
            voice.report(fault)
        for note in found.notes:
            click.echo(note.line(voice.lang), err=True)
        if found.decisions:
            write_product(found.decisions, (FULL_FORMATS if full else FORMATS)[format_], output, voice)
        verdicts = (decision.verdict for decision in found.decisions)
        context.exit(exits.BAD_INPUT if found.faults else exits.of_verdicts(verdicts))

    return review


def _any_ledger(proposals: tuple[str, ...]) -> bool:
    """Whether a file is a ledger, by its name."""
    from compliance.intake.tables.suffixes import SUFFIXES

    return any(Path(proposal).suffix.lower() in SUFFIXES for proposal in proposals)
