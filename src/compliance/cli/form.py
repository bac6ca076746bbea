"""`compliance form`: write a blank form, or a sheet that asks an applicant for what is missing."""

from datetime import date
from pathlib import Path

import click

from compliance import load_rulebook
from compliance.cli.office_options import facts_of, office_options
from compliance.cli.options import (
    Day,
    NewFile,
    RequestCommand,
    Voice,
    chosen_stage,
    refuse_overwriting,
    rulebook_options,
    write_product,
)
from compliance.intake.office import Office
from compliance.report.form.content import MOST_ROWS, ROWS
from compliance.report.form.formats import FORMATS
from compliance.report.render.format import named
from compliance.report.unread import said

_LISTED = 20


def form_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""
    suffixes = named(FORMATS)

    @click.command(
        "form",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            f"写一份空白申请表(格式由 -o 的后缀决定:{suffixes.zh}),内容为有效规则用到、本阶段能够知道的字段;"
            "填好后用 review、memo 直接读取。\n\n"
            "--for 申报材料:只问审查中尚缺或不能采用的内容(补正表),填好后用 review 申报材料 --with 补正表。\n\n"
            "退出码:0 已写,或没有须补正的内容;2 用法或材料有误。",
            f"Write a blank application form (in the format of the suffix of -o: {suffixes.en}), which asks for the "
            "fields that the rules in force read and that can be known at the stage; review and memo read it when it "
            "is filled in.\n\n"
            "--for APPLICATION: ask only for what its review lacks or cannot use; the sheet that comes back is read "
            "by review APPLICATION --with SHEET.\n\n"
            "Exit code: 0 written, or nothing is missing; 2 wrong usage or bad input.",
        ),
    )
    @click.option(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        type=NewFile(voice),
        help=voice.say(f"写入文件({suffixes.zh})", f"The file to write ({suffixes.en})."),
    )
    @click.option(
        "--for",
        "draft",
        metavar=voice.say("申报材料", "APPLICATION"),
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=voice.say("只问这份材料尚缺的内容", "Ask only for what this application lacks."),
    )
    @click.option(
        "--as-of",
        type=Day(voice),
        help=voice.say(
            "按此日有效的规定(默认:今日;--for 按其受理日期)",
            "By the rules of this day (default: today; with --for its date of acceptance).",
        ),
    )
    @click.option(
        "--rows",
        type=click.IntRange(1, MOST_ROWS),
        default=ROWS,
        show_default=True,
        help=voice.say("单体建筑等清单的行数", "How many rows there are for buildings and the like."),
    )
    @click.option(
        "--stage",
        metavar="STAGE",
        help=voice.say(
            "只问到此阶段为止能够知道的内容(默认:入驻申请)",
            "Ask for what can be known by this stage (default: that of an application).",
        ),
    )
    @office_options(voice)
    @rulebook_options(voice)
    @click.pass_context
    def form(
        context: click.Context,
        output: Path,
        draft: Path | None,
        as_of: date | None,
        rows: int,
        stage: str | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
        office: Office,
    ) -> None:
        from compliance.report.form.run import FormJob, run

        chosen = FORMATS.get(output.suffix.lower())
        if chosen is None:
            raise click.UsageError(
                voice.say(f"-o 的后缀须为 {suffixes.zh}", f"the suffix of -o must be {suffixes.en}"), context
            )
        refuse_overwriting([draft, *office.files, rules, tables], [output], voice)
        rulebook = load_rulebook(rules, tables or office.profile.tables, packs)
        at = chosen_stage(rulebook, stage or office.profile.stage)
        facts = facts_of(office, rulebook.vocabulary, voice)
        job = FormJob(rulebook, draft, as_of, date.today(), voice.lang, at, facts, office.profile, rows)
        found = run(job)
        for one in found.not_used[:_LISTED]:
            text = f"{said(one, voice.lang)}: {one.reason.to(voice.lang)}"
            click.echo(voice.say("材料中未采用:", "not used of the application: ") + text, err=True)
        if found.form is None:
            click.echo(voice.say("没有须补正的内容,未写文件", "nothing is missing; no file is written"), err=True)
            return
        write_product(found.form, chosen, output, voice)

    return form
