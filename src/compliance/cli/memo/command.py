"""`compliance memo`: write memos to be signed, on applications, leads, or a ledger as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance import load_rulebook
from compliance.cli.lead_options import blank_option, reading_options
from compliance.cli.memo.ids import ids_named
from compliance.cli.memo.write import fill_folder, write_memo
from compliance.cli.office_options import facts_of, office_options
from compliance.cli.options import (
    Day,
    NewFile,
    RequestCommand,
    Voice,
    chosen_stage,
    refuse_overwriting,
    rulebook_options,
    stage_option,
    supplement_option,
)
from compliance.intake.forms.reading import FormReading
from compliance.intake.leads.reading import LeadReading
from compliance.intake.office import Office
from compliance.report.letters.kinds import PaperKind
from compliance.report.memo.formats import FORMATS
from compliance.report.memo.selection import MemoKind, Selection
from compliance.review.decision import Verdict

if TYPE_CHECKING:
    from compliance.report.memo.formats import Render
    from compliance.vocabulary.fields import Vocabulary


_SUFFIXES = tuple(FORMATS)


def memo_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""
    zh, en = "、".join(_SUFFIXES), ", ".join(_SUFFIXES)

    @click.command(
        "memo",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            f"把审查意见写成可签署的备忘录。-o 为文件时写一份,格式由后缀决定({zh});"
            "为文件夹时每份材料或台账中选定的每条线索各写一份,另附目录;台账还附全部线索的汇总。\n\n"
            "--of screening 只写台账的筛查汇总;--of targets 写台账与年度目标的对照和要素分配。\n\n"
            "材料按入驻申请阶段审查,线索按招商线索阶段;已到更后阶段的,按其所到阶段。\n\n"
            "退出码:0 通过(台账:已写);1 不予通过;3 待补正、待认定或有条件通过;2 用法或材料有误,其余照写;130 中断。",
            f"Write reviews as memos to be signed.  If -o is a file, one memo, in the format of its suffix ({en}); "
            "if it is a folder, a memo on each application or on each lead asked for, and an index; "
            "of a ledger also a summary of all its leads.\n\n"
            "--of screening writes the summary of a ledger alone; --of targets its targets and the allocation.\n\n"
            "Applications are judged as such and leads as leads, or at a later stage that they have reached.\n\n"
            "Exit code: 0 pass (ledgers: written); 1 fail; 3 incomplete, for a person to decide, or conditional; "
            "2 wrong usage or bad input, the rest is written; 130 stopped.",
        ),
    )
    @click.argument("sources", nargs=-1, required=True, metavar=voice.say("申报材料...|台账", "APPLICATION...|LEDGER"))
    @click.option(
        "-o",
        "--output",
        metavar="FILE|DIR",
        required=True,
        type=NewFile(voice, folders=True),
        help=voice.say(
            f"备忘录文件({zh}),或新文件夹",
            f"A file ({en}), or a new folder.",
        ),
    )
    @click.option(
        "--of",
        "kind",
        type=click.Choice([kind.value for kind in MemoKind]),
        default="application",
        show_default=True,
        help=voice.say("application 申报材料或线索;screening 台账的筛查汇总;targets 年度目标", "What a memo is on."),
    )
    @click.option(
        "--kind",
        "paper",
        type=click.Choice([paper.value for paper in PaperKind]),
        default="memo",
        show_default=True,
        help=voice.say(
            "memo 备忘录;letter 一次性告知书;consultation 征求意见函;notice 不予通过通知书",
            "A memo; a letter that tells the applicant what to supply; one that asks an office to find; a refusal.",
        ),
    )
    @click.option(
        "--verdict",
        "verdicts",
        multiple=True,
        type=click.Choice([verdict.value for verdict in Verdict]),
        help=voice.say("只写此结论的项目(可多次给出)", "Only on projects of this verdict (may be repeated)."),
    )
    @click.option(
        "--ids",
        metavar="A,B|@FILE",
        multiple=True,
        help=voice.say("只写这些编号;@文件 为每行一个编号", "Only on these ids; @FILE has an id on each line."),
    )
    @click.option(
        "--row",
        "rows",
        metavar="N",
        multiple=True,
        type=click.IntRange(min=1),
        help=voice.say("只写台账中的这一行(可多次给出)", "Only on this row of the ledger (may be repeated)."),
    )
    @click.option(
        "--format",
        "format_",
        type=click.Choice([suffix[1:] for suffix in _SUFFIXES]),
        help=voice.say("文件夹中备忘录的格式(默认 docx)", "The format of memos in a folder (default: docx)."),
    )
    @click.option(
        "--template",
        metavar="FILE.docx",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=voice.say(
            "单位自己的 Word 模板(字段见 docs/memo.md)", "An office's own Word template (see docs/memo.md)."
        ),
    )
    @click.option(
        "--as-of",
        type=Day(voice),
        help=voice.say("审查日期(默认:受理日期;台账为今日)", "The day (default: date accepted; ledgers: today)."),
    )
    @stage_option(voice)
    @click.option("-q", "--quiet", is_flag=True, help=voice.say("不显示进度", "Show no progress."))
    @supplement_option(voice)
    @reading_options(voice)
    @blank_option(voice)
    @office_options(voice)
    @rulebook_options(voice)
    @click.pass_context
    def memo(
        context: click.Context,
        sources: tuple[str, ...],
        output: Path,
        kind: str,
        paper: str,
        verdicts: tuple[str, ...],
        ids: tuple[str, ...],
        rows: tuple[int, ...],
        format_: str | None,
        template: Path | None,
        as_of: date | None,
        stage: str | None,
        quiet: bool,
        supplements: tuple[str, ...],
        mapping: Path | None,
        sheet: str | None,
        encoding: str | None,
        blank: Path | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
        office: Office,
    ) -> None:
        from compliance.report.memo.run import MemoJob

        selection = Selection(ids_named(ids, voice), frozenset(rows), frozenset(map(Verdict, verdicts)))
        reading = LeadReading(mapping, sheet, encoding)
        forms = FormReading(mapping, blank, sheet, encoding)
        read = [*sources, *supplements, mapping, blank, template, *office.files, rules, tables]
        in_folder = output.is_dir() or not output.suffix
        enclosed = None if in_folder or paper != PaperKind.LETTER else _enclosed_with(output, voice)
        refuse_overwriting(read, [output, enclosed], voice)
        _check(kind, selection, voice, in_folder=in_folder)
        if paper != PaperKind.MEMO and kind != "application":
            raise click.UsageError(
                voice.say(f"--of {kind} 不能用 --kind {paper}", f"--kind {paper} does not go with --of {kind}")
            )
        suffix = _suffix(output, format_, voice, in_folder=in_folder)
        render = _renderer(suffix, template, voice)
        rulebook = load_rulebook(rules, tables or office.profile.tables, packs)
        ledger = _ledger(sources, kind, selection, forms, rulebook.vocabulary, voice)
        if supplements and ((ledger is not None and in_folder) or kind != "application"):
            raise click.UsageError(
                voice.say("--with 只用于申报材料或一条线索", "--with is for applications, or for one lead")
            )
        leads = None if ledger is None else reading.leads(ledger, rulebook.vocabulary)
        at = chosen_stage(rulebook, stage or office.profile.stage)
        facts = facts_of(office, rulebook.vocabulary, voice, reading)
        today, profile = date.today(), office.profile
        job = MemoJob(
            sources,
            leads,
            selection,
            rulebook,
            as_of,
            today,
            voice.lang,
            at,
            facts,
            profile,
            forms,
            supplements,
            PaperKind(paper),
        )
        with _explained(voice):
            if in_folder:
                code = fill_folder(output, suffix, render, job, voice, quiet=quiet)
            else:
                code = write_memo(output, MemoKind(kind), render, job, voice, quiet=quiet)
        context.exit(code)

    return memo


def _ledger(
    sources: tuple[str, ...],
    kind: str,
    selection: Selection,
    forms: FormReading,
    vocabulary: "Vocabulary",
    voice: Voice,
) -> Path | None:
    """The ledger of leads that a memo is asked from, or None for one on applications or targets.

    Raises: click.UsageError; InputError for a ledger that cannot be read.
    """
    from compliance.intake.forms.material import is_form, is_form_file
    from compliance.intake.tables.suffixes import SUFFIXES as LEDGERS

    may_be = any(Path(source).suffix.lower() in LEDGERS for source in sources)
    if kind == "application" and may_be and not selection.rows and not selection.verdicts:
        may_be = forms.blank is None and not all(
            is_form_file(source) and is_form(source, vocabulary, forms.sheet, forms.encoding) for source in sources
        )
    of_leads = kind == "screening" or may_be
    if len(sources) > 1 and (kind != "application" or of_leads):
        raise click.UsageError(voice.say("台账一次只能给出一个", "give one ledger, alone"))
    of_forms = kind == "application" and any(is_form_file(source) for source in sources)
    if kind == "targets" or not of_leads:
        if selection.rows or (forms != FormReading() and not of_forms):
            raise click.UsageError(
                voice.say(
                    "--row 只用于线索台账,--mapping、--sheet、--encoding 只用于线索台账和申请表,--blank 只用于申请表",
                    "--row is for ledgers of leads, --mapping, --sheet and --encoding for those and for forms, "
                    "--blank for forms",
                )
            )
        return None
    return Path(sources[0])


def _enclosed_with(output: Path, voice: Voice) -> Path:
    """The file of the form that goes with a letter.  Raises: click.UsageError if another file has that name."""
    from compliance.intake.forms.own import is_own_form
    from compliance.report.letters.enclosure import enclosed_with

    place = Path(enclosed_with(str(output), voice.lang))
    if place.exists() and not is_own_form(place):
        raise click.UsageError(
            voice.say(
                f"随附的补正表须写入“{place}”,而该文件已存在;请用 -o 另行指定",
                f"the enclosed form would go to {str(place)!r}, which exists; name another file by -o",
            )
        )
    return place


def _check(kind: str, selection: Selection, voice: Voice, *, in_folder: bool) -> None:
    """See that nothing is asked for that would be left undone.  Raises: click.UsageError."""
    if in_folder and kind != "application":
        raise click.UsageError(voice.say(f"--of {kind} 写成一份文件", f"--of {kind} is written to a file"))
    if selection.verdicts and not in_folder:
        raise click.UsageError(voice.say("--verdict 只用于文件夹", "--verdict is for folders"))
    if (selection.ids or selection.rows) and kind != "application":
        raise click.UsageError(
            voice.say(f"--of {kind} 不能用 --ids、--row", f"--ids and --row do not go with --of {kind}")
        )


def _suffix(output: Path, format_: str | None, voice: Voice, *, in_folder: bool) -> str:
    """The suffix of the memos.  Raises: click.UsageError."""
    if in_folder:
        return f".{format_ or _SUFFIXES[0][1:]}"
    if format_ is not None:
        raise click.UsageError(
            voice.say("--format 只用于文件夹;文件的格式由后缀决定", "--format is for folders; a file's suffix says it")
        )
    suffix = output.suffix.lower()
    if suffix not in _SUFFIXES:
        known = voice.say("、", ", ").join(_SUFFIXES)
        raise click.UsageError(
            voice.say(
                f"-o 的后缀须为 {known} 之一;没有后缀的是文件夹",
                f"the suffix of -o must be one of {known}; a name without one is a folder",
            )
        )
    return suffix


def _renderer(suffix: str, template: Path | None, voice: Voice) -> "Render":
    from compliance.report.memo.formats import FORMATS, word

    if template is None:
        return FORMATS[suffix]
    if suffix != ".docx":
        raise click.UsageError(voice.say("--template 只用于 .docx", "--template is for .docx only"))
    return word(template)


@contextmanager
def _explained(voice: Voice) -> Iterator[None]:
    """Say what to install where PDF cannot be written.  Raises: click.ClickException."""
    from compliance.report.memo.content import PdfUnavailableError

    try:
        yield
    except PdfUnavailableError as error:
        raise click.ClickException(
            voice.say(
                "写 PDF 须先安装附加组件:pip install 'policy-compliance[pdf]';不安装可写 .docx、.html、.md",
                "PDF needs an extra: pip install 'policy-compliance[pdf]'; .docx, .html and .md work without",
            )
        ) from error
