"""`compliance rules`: show what the rulebook says, and check that it is sound."""

import sys
from pathlib import Path

import click

from compliance import load_rulebook
from compliance.cli import exits
from compliance.cli.options import RequestCommand, Voice, output_option, rulebook_options, write_product
from compliance.cli.rules.pages import page_commands
from compliance.cli.rules.quality import quality_commands
from compliance.errors import UnknownIdError
from compliance.report.rulebook.formats import LIST, TRACE, write_stages
from compliance.text import Text


def rules_group(voice: Voice) -> click.Group:
    """The commands, speaking that language."""
    group = click.Group(
        "rules",
        options_metavar=voice.options,
        subcommand_metavar=voice.say("命令 [参数]...", "COMMAND [ARGS]..."),
        help=voice.say("查看与检查规则库", "Look at the rulebook and check it."),
    )
    for command in (
        _list(voice),
        _show(voice),
        _check(voice),
        _trace(voice),
        *quality_commands(voice),
        *page_commands(voice),
    ):
        group.add_command(command)
    return group


def _list(voice: Voice) -> click.Command:
    @click.command(
        "list", cls=RequestCommand, options_metavar=voice.options, help=voice.say("列出全部规则", "List every rule.")
    )
    @click.option(
        "--format",
        "format_",
        type=click.Choice(list(LIST)),
        default="text",
        show_default=True,
        help=voice.say("列表格式", "Format of the list."),
    )
    @rulebook_options(voice)
    def list_(format_: str, rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        rulebook = load_rulebook(rules, tables, packs)
        LIST[format_].write(rulebook, voice.lang, sys.stdout)

    return list_


def _show(voice: Voice) -> click.Command:
    @click.command(
        "show",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say("显示一条规则:原文、含义、所用定义与案例", "Show a rule: law text, meaning, cases."),
    )
    @click.argument("rule_id", metavar=voice.say("规则编号", "ID"))
    @rulebook_options(voice)
    def show(rule_id: str, rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        from compliance.report.render.terminal import print_page
        from compliance.report.rulebook.rule import compose_rule
        from compliance.rulebook.cases import read_cases

        rulebook = load_rulebook(rules, tables, packs)
        rule = next((r for r in rulebook.rules if r.id == rule_id), None)
        if rule is None:
            raise UnknownIdError(rule_id, [r.id for r in rulebook.rules], Text("规则", "rule"))
        print_page(
            compose_rule(rule, rulebook, read_cases(rules, rule.pack, rulebook.vocabulary), voice.lang),
            sys.stdout,
            voice.lang,
        )

    return show


def _check(voice: Voice) -> click.Command:
    @click.command(
        "check",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "检查规则库:写法、引文、量纲、定义、表格、阶段",
            "Check the rulebook: form, quotes, dimensions, tables, stages.",
        ),
    )
    @rulebook_options(voice)
    def check(rules: Path | None, tables: Path | None, packs: tuple[str, ...]) -> None:
        rulebook = load_rulebook(rules, tables, packs)
        count, of = len(rulebook.rules), len(rulebook.packs)
        click.echo(
            voice.say(f"规则库无误:{of} 个规则包,{count} 条规则", f"The rulebook is sound: {of} packs, {count} rules")
        )
        write_stages(rulebook, voice.lang, sys.stdout)

    return check


def _trace(voice: Voice) -> click.Command:
    @click.command(
        "trace",
        cls=RequestCommand,
        options_metavar=voice.options,
        help=voice.say(
            "逐段对照原文:每一段由哪些规则认领,或为何不可核对;有遗漏时退出码为 1",
            "The document passage by passage, with the rules that read each; exit code 1 if one is left out.",
        ),
    )
    @click.option(
        "--format",
        "format_",
        type=click.Choice(list(TRACE)),
        default="text",
        show_default=True,
        help=voice.say("text 文本;html 左文右规则的网页", "text, or html: a page with the rules beside the text."),
    )
    @output_option(voice)
    @rulebook_options(voice)
    def trace(
        format_: str, output: Path | None, rules: Path | None, tables: Path | None, packs: tuple[str, ...]
    ) -> None:
        from compliance.rulebook.traceability import trace as traced

        rulebook = load_rulebook(rules, tables, packs)
        found = [traced(rulebook, pack) for pack in rulebook.packs if pack.text]
        write_product(found, TRACE[format_], output, voice)
        if not all(one.complete for one in found):
            raise click.exceptions.Exit(exits.FAIL)

    return trace
