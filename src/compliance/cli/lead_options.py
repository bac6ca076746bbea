"""Options of the commands that read a ledger of leads, and the reading that they ask for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from compliance.cli.options import Decorator, NewFile, Voice, open_output

if TYPE_CHECKING:
    from compliance.intake.columns.mapping_file import GivenMapping
    from compliance.intake.leads.leads import Leads
    from compliance.vocabulary.fields import Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """How a ledger is to be read, as the options say."""

    mapping: Path | None
    sheet: str | None
    encoding: str | None
    show: bool
    save: Path | None

    @property
    def looks_only(self) -> bool:
        """Whether only the mapping is asked for."""
        return self.show or self.save is not None


def ledger_options(voice: Voice) -> Decorator:
    """--mapping, --show-mapping, --save-mapping, --sheet and --encoding."""
    options = (
        click.option(
            "--show-mapping",
            is_flag=True,
            help=voice.say("只显示台账各列如何读取", "Only show how the columns of the ledger are read."),
        ),
        click.option(
            "--save-mapping",
            metavar="FILE",
            type=NewFile(voice),
            help=voice.say("把列与字段的对应写入文件,供修改后用 --mapping 给出", "Write the mapping to a file."),
        ),
    )
    return _all((*options, *_reading_options(voice)))


def reading_options(voice: Voice) -> Decorator:
    """--mapping, --sheet and --encoding."""
    return _all(_reading_options(voice))


def _reading_options(voice: Voice) -> tuple[Decorator, ...]:
    return (
        click.option(
            "--mapping",
            metavar="FILE",
            type=click.Path(dir_okay=False, path_type=Path),
            help=voice.say("台账的列与字段的对应(YAML)", "Which columns of the ledger mean which fields (YAML)."),
        ),
        click.option("--sheet", metavar=voice.say("表名", "NAME"), help=voice.say("读此工作表", "The sheet to read.")),
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


def read(path: Path, vocabulary: "Vocabulary", reading: Reading) -> "Leads":
    """The leads of a ledger as the options ask.  Raises: InputError."""
    from compliance.intake.leads.leads import read_leads

    return read_leads(path, vocabulary, given_mapping(reading, vocabulary), reading.sheet, reading.encoding)


def given_mapping(reading: Reading, vocabulary: "Vocabulary") -> "GivenMapping | None":
    """The mapping that the options give, or None.  Raises: InputError."""
    from compliance.intake.columns.mapping_file import read_mapping

    return None if reading.mapping is None else read_mapping(reading.mapping, vocabulary)


def show(leads: "Leads", reading: Reading, format_: str, output: Path | None, voice: Voice) -> None:
    """Show or save how the columns are read, or both."""
    from compliance.report.mapping import mapping_file, mapping_json, print_mapping

    if reading.save is not None:
        with open_output(reading.save) as stream:
            stream.write(mapping_file(leads.mapping, voice.lang))
    if reading.show:
        with open_output(output) as stream:
            if format_ == "json":
                stream.write(mapping_json(leads.mapping, leads.notes_beside_columns, voice.lang))
            else:
                print_mapping(leads.mapping, leads.notes_beside_columns, stream, voice.lang)
