"""`compliance assess`: a ledger against the year's targets."""

import gc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from compliance.cli.options import (
    Day,
    Voice,
    load_rulebook,
    open_output,
    output_option,
    refuse_overwriting,
    rulebook_options,
)

if TYPE_CHECKING:
    from compliance.assessment.attainment import Assessment
    from compliance.errors import Problem


def assess_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""

    @click.command(
        "assess",
        options_metavar=voice.options,
        help=voice.say(
            "对照年度目标核算台账(Excel 工作簿,或存放 CSV、YAML 的文件夹):"
            "表名为 项目、单体、集聚区、县区、全市、部门。\n\n退出码:0 已核算;2 用法或台账有误。",
            "Hold a ledger (a workbook, or a folder of CSV and YAML files named projects, buildings, zones, counties, "
            "city and departments) against the year's targets.\n\n"
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
        type=click.Choice(["text", "json", "html", "xlsx"]),
        default="text",
        show_default=True,
        help=voice.say("报告格式;xlsx 须用 -o 指定文件", "Format of the report; xlsx needs -o."),
    )
    @output_option(voice)
    @rulebook_options(voice)
    def assess(
        ledger: Path,
        as_of: date | None,
        format_: str,
        output: Path | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
    ) -> None:
        from compliance.assessment.assess import assess as assessed
        from compliance.intake.progress_ledger import read_ledger

        if format_ == "xlsx" and output is None:
            raise click.UsageError(voice.say("xlsx 须用 -o 指定文件", "xlsx needs a file: -o"))
        refuse_overwriting([ledger], [output], voice)
        rulebook = load_rulebook(rules, tables, packs)
        # All that is read is kept to the end: looking for garbage would only cost time.
        gc.disable()
        read = read_ledger(ledger, rulebook.vocabulary)
        found = assessed(rulebook, read.cases, as_of or date.today())
        if format_ == "xlsx" and output is not None:
            _write_excel(found, read.notes, output, voice)
        else:
            _write_text(found, read.notes, format_, output, voice)

    return assess


def _write_text(
    found: "Assessment", notes: "tuple[Problem, ...]", format_: str, output: Path | None, voice: Voice
) -> None:
    with open_output(output) as stream:
        if format_ == "json":
            from compliance.report.assessment.as_json import to_json

            stream.write(to_json(found, notes, voice.lang))
        elif format_ == "html":
            from compliance.report.assessment.html import to_html

            stream.write(to_html(found, notes, voice.lang))
        else:
            from compliance.report.assessment.page import compose_assessment
            from compliance.report.render.terminal import print_page

            print_page(compose_assessment(found, notes, voice.lang), stream, voice.lang)


def _write_excel(found: "Assessment", notes: "tuple[Problem, ...]", output: Path, voice: Voice) -> None:
    from compliance.report.assessment.excel import write_excel

    with click.open_file(str(output), "wb", atomic=True) as stream:
        write_excel(found, notes, cast(BinaryIO, stream), voice.lang)
