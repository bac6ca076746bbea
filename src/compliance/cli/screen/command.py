"""`compliance screen`: a ledger of leads to a result for each."""

import gc
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from compliance.cli import exits
from compliance.cli.lead_options import Reading, ledger_options, read, show
from compliance.cli.options import Day, NewFile, Voice, load_rulebook, open_output, refuse_overwriting, rulebook_options
from compliance.cli.progress import progress
from compliance.cli.screen.bulk import KINDS, BulkJob, compact_here, compact_on_spark
from compliance.rulebook.cache import digest_of

if TYPE_CHECKING:
    from compliance.engines.columnar.backends import DuckDB, Polars
    from compliance.review.decision import Verdict
    from compliance.rulebook.model import Ranking, Rulebook
    from compliance.screening.run import Run
    from compliance.screening.summary import Screening

SUFFIXES = (".xlsx", ".csv", ".jsonl", ".parquet")


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
    @click.argument("ledger", metavar=voice.say("台账", "LEADS"))
    @click.option(
        "-o",
        "--output",
        metavar="FILE",
        help=voice.say(
            "写入文件:.xlsx、.csv、.jsonl 或 .parquet;用 --compact 时为文件夹",
            "Write to a file: .xlsx, .csv, .jsonl, .parquet; with --compact, to a folder.",
        ),
    )
    @click.option(
        "--compact",
        type=click.Choice(KINDS),
        help=voice.say(
            "只存结论和每条规则状态的代码,写成此种文件的文件夹;台账也可为 Parquet 或 CSV 文件夹",
            "Keep codes only, of the verdict and every rule's status, in a folder of such files; LEADS may be a folder "
            "of Parquet or CSV.",
        ),
    )
    @click.option(
        "--as-of",
        type=Day(voice),
        help=voice.say("按此日有效的规定筛查(默认:今日)", "Screen under the rules of this day (default: today)."),
    )
    @click.option(
        "--engine",
        type=click.Choice(["polars", "duckdb", "spark"]),
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
    @rulebook_options(voice)
    @click.pass_context
    def screen(
        context: click.Context,
        ledger: str,
        output: str | None,
        compact: str | None,
        as_of: date | None,
        engine: str,
        master: str,
        rank: bool,
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
        # What a chunk makes is freed when it is kept: looking for garbage would only cost time, and so would giving
        # memory back that the next chunk needs (a setting of Polars for its allocator, read when it is imported).
        gc.disable()
        os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:10000,muzzy_decay_ms:10000")
        rulebook = load_rulebook(rules, tables, packs)
        reading = Reading(mapping, sheet, encoding, show_mapping, save_mapping)
        refuse_overwriting([ledger, mapping], [output, save_mapping], voice)
        day = as_of or date.today()
        if rank and compact is not None:
            raise click.UsageError(voice.say("--rank 不能与 --compact 同用", "--rank cannot go with --compact"))
        ranking = _ranking(rulebook, day, voice) if rank else None
        if compact is not None and not reading.looks_only:
            options = (compact, engine, sheet or "", encoding or "", *packs, *_digest(mapping))
            digest = digest_of(rules, tables)
            asked = BulkJob(ledger, _folder(output, voice), compact, rulebook, day, reading, digest, options)
            _screen_compactly(context, asked, engine, master, voice, resume=resume, quiet=quiet)
            return
        if engine == "spark":
            raise click.UsageError(voice.say("spark 须与 --compact 同用", "spark needs --compact"))
        leads = read(Path(ledger), rulebook.vocabulary, reading)
        if reading.looks_only:
            show(leads, reading, "text", None, voice)
            return
        target = _checked(output, voice)
        from compliance.screening.run import ChunkJob, Run, fingerprint
        from compliance.screening.summary import Screening

        asking = ChunkJob(rulebook, day, type(_backend(engine, voice)), ranking, voice.lang)
        options = (engine, str(rank), sheet or "", encoding or "", *packs, *_digest(mapping))
        run = Run(
            target,
            fingerprint([Path(ledger)], day.isoformat(), voice.lang, digest_of(rules, tables), options),
            ranked=rank,
        )
        run.open(resume=resume)
        with _interruptible(context, voice), progress(leads.height, voice, quiet=quiet) as on_progress:
            run.screen(leads, asking, on_progress)
        verdicts, failed, missing = _counts(run)
        edition = rulebook.edition(day).about(rulebook.vocabulary.reviewed)
        screening = Screening(edition, day, verdicts, failed, missing, leads.notes, ranking)
        _write(run, screening, target, voice)
        run.close()
        if not quiet:
            _summarise(screening, voice)

    return screen


@contextmanager
def _interruptible(context: click.Context, voice: Voice) -> Iterator[None]:
    """Say at once that the keyboard's interrupt was heard, and leave with a hint when what is under way is done."""

    def heard(number: int, frame: FrameType | None) -> None:
        click.echo(voice.say("正在停止,保存手头的部分…", "stopping; what is under way is kept…"), err=True)
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, heard) if current_thread() is main_thread() else None
    try:
        yield
    except KeyboardInterrupt:
        click.echo(voice.say("已停止;加 --resume 继续", "stopped; --resume goes on"), err=True)
        context.exit(exits.INTERRUPTED)
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _screen_compactly(
    context: click.Context, asked: BulkJob, engine: str, master: str, voice: Voice, *, resume: bool, quiet: bool
) -> None:
    if engine == "spark":
        screening = compact_on_spark(asked, master, voice)
    else:
        with _interruptible(context, voice):
            screening = compact_here(asked, _backend(engine, voice), voice, resume=resume, quiet=quiet)
    if not quiet:
        _summarise(screening, voice)


def _ranking(rulebook: "Rulebook", day: date, voice: Voice) -> "Ranking":
    """The one ranking in force.  Raises: click.UsageError."""
    in_force = {pack.id for pack in rulebook.edition(day).packs}
    found = [ranking for ranking in rulebook.rankings if ranking.pack in in_force]
    if len(found) != 1:
        named = "、".join(ranking.id for ranking in found) or voice.say("无", "none")
        raise click.UsageError(
            voice.say(
                f"当日有效的规则包中须恰有一个 rankings 条目(现有:{named});可用 --pack 选定",
                f"the packs of that day must have exactly one ranking (found: {named}); choose a pack by --pack",
            )
        )
    return found[0]


def _folder(output: str | None, voice: Voice) -> str:
    if output is None:
        raise click.UsageError(voice.say("请用 -o 指定写入的文件夹", "name a folder: -o FOLDER"))
    return output


def _checked(given: str | None, voice: Voice) -> Path:
    """The output.  Raises: click.UsageError."""
    output: Path | None = None if given is None else NewFile(voice).convert(given, None, None)
    if output is None or output.suffix.lower() not in SUFFIXES:
        raise click.UsageError(
            voice.say(
                "请用 -o 指定 .xlsx、.csv、.jsonl 或 .parquet 文件", "name a file: -o OUT.xlsx, .csv, .jsonl, .parquet"
            )
        )
    return output


def _backend(engine: str, voice: Voice) -> "Polars | DuckDB":
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
    from compliance.review.decision import Verdict

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
    from compliance.report.render.workbook import MOST_ROWS
    from compliance.report.screening import tables as machine
    from compliance.report.screening.excel import write_excel

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
        with open_output(output) as text:
            if suffix == ".csv":
                machine.write_csv(run.schema, run.frames(), text)
            else:
                machine.write_jsonl(run.frames(), text)


def _summarise(screening: "Screening", voice: Voice) -> None:
    from compliance.report.render.terminal import print_page
    from compliance.report.screening.words import compose_screening

    print_page(compose_screening(screening, voice.lang), sys.stdout, voice.lang)
