"""`compliance allocate`: share out limited resources among the projects of a ledger."""

from datetime import date
from pathlib import Path

import click

from compliance import load_rulebook
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
from compliance.intake.office import Office
from compliance.report.assessment.formats import ALLOCATION


def allocate_command(voice: Voice) -> click.Command:
    """The command, speaking that language."""

    @click.command(
        "allocate",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "按“有限容量保重点,一般项目靠挖潜”的次序,把台账“全市”表所列环境容量、用地指标分给各项目,并说明理由。"
            "\n\n退出码:0 已分配;2 用法或台账有误。",
            "Share out the pollution capacity and land quota that a ledger gives for the city among its projects, in "
            "the order that the plan states, with the reasons.\n\n"
            "Exit code: 0 done; 2 wrong usage or a ledger that cannot be read.",
        ),
    )
    @click.argument("ledger", metavar=voice.say("台账", "LEDGER"), type=click.Path(path_type=Path))
    @click.option(
        "--as-of",
        type=Day(voice),
        help=voice.say("按此日有效的规定分配(默认:今日)", "Share out under the rules of this day (default: today)."),
    )
    @click.option(
        "--format",
        "format_",
        type=click.Choice(list(ALLOCATION)),
        default="text",
        show_default=True,
        help=voice.say("报告格式", "Format of the report."),
    )
    @output_option(voice)
    @stage_option(voice)
    @office_options(voice)
    @rulebook_options(voice)
    def allocate(
        ledger: Path,
        as_of: date | None,
        format_: str,
        output: Path | None,
        stage: str | None,
        rules: Path | None,
        tables: Path | None,
        packs: tuple[str, ...],
        office: Office,
    ) -> None:
        from compliance.assessment.run import LedgerJob, run_allocation

        refuse_overwriting([ledger, *office.files, rules, tables], [output], voice)
        rulebook = load_rulebook(rules, tables or office.profile.tables, packs)
        facts = facts_of(office, rulebook.vocabulary, voice)
        at = chosen_stage(rulebook, stage or office.profile.stage)
        found = run_allocation(LedgerJob(rulebook, ledger, as_of or date.today(), facts, at))
        write_product(found, ALLOCATION[format_], output, voice)

    return allocate
