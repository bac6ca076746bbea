"""`compliance review`: review one or a few applications, and report with reasons."""

from datetime import date
from pathlib import Path

import click

from compliance import load_rulebook
from compliance.cli import exits
from compliance.cli.lead_options import MappingOptions, blank_option, ledger_options, show_form, show_mapping
from compliance.cli.office_options import facts_of, office_options
from compliance.cli.options import (
    Day,
    NewFile,
    RequestCommand,
    Voice,
    chosen_stage,
    open_output,
    output_option,
    refuse_overwriting,
    rulebook_options,
    stage_option,
    supplement_option,
    write_product,
)
from compliance.intake.forms.reading import FormReading
from compliance.intake.leads.reading import LeadChoice, LeadReading
from compliance.intake.office import Office
from compliance.report.review.formats import FORMATS, FULL_FORMATS
from compliance.vocabulary.fields import Vocabulary


def review_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""

    @click.command(
        "review",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "审查申报材料(填好的 Word 或 Excel 申请表,YAML 或 JSON,- 为标准输入),给出一页的答复:结论、要点、下一步;"
            "完整报告用 --full。\n\n"
            "申请表先用 --show-mapping 查看读到了什么、什么有疑问、什么没有读。\n\n"
            "台账(xlsx、csv、jsonl、parquet 等)中的一行用 --row 或 --id 指定。\n\n"
            "每个项目按其所处阶段审查:该阶段尚不可知的留待后续,不要求补正。\n\n"
            "退出码:0 通过;1 不予通过;3 待补正、待认定或有条件通过;2 用法或材料有误。",
            "Review applications (Word or Excel forms, YAML, JSON; - is standard input): an answer on one page, with "
            "what decides and what to do next; --full gives the whole report.\n\n"
            "Of a form, --show-mapping tells first what is read, what is in question, and what is not read.\n\n"
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
    @supplement_option(voice)
    @ledger_options(voice)
    @blank_option(voice)
    @click.option(
        "--propose",
        metavar="FILE.yaml",
        type=NewFile(voice),
        help=voice.say(
            "把申请表(含有文字的 PDF)读出的内容写成申报材料文件,逐项注明位置,供核对;不作审查",
            "Write what is read of a form (also a PDF with text) as an application file, each value with its place, to "
            "be checked; nothing is reviewed.",
        ),
    )
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
        supplements: tuple[str, ...],
        mapping: Path | None,
        show_mapping_: bool,
        save_mapping: Path | None,
        sheet: str | None,
        encoding: str | None,
        blank: Path | None,
        propose: Path | None,
        output: Path | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
        office: Office,
    ) -> None:
        from compliance.intake.forms.material import is_form, read_form
        from compliance.review.run import ReviewJob, run

        reading, mappings = LeadReading(mapping, sheet, encoding), MappingOptions(show_mapping_, save_mapping)
        forms = FormReading(mapping, blank, sheet, encoding)
        read = [*proposals, *supplements, mapping, blank, *office.files, rules, tables]
        refuse_overwriting(read, [output, save_mapping, propose], voice)
        rulebook = load_rulebook(rules, tables or office.profile.tables, packs)
        lead = LeadChoice(row, id_)
        of_ledger = lead != LeadChoice()
        if (of_ledger or mappings.asked) and len(proposals) != 1:
            raise click.UsageError(
                voice.say(
                    "审查台账中的一行,或查看如何读取时,只能给出一个文件",
                    "give one ledger, alone, to review a row of it, or one file to see how it is read",
                )
            )
        _check_reading(proposals, forms, lead, mappings, voice)
        if propose is not None:
            if of_ledger or mappings.asked or len(proposals) != 1:
                raise click.UsageError(
                    voice.say(
                        "--propose 只用于一份申请表,不与 --row、--id、--show-mapping、--save-mapping 同用",
                        "--propose is for one form, and not with --row, --id, --show-mapping or --save-mapping",
                    )
                )
            _propose(proposals, propose, forms, rulebook.vocabulary, voice)
            return
        if mappings.asked:
            if not of_ledger and (blank is not None or is_form(proposals[0], rulebook.vocabulary, sheet, encoding)):
                show_form(read_form(proposals[0], rulebook.vocabulary, forms), mappings, format_, output, voice)
                return
            leads = reading.leads(Path(proposals[0]), rulebook.vocabulary)
            show_mapping(leads, rulebook, mappings, format_, output, voice)
            return
        at = chosen_stage(rulebook, stage or office.profile.stage)
        facts = facts_of(office, rulebook.vocabulary, voice, reading)
        chosen = lead if of_ledger else None
        job = ReviewJob(rulebook, proposals, as_of, date.today(), chosen, reading, at, facts, forms, supplements)
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


def _propose(
    proposals: tuple[str, ...], output: Path, forms: FormReading, vocabulary: Vocabulary, voice: Voice
) -> None:
    """Write what is read of a form to be checked.  Raises: InputError, RequestError."""
    from compliance.intake.forms.material import read_form
    from compliance.report.proposal import proposal

    found = read_form(proposals[0], vocabulary, forms)
    with open_output(output) as stream:
        stream.write(proposal(found, vocabulary, voice.lang))
    for note in found.notes:
        click.echo(note.line(voice.lang), err=True)
    click.echo(
        voice.say(
            f"已写出 {output}:请逐项与原件核对,再审查",
            f"written to {output}: check each line against the form, then review it",
        ),
        err=True,
    )


def _check_reading(
    proposals: tuple[str, ...], forms: FormReading, lead: LeadChoice, mappings: MappingOptions, voice: Voice
) -> None:
    """See that how to read a ledger or a form is said of one.  Raises: click.UsageError."""
    from compliance.intake.forms.documents import DOCUMENTS
    from compliance.intake.tables.suffixes import SUFFIXES

    said = forms != FormReading() or mappings.asked
    if said and not any(Path(proposal).suffix.lower() in (*DOCUMENTS, *SUFFIXES) for proposal in proposals):
        raise click.UsageError(
            voice.say(
                "--mapping、--show-mapping、--save-mapping、--sheet、--encoding、--blank 只用于台账和申请表",
                "--mapping, --show-mapping, --save-mapping, --sheet, --encoding and --blank are for ledgers and forms",
            )
        )
    if forms.blank is not None and lead != LeadChoice():
        raise click.UsageError(voice.say("--blank 只用于申请表,不用于台账", "--blank is for forms, not for ledgers"))
