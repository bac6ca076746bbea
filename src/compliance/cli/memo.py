"""`compliance memo`: an application, or a ledger held against the year's targets, to a memo to be signed."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from compliance.cli import exits
from compliance.cli.options import Day, NewFile, Voice, opened, rulebook_options

if TYPE_CHECKING:
    from compliance.report.memo.content import Memo
    from compliance.report.memo.formats import Render
    from compliance.rulebook.model import Rulebook

KINDS = ("application", "targets")


def memo_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""

    @click.command(
        "memo",
        options_metavar=voice.options,
        help=voice.say(
            "把一份申报材料的审查意见写成可签署的备忘录,格式由文件后缀决定:.docx、.pdf、.html、.md。"
            "--of targets 则把台账与年度目标的对照和要素分配写成备忘录。\n\n"
            "退出码:0 通过(或对照已写);1 不予通过;3 待补正或有条件通过;2 用法或材料有误。",
            "Write the review of one application as a memo to be signed; the suffix of the file says the format: "
            ".docx, .pdf, .html or .md.  With --of targets, the memo is on a ledger: the year's targets and the "
            "allocation.\n\n"
            "Exit code: 0 pass (or targets written); 1 fail; 3 incomplete or conditional; 2 wrong usage or bad input.",
        ),
    )
    @click.argument("source", metavar=voice.say("申报材料或台账", "APPLICATION"))
    @click.option(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        type=NewFile(voice),
        help=voice.say("备忘录文件(.docx、.pdf、.html、.md)", "The memo's file (.docx, .pdf, .html, .md)."),
    )
    @click.option(
        "--of",
        "kind",
        type=click.Choice(KINDS),
        default="application",
        show_default=True,
        help=voice.say("application 申报材料;targets 年度目标", "What the memo is on."),
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
        help=voice.say("审查日期(默认:受理日期;年度目标为今日)", "The day (default: date accepted; targets: today)."),
    )
    @rulebook_options(voice)
    @click.pass_context
    def memo(
        context: click.Context,
        source: str,
        output: Path,
        kind: str,
        template: Path | None,
        as_of: date | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
    ) -> None:
        render = _renderer(output, template, voice)
        rulebook = opened(rules, tables, packs)
        if kind == "targets":
            written, code = _on_targets(source, rulebook, as_of, voice), exits.PASS
        else:
            written, code = _on_application(source, rulebook, as_of, voice)
        content = _rendered(render, written, voice)
        with click.open_file(str(output), "wb", atomic=True) as stream:
            stream.write(content)
        context.exit(code)

    return memo


def _renderer(output: Path, template: Path | None, voice: Voice) -> "Render":
    from compliance.report.memo.formats import FORMATS, word

    suffix = output.suffix.lower()
    if suffix not in FORMATS:
        known = voice.say("、", ", ").join(FORMATS)
        raise click.UsageError(voice.say(f"-o 的后缀须为 {known} 之一", f"the suffix of -o must be one of {known}"))
    if template is None:
        return FORMATS[suffix]
    if suffix != ".docx":
        raise click.UsageError(voice.say("--template 只用于 .docx", "--template is for .docx only"))
    return word(template)


def _on_application(source: str, rulebook: "Rulebook", as_of: date | None, voice: Voice) -> "tuple[Memo, int]":
    from compliance.intake.application import read_applications
    from compliance.report.memo.project import compose_memo
    from compliance.review import Reviewer

    cases = read_applications(source, rulebook.vocabulary)
    if len(cases) != 1:
        raise click.UsageError(
            voice.say(
                f"一份备忘录写一个项目,材料中有 {len(cases)} 个", f"a memo is on one project; here are {len(cases)}"
            )
        )
    decision = Reviewer(rulebook).review(cases[0], as_of, date.today())
    return compose_memo(decision, rulebook, voice.lang), exits.of_verdicts([decision.verdict])


def _on_targets(source: str, rulebook: "Rulebook", as_of: date | None, voice: Voice) -> "Memo":
    from compliance.allocate import allocate
    from compliance.assess import assess
    from compliance.intake.ledger import read_ledger
    from compliance.report.memo.targets import compose_targets_memo

    ledger = read_ledger(Path(source), rulebook.vocabulary)
    day = as_of or date.today()
    assessment = assess(rulebook, ledger.cases, day)
    return compose_targets_memo(assessment, allocate(rulebook, ledger.city, day), ledger.notes, voice.lang)


def _rendered(render: "Render", memo: "Memo", voice: Voice) -> bytes:
    from compliance.report.memo.content import PdfUnavailableError

    try:
        return render(memo)
    except PdfUnavailableError as error:
        raise click.ClickException(
            voice.say(
                "写 PDF 须先安装附加组件:pip install 'policy-compliance[pdf]';不安装可写 .docx、.html、.md",
                "PDF needs an extra: pip install 'policy-compliance[pdf]'; .docx, .html and .md work without",
            )
        ) from error
