"""`compliance assess`: hold a ledger against the year's targets."""

from datetime import date
from pathlib import Path

import click

from compliance import load_rulebook
from compliance.cli.office_options import facts_of, office_options
from compliance.cli.options import (
    Day,
    RequestCommand,
    Voice,
    output_option,
    refuse_overwriting,
    rulebook_options,
    write_product,
)
from compliance.intake.office import Office
from compliance.report.assessment.formats import ASSESSMENT, FULL_ASSESSMENT
from compliance.report.render.format import FileFormat


def assess_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""

    @click.command(
        "assess",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "对照年度目标核算台账(Excel 工作簿,或存放 CSV、YAML 的文件夹):"
            "表名为 项目、单体、集聚区、县区、全市、部门。先给出一页:各单位达标、未达标、过期未报、待定各几项。\n\n"
            "退出码:0 已核算;2 用法或台账有误。",
            "Hold a ledger (a workbook, or a folder of CSV and YAML files named projects, buildings, zones, counties, "
            "city and departments) against the year's targets: on one page what is met, missed, overdue and "
            "open, and by whom.\n\n"
            "Exit code: 0 assessed; 2 wrong usage or a ledger that cannot be read.",
        ),
    )
    @click.argument("ledger", metavar=voice.say("台账", "LEDGER"), type=click.Path(path_type=Path))
    @click.option(
        "--as-of",
        type=Day(voice),
        help=voice.say("截至此日核算(默认:今日)", "Assess as of this day (default: today)."),
    )
    @click.option(
        "--format",
        "format_",
        type=click.Choice(list(ASSESSMENT)),
        default="text",
        show_default=True,
        help=voice.say("报告格式;xlsx 须用 -o 指定文件", "Format of the report; xlsx needs -o."),
    )
    @click.option(
        "--full",
        is_flag=True,
        help=voice.say(
            "文本给出全文,而不只是一页;其他格式本来就有全文",
            "Give the whole report as text, not one page; the other formats have all of it anyway.",
        ),
    )
    @output_option(voice)
    @office_options(voice)
    @rulebook_options(voice)
    def assess(
        ledger: Path,
        as_of: date | None,
        format_: str,
        full: bool,
        output: Path | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
        office: Office,
    ) -> None:
        from compliance.assessment.run import LedgerJob, run_assessment

        chosen = (FULL_ASSESSMENT if full else ASSESSMENT)[format_]
        if output is None and isinstance(chosen, FileFormat):
            raise click.UsageError(voice.say(f"{format_} 须用 -o 指定文件", f"{format_} needs a file: -o"))
        refuse_overwriting([ledger, *office.files, rules, tables], [output], voice)
        rulebook = load_rulebook(rules, tables or office.profile.tables, packs)
        facts = facts_of(office, rulebook.vocabulary, voice)
        write_product(run_assessment(LedgerJob(rulebook, ledger, as_of or date.today(), facts)), chosen, output, voice)

    return assess
