"""`compliance screen`: screen a ledger of leads, with reasons, or whole tables into one column per rule."""

from datetime import date
from pathlib import Path

import click

from compliance import load_rulebook
from compliance.cli.lead_options import MappingOptions, ledger_options, show_mapping
from compliance.cli.office_options import facts_of, office_options
from compliance.cli.options import (
    Day,
    RequestCommand,
    Voice,
    chosen_stage,
    refuse_overwriting,
    rulebook_options,
    stage_option,
)
from compliance.cli.screen.bulk import screen_in_bulk, screen_on_spark
from compliance.cli.screen.ledger import screen_ledger
from compliance.cli.screen.request import Request
from compliance.engines.columnar.libraries import LIBRARIES
from compliance.intake.leads.reading import LeadReading
from compliance.intake.office import Office
from compliance.intake.tables.stored import Stored
from compliance.report.render.format import named
from compliance.report.screening.formats import FORMATS

SPARK = "spark"


def screen_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""
    formats = named(suffix[1:] for suffix in FORMATS)
    suffixes = named(FORMATS)

    @click.command(
        "screen",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "筛查招商线索台账(xlsx、xls、ods、csv、tsv、jsonl、parquet),逐条给出结论、理由和缺项。\n\n"
            f"全部线索按同一日有效的规定筛查。结果按 -o 的后缀写成 {formats.zh};没有 -o 时显示在屏幕上。\n\n"
            "退出码:0 已筛查;2 用法或台账有误;130 中断(加 --resume 继续)。",
            "Screen a ledger of leads (xlsx, xls, ods, csv, tsv, jsonl, parquet): for each a verdict, the reasons and "
            "what is missing.\n\n"
            "All leads are screened under the rules of one day.  The suffix of -o says how results are written: "
            f"{formats.en}; without it they are shown.\n\n"
            "Exit code: 0 screened; 2 wrong usage or bad input; 130 stopped (--resume goes on).",
        ),
    )
    @click.argument("ledger", metavar=voice.say("台账", "LEADS"))
    @click.option(
        "-o",
        "--output",
        metavar="FILE",
        help=voice.say(
            f"写入文件:{suffixes.zh};用 --compact 时为文件夹(默认:显示在屏幕上)",
            f"Write to a file: {suffixes.en}; with --compact, to a folder (default: show them).",
        ),
    )
    @click.option(
        "--into-copy",
        metavar="FILE",
        help=voice.say(
            "写入台账工作簿(.xlsx、.xlsm)的副本:加“结论”“须补正”“理由”三列,其余不变",
            "Write a copy of the ledger's own workbook (.xlsx, .xlsm) with columns for the verdict, what is to be "
            "supplied and why; nothing else in it changes.",
        ),
    )
    @click.option(
        "--compact",
        type=click.Choice([stored.value for stored in Stored]),
        help=voice.say(
            "结论和每条规则各存一列,以词语记其结果,写成此种文件的文件夹;台账也可为 Parquet 或 CSV 文件夹",
            "Keep one column per rule with a word for its outcome, and one for the verdict, in a folder of such files; "
            "LEADS may be a folder of Parquet or CSV.",
        ),
    )
    @click.option(
        "--as-of",
        type=Day(voice),
        help=voice.say("按此日有效的规定筛查(默认:今日)", "Screen under the rules of this day (default: today)."),
    )
    @stage_option(voice)
    @click.option(
        "--engine",
        type=click.Choice([*LIBRARIES, SPARK]),
        default="polars",
        show_default=True,
        help=voice.say("计算引擎;spark 须与 --compact 同用", "The library that evaluates; spark needs --compact."),
    )
    @click.option(
        "--master",
        metavar="URL",
        default="local[*]",
        show_default=True,
        help=voice.say("Spark 集群的地址", "The cluster of Spark."),
    )
    @click.option(
        "--rank",
        is_flag=True,
        help=voice.say(
            "按规则库约定的分值排列线索,并列出得分的条款;不影响结论",
            "Put the leads in the order of the rulebook's ranking, with what gave each its points; no verdict changes.",
        ),
    )
    @click.option("--resume", is_flag=True, help=voice.say("继续上次中断的筛查", "Go on with a run that was stopped."))
    @click.option("-q", "--quiet", is_flag=True, help=voice.say("不显示进度和汇总", "Show no progress and no summary."))
    @ledger_options(voice)
    @office_options(voice)
    @rulebook_options(voice)
    @click.pass_context
    def screen(
        context: click.Context,
        ledger: str,
        output: str | None,
        into_copy: str | None,
        compact: str | None,
        as_of: date | None,
        stage: str | None,
        engine: str,
        master: str,
        rank: bool,
        resume: bool,
        quiet: bool,
        mapping: Path | None,
        show_mapping_: bool,
        save_mapping: Path | None,
        sheet: str | None,
        encoding: str | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
        office: Office,
    ) -> None:
        reading, mappings = LeadReading(mapping, sheet, encoding), MappingOptions(show_mapping_, save_mapping)
        refuse_overwriting([ledger, mapping, *office.files, rules, tables], [output, into_copy, save_mapping], voice)
        if into_copy is not None and compact is not None:
            raise click.UsageError(
                voice.say("--into-copy 不能与 --compact 同用", "--into-copy cannot go with --compact")
            )
        if rank and compact is not None:
            raise click.UsageError(voice.say("--rank 不能与 --compact 同用", "--rank cannot go with --compact"))
        if engine == SPARK and compact is None:
            raise click.UsageError(voice.say("spark 须与 --compact 同用", "spark needs --compact"))
        rulebook = load_rulebook(rules, tables or office.profile.tables, packs)
        if mappings.asked:
            show_mapping(reading.leads(Path(ledger), rulebook.vocabulary), rulebook, mappings, "text", None, voice)
            return
        chosen, day = chosen_stage(rulebook, stage or office.profile.stage), as_of or date.today()
        facts = facts_of(office, rulebook.vocabulary, voice, reading)
        asked = Request(ledger, reading, output, rulebook, day, chosen, engine, resume, quiet, facts, into_copy)
        if compact is None:
            screen_ledger(context, asked, voice, ranked=rank)
        elif engine == SPARK:
            screen_on_spark(asked, Stored(compact), master, voice)
        else:
            screen_in_bulk(context, asked, Stored(compact), voice)

    return screen
