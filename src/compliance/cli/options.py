"""Options that several commands share, and what they mean."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from compliance.errors import InputError, RequestError, UnknownIdError, shown
from compliance.report.render.format import FileFormat, Product, TextFormat
from compliance.text import Lang, Text
from compliance.writing import new_file, new_text_file

if TYPE_CHECKING:
    from compliance.rulebook.model import Rulebook
    from compliance.vocabulary.stages import Stage

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Voice:
    """The language in which a command speaks."""

    lang: Lang

    @property
    def options(self) -> str:
        """How a line of usage names the options."""
        return self.say("[选项]", "[OPTIONS]")

    def say(self, zh: str, en: str) -> str:
        """The wording in that language."""
        return zh if self.lang == "zh" else en

    def report(self, error: InputError) -> None:
        """Print every problem of an input on stderr, one line each."""
        for problem in error.problems:
            click.echo(problem.line(self.lang), err=True)


class RequestCommand(click.Command):
    """A command that tells of a request that cannot be carried out as of any wrong usage; all commands are such.

    The `Voice` that it speaks with is the object of its context.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """What the command returns.  Raises: click.UsageError where it raised RequestError."""
        try:
            return super().invoke(ctx)
        except RequestError as error:
            voice = ctx.find_object(Voice)
            assert voice is not None, "the group that holds all commands has a voice"
            raise click.UsageError(error.text.to(voice.lang), ctx) from error


class Day(click.ParamType[date]):
    """A date written 2015-06-01."""

    name = "YYYY-MM-DD"

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date.  Raises: click.BadParameter."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(
                self._voice.say(f"“{value}”不是日期,须如 2015-06-01", f"{value!r} is not a date such as 2015-06-01"),
                param,
                ctx,
            )


class NewFile(click.Path):
    """The path of a file to write, or of a folder if that is allowed, in a folder that exists."""

    def __init__(self, voice: Voice, *, folders: bool = False) -> None:
        super().__init__(dir_okay=folders, path_type=Path)
        self._voice = voice

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path.  Raises: click.BadParameter."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            self.fail(
                self._voice.say(
                    f"没有文件夹“{path.parent}”,请先建立", f"there is no folder {str(path.parent)!r}; make it"
                ),
                param,
                ctx,
            )
        return path


def lang_option(voice: Voice) -> Decorator:
    """--lang, which `language.chosen` has read already; here it is only admitted and explained."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default=voice.lang,
        show_default=True,
        expose_value=False,
        help=voice.say("输出语言", "Language of the output."),
    )


def debug_option(voice: Voice) -> Decorator:
    """--debug, which `internal_error.debugging` has read already; here it is only admitted and explained."""
    return click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        help=voice.say("程序出错时显示详细信息", "Show the traceback of an error of the program."),
    )


def rulebook_options(voice: Voice) -> Decorator:
    """--rules, --tables, --pack, --lang and --debug."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(
            (
                click.option(
                    "--rules",
                    metavar="DIR",
                    type=folder,
                    help=voice.say("使用另一规则库文件夹", "Use another rulebook."),
                ),
                click.option(
                    "--tables",
                    metavar="DIR",
                    type=folder,
                    help=voice.say(
                        "用此文件夹的 CSV 表替换规则库的同名表", "CSV tables that replace those of the rulebook."
                    ),
                ),
                click.option(
                    "--pack",
                    "packs",
                    metavar="ID",
                    multiple=True,
                    help=voice.say("只用此规则包(可多次给出)", "Use only this pack (may be repeated)."),
                ),
                lang_option(voice),
                debug_option(voice),
            )
        ):
            command = option(command)
        return command

    return add


def stage_option(voice: Voice) -> Decorator:
    """--stage, to be looked up by `chosen_stage`."""
    return click.option(
        "--stage",
        metavar="STAGE",
        help=voice.say(
            "按此阶段审查每个项目,已到更后阶段的按其所到阶段(默认:材料所写的项目阶段,否则按本命令通常的阶段)",
            "Judge every project at this stage, or at a later one that it has reached (default: the stage that it "
            "states, or else the usual one of this command).",
        ),
    )


def chosen_stage(rulebook: "Rulebook", name: str | None) -> "Stage | None":
    """The stage of a rulebook that --stage names, by id or label.  Raises: RequestError if there is none."""
    stages = rulebook.vocabulary.stages
    try:
        return stages.named(name)
    except UnknownIdError as error:
        zh = "、".join(f"{stage.label.zh}({stage.id})" for stage in stages.every)
        en = ", ".join(f"{stage.id} ({stage.label.en})" for stage in stages.every)
        asked = shown(name or "")
        raise RequestError(Text(f"没有阶段“{asked}”,现有:{zh}", f"no stage {asked!r}; known: {en}")) from error


def supplement_option(voice: Voice) -> Decorator:
    """--with, as the parameter `supplements`."""
    return click.option(
        "--with",
        "supplements",
        metavar="FILE",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False),
        help=voice.say(
            "申报单位填好交回的补正表(form --for 所写;可多次给出)",
            "A sheet that form --for wrote, filled in by the applicant (may be repeated).",
        ),
    )


def output_option(voice: Voice) -> Decorator:
    """-o."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=NewFile(voice),
        help=voice.say("写入文件(默认:标准输出)", "Write to a file (default: standard output)."),
    )


def refuse_overwriting(inputs: Iterable[str | Path | None], outputs: Iterable[str | Path | None], voice: Voice) -> None:
    """Raises: click.UsageError if what would be replaced is read, lies in a folder that is, or holds what is."""
    read = [Path(os.path.realpath(one)) for one in inputs if one is not None and Path(one).exists()]
    for output in outputs:
        if output is None or not Path(output).exists():
            continue
        place = Path(os.path.realpath(output))
        if any(place.samefile(one) or place.is_relative_to(one) for one in read):
            raise click.UsageError(
                voice.say(
                    f"“{output}”就是要读取的文件,写入会毁掉它;请另取文件名",
                    f"{str(output)!r} is a file to be read; name another for the output",
                )
            )
        if held := next((one for one in read if one.is_relative_to(place)), None):
            raise click.UsageError(
                voice.say(
                    f"要读取的“{held.name}”就在“{output}”里,写入会毁掉它;请另取文件夹",
                    f"{held.name!r}, which is to be read, lies in {str(output)!r}; name another folder for the output",
                )
            )


@contextmanager
def open_output(output: Path | None) -> Iterator[TextIO]:
    """The stream of a command's output: a file that appears only when it is complete, or standard output."""
    if output is None:
        yield sys.stdout
        return
    with new_text_file(output) as stream:
        yield stream


def write_product(
    product: Product, chosen: TextFormat[Product] | FileFormat[Product], output: Path | None, voice: Voice
) -> None:
    """Write a product in a format; what is no text needs a file."""
    if isinstance(chosen, TextFormat):
        with open_output(output) as stream:
            chosen.write(product, voice.lang, stream)
        return
    assert output is not None, "a format of files is only asked for with a file"
    with new_file(output) as file:
        chosen.write(product, voice.lang, file)
