"""`compliance screen`: a ledger of leads to a result for each."""

import gc
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from compliance.cli.ledgers import Reading, ledger_options, read, show
from compliance.cli.options import Day, NewFile, Voice, opened, rulebook_options, written
from compliance.cli.progress import progress
from compliance.rulebook.store import digest_of

if TYPE_CHECKING:
    from compliance.engines.columnar.backends import Backend
    from compliance.judge import Verdict
    from compliance.report.screening import Screening
    from compliance.screening_run import Run

SUFFIXES = (".xlsx", ".csv", ".jsonl", ".parquet")
INTERRUPTED = 130


def screen_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""

    @click.command(
        "screen",
        options_metavar=voice.options,
        help=voice.say(
            "筛查招商线索台账(xlsx、xls、ods、csv、tsv、jsonl、parquet),逐条给出结论、理由和缺项。\n\n"
            "全部线索按同一日有效的规定筛查。结果按 -o 的后缀写成 xlsx、csv、jsonl 或 parquet。\n\n"
            "退出码:0 已筛查;2 用法或台账有误;130 中断(加 --resume 继续)。",
            "Screen a ledger of leads (xlsx, xls, ods, csv, tsv, jsonl, parquet): for each a verdict, the reasons and "
            "what is missing.\n\n"
            "All leads are screened under the rules of one day.  The suffix of -o says how results are written: xlsx, "
            "csv, jsonl or parquet.\n\n"
            "Exit code: 0 screened; 2 wrong usage or bad input; 130 stopped (--resume goes on).",
        ),
    )
    @click.argument("ledger", metavar=voice.say("台账", "LEADS"), type=click.Path(path_type=Path))
    @click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=NewFile(voice),
        help=voice.say("写入文件:.xlsx、.csv、.jsonl 或 .parquet", "Write to a file: .xlsx, .csv, .jsonl, .parquet."),
    )
    @click.option(
        "--as-of",
        type=Day(voice),
        help=voice.say("按此日有效的规定筛查(默认:今日)", "Screen under the rules of this day (default: today)."),
    )
    @click.option(
        "--engine",
        type=click.Choice(["polars", "duckdb"]),
        default="polars",
        show_default=True,
        help=voice.say("计算引擎", "The library that evaluates."),
    )
    @click.option("--resume", is_flag=True, help=voice.say("继续上次中断的筛查", "Go on with a run that was stopped."))
    @click.option("-q", "--quiet", is_flag=True, help=voice.say("不显示进度和汇总", "Show no progress and no summary."))
    @ledger_options(voice)
    @rulebook_options(voice)
    @click.pass_context
    def screen(
        context: click.Context,
        ledger: Path,
        output: Path | None,
        as_of: date | None,
        engine: str,
        resume: bool,
        quiet: bool,
        mapping: Path | None,
        show_mapping: bool,
        save_mapping: Path | None,
        sheet: str | None,
        encoding: str | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
    ) -> None:
        rulebook = opened(rules, tables, packs)
        reading = Reading(mapping, sheet, encoding, show_mapping, save_mapping)
        leads = read(ledger, rulebook.vocabulary, reading)
        if reading.looks_only:
            show(leads, reading, "text", None, voice)
            return
        target = _checked(output, voice)
        from compliance.report.screening import Screening
        from compliance.screen import Screener
        from compliance.screening_run import Run, asked_of

        day = as_of or date.today()
        # What a chunk makes is freed when it is kept: looking for garbage would only cost time.
        gc.disable()
        screener = Screener(rulebook, day, _backend(engine, voice))
        options = (engine, sheet or "", encoding or "", *packs, *_digest(mapping))
        run = Run(target, asked_of(ledger, day.isoformat(), voice.lang, digest_of(rules, tables), options))
        run.open(resume=resume)
        try:
            with progress(leads.height, voice, quiet=quiet) as told:
                run.screen(leads, screener, voice.lang, told)
        except KeyboardInterrupt:
            click.echo(voice.say("已停止;加 --resume 继续", "stopped; --resume goes on"), err=True)
            context.exit(INTERRUPTED)
        verdicts, failed, missing = _counts(run)
        screening = Screening(screener.edition, day, verdicts, failed, missing, leads.notes)
        _write(run, screening, target, voice)
        run.close()
        if not quiet:
            _summarise(screening, voice)

    return screen


def _checked(output: Path | None, voice: Voice) -> Path:
    """The output.  Raises: click.UsageError."""
    if output is None or output.suffix.lower() not in SUFFIXES:
        raise click.UsageError(
            voice.say(
                "请用 -o 指定 .xlsx、.csv、.jsonl 或 .parquet 文件", "name a file: -o OUT.xlsx, .csv, .jsonl, .parquet"
            )
        )
    return output


def _backend(engine: str, voice: Voice) -> "Backend":
    from compliance.engines.columnar.backends import DuckDB, Polars

    if engine == "polars":
        return Polars()
    try:
        return DuckDB()
    except ImportError:
        raise click.UsageError(
            voice.say(
                "未安装 DuckDB:pip install 'policy-compliance[duckdb]'",
                "DuckDB is not installed: pip install 'policy-compliance[duckdb]'",
            )
        ) from None


def _digest(mapping: Path | None) -> tuple[str, ...]:
    return () if mapping is None else (mapping.read_text(encoding="utf-8"),)


def _counts(run: "Run") -> "tuple[Counter[Verdict], Counter[str], Counter[str]]":
    """How many leads came out each way, fail each rule and lack each field."""
    from compliance.judge import Verdict

    verdicts: Counter[Verdict] = Counter()
    failed: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for frame in run.frames():
        verdicts.update(map(Verdict, frame["verdict"]))
        for counter, column in ((failed, "failed"), (missing, "missing")):
            counter.update(item for items in frame[column] for item in items)
    return verdicts, failed, missing


def _write(run: "Run", screening: "Screening", output: Path, voice: Voice) -> None:
    """Write the results as the suffix says; the file appears when it is complete."""
    from compliance.report import screening_tables as machine
    from compliance.report.screening_excel import write_excel
    from compliance.report.workbook import MOST_ROWS

    suffix = output.suffix.lower()
    if suffix == ".xlsx" and screening.total > MOST_ROWS:
        output, suffix = output.with_suffix(".parquet"), ".parquet"
        click.echo(
            voice.say(
                f"结果超过 Excel 的行数上限,改写为 {output}", f"more results than Excel has rows: written to {output}"
            ),
            err=True,
        )
    if suffix == ".xlsx":
        with click.open_file(str(output), "wb", atomic=True) as stream:
            write_excel(screening, run.frames(), cast(BinaryIO, stream), voice.lang)
    elif suffix == ".parquet":
        unfinished = run.folder / "unfinished"
        machine.write_parquet(run.scan(), unfinished)
        unfinished.replace(output)
    else:
        write = machine.write_csv if suffix == ".csv" else machine.write_jsonl
        with written(output) as text:
            write(run.frames(), text)


def _summarise(screening: "Screening", voice: Voice) -> None:
    from compliance.report.screening import compose_screening
    from compliance.report.terminal import print_page

    print_page(compose_screening(screening, voice.lang), sys.stdout, voice.lang)
