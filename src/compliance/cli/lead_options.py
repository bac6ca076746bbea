"""Options of the commands that read a lead ledger."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.options import Decorator, NewFile, Voice, open_output

if TYPE_CHECKING:
    from compliance.intake.forms.items import FormRead
    from compliance.intake.leads.leads import Leads
    from compliance.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class MappingOptions:
    """Whether only the mapping of columns is asked for: to show, to save in a file, or both."""

    show: bool
    save: Path | None

    @property
    def asked(self) -> bool:
        """Whether it is."""
        return self.show or self.save is not None


def ledger_options(voice: Voice) -> Decorator:
    """--mapping, --show-mapping, --save-mapping, --sheet and --encoding."""
    options = (
        click.option(
            "--show-mapping",
            "show_mapping_",
            is_flag=True,
            help=voice.say(
                "只显示台账各列或申请表各栏如何读取",
                "Only show how a ledger or a form is read.",
            ),
        ),
        click.option(
            "--save-mapping",
            metavar="FILE",
            type=NewFile(voice),
            help=voice.say("把列(栏)与字段的对应写入文件,供修改后用 --mapping 给出", "Write the mapping to a file."),
        ),
    )
    return _all((*options, *_reading_options(voice)))


def blank_option(voice: Voice) -> Decorator:
    """--blank."""
    return click.option(
        "--blank",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help=voice.say(
            "同一申请表的空白表(.docx、.xlsx):空白表上有的是栏目,其余是所填内容",
            "A blank copy of the same form (.docx, .xlsx): what it holds are labels, and the rest is filled in.",
        ),
    )


def reading_options(voice: Voice) -> Decorator:
    """--mapping, --sheet and --encoding."""
    return _all(_reading_options(voice))


def _reading_options(voice: Voice) -> tuple[Decorator, ...]:
    return (
        click.option(
            "--mapping",
            metavar="FILE",
            type=click.Path(dir_okay=False, path_type=Path),
            help=voice.say("台账的列、申请表的栏与字段的对应(YAML)", "Which columns or labels mean what (YAML)."),
        ),
        click.option(
            "--sheet",
            metavar=voice.say("表名", "NAME"),
            help=voice.say("读此工作表;all 为各同类工作表", "The sheet to read; all: every one that lists leads."),
        ),
        click.option(
            "--encoding",
            metavar="NAME",
            help=voice.say("CSV 的编码(默认自动:UTF-8、GB18030)", "Encoding of a CSV (default: found)."),
        ),
    )


def _all(options: Sequence[Decorator]) -> Decorator:
    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def show_form(found: "FormRead", asked: MappingOptions, format_: str, output: Path | None, voice: Voice) -> None:
    """Show or save how a form is read, or both; what is amiss with the given mapping is told on stderr."""
    from compliance.report.form_mapping import FORMATS, form_mapping_file

    if asked.save is not None:
        with open_output(asked.save) as stream:
            stream.write(form_mapping_file(found, voice.lang))
    if asked.show:
        with open_output(output) as stream:
            FORMATS.get(format_, FORMATS["text"]).write(found, voice.lang, stream)


def show_mapping(
    leads: "Leads", rulebook: "Rulebook", asked: MappingOptions, format_: str, output: Path | None, voice: Voice
) -> None:
    """Show or save how the columns are read, or both."""
    from compliance.report.mapping import FORMATS, mapping_file, read_columns

    if asked.save is not None:
        with open_output(asked.save) as stream:
            stream.write(mapping_file((table.mapping for table in leads.tables), voice.lang))
    if asked.show:
        with open_output(output) as stream:
            FORMATS.get(format_, FORMATS["text"]).write(read_columns(leads, rulebook), voice.lang, stream)
