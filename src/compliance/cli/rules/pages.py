"""`compliance rules schema` and `docs`: what editors and readers of a rulebook need, as files."""

import json
from pathlib import Path
from typing import cast

import click

from compliance import load_rulebook
from compliance.cli.options import RequestCommand, Voice, debug_option, open_output, output_option, rulebook_options
from compliance.writing import write_whole

KINDS = ("rules", "pack", "cases", "survivors", "vocabulary")


def page_commands(voice: Voice) -> tuple[click.Command, ...]:
    """The commands, speaking that language."""
    return (_schema(voice), _docs(voice))


def _schema(voice: Voice) -> click.Command:
    @click.command(
        "schema",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "输出规则文件的 JSON Schema,供编辑器补全和检查",
            "Write the JSON Schema of rule files, by which editors complete and check them.",
        ),
    )
    @click.option(
        "--of",
        "kind",
        type=click.Choice(KINDS),
        default="rules",
        show_default=True,
        help=voice.say("哪一种文件", "Which kind of file."),
    )
    @output_option(voice)
    @debug_option(voice)
    def schema(kind: str, output: Path | None) -> None:
        from compliance.rulebook.json_schema import Kind, json_schema
        from compliance.rulebook.load import vocabulary_of

        found = json_schema(cast(Kind, kind), vocabulary_of())
        with open_output(output) as stream:
            stream.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")

    return schema


def _docs(voice: Voice) -> click.Command:
    @click.command(
        "docs",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "把规则库写成网页可读的文件:每条规则一页,另有目录",
            "Write the rulebook as Markdown: a page for each rule, and an index.",
        ),
    )
    @click.option(
        "-o",
        "--output",
        metavar="DIR",
        required=True,
        type=click.Path(file_okay=False, path_type=Path),
        help=voice.say("写入此文件夹", "The folder to write to."),
    )
    @rulebook_options(voice)
    def docs(output: Path, rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        from compliance.report.rulebook.pages import rulebook_pages
        from compliance.rulebook.cases import all_cases

        rulebook = load_rulebook(rules, tables, packs)
        pages = rulebook_pages(rulebook, all_cases(rules, rulebook), voice.lang)
        output.mkdir(parents=True, exist_ok=True)
        for name, content in pages.items():
            write_whole(output / name, content.encode())
        click.echo(voice.say(f"已写 {len(pages)} 页:{output}", f"{len(pages)} pages written to {output}"))

    return docs
