"""README and docs tell the truth: excerpts are real, links lead somewhere, commands and rules exist."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from compliance.cli import exits
from compliance.cli.main import build
from compliance.cli.options import Voice
from compliance.engines.engine import Outcome
from compliance.rulebook.model import Rulebook
from tests.places import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
READMES = ("README.md", "README.zh-CN.md")
USAGES = ("docs/usage.md", "docs/usage.zh-CN.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_holds_only_what_was_meant(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith("# "), "it begins with its title"
    assert [line for line in text.splitlines() if not line.isprintable() or "remaining)" in line or "▏" in line] == []


@pytest.mark.parametrize("page", READMES)
def test_the_report_excerpt_is_from_a_real_report(page: str) -> None:
    excerpt = (ROOT / page).read_text("utf-8").split("\n```\n", 2)[1]
    suffix = "report.txt" if "zh" in page else "report.en.txt"
    report = (ROOT / f"examples/reports/feiyu-gis.{suffix}").read_text("utf-8").splitlines()
    lines = [line for line in excerpt.splitlines() if line and line != "…"]
    assert len(lines) > 5
    assert [line for line in lines if line not in report] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", USAGES)
def test_every_command_and_option_is_documented(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    found = commands(build(Voice("en")))
    names = [f"compliance {name}" for name in found]
    names += [
        option
        for command in found.values()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    ]
    assert len(names) > 50
    missing = {name for name in names if name not in text and name not in ("--output", "--help")}
    assert missing == set()


def commands(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """The commands that do something, by what is typed for them."""
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        found |= commands(command, f"{before}{name} ") if isinstance(command, click.Group) else {before + name: command}
    return found


def typed(page: str) -> list[list[str]]:
    """The words of each command line in the shell blocks of a page, without the name of the program."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("compliance ")]
    return [shlex.split(line.split(" <")[0], comments=True)[1:] for line in lines]


@pytest.mark.parametrize("page", [*USAGES, *READMES, "docs/screening.md"])
def test_every_command_line_that_is_shown_is_one(page: str) -> None:
    found = commands(build(Voice("en")))
    lines = typed(page)
    assert len(lines) > 2
    for words in lines:
        name = words[0] if words[0] in found else " ".join(words[:2])
        command = found[name]
        context = click.Context(command, info_name=name)
        given, _, _ = command.make_parser(context).parse_args(words[len(name.split()) :])
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice) and parameter.name in given:
                parameter.type_cast_value(context, given[parameter.name])


@pytest.mark.parametrize("page", USAGES)
def test_the_table_of_exit_codes_has_every_code(page: str) -> None:
    listed = re.findall(r"^\| (\d+) \| .+ \|$", (ROOT / page).read_text("utf-8"), flags=re.MULTILINE)
    known = [value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)]
    assert sorted(map(int, listed)) == sorted(known)


@pytest.mark.parametrize("page", USAGES)
def test_the_example_in_python_prints_the_report_of_the_example(page: str) -> None:
    report = "feiyu-gis.report.txt" if "zh" in page else "feiyu-gis.report.en.txt"
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    done = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == (ROOT / "examples/reports" / report).read_text("utf-8").strip()


@pytest.mark.parametrize("page", READMES)
def test_the_readmes_lead_to_every_page_for_readers(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    usage = "docs/usage.zh-CN.md" if "zh" in page else "docs/usage.md"
    guides = ("architecture", "decisions", "glossary", "memo", "performance", "rule-language", "screening", "style")
    wanted = (usage, "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{name}.md" for name in guides))
    assert [name for name in wanted if f"]({name})" not in text] == []


def test_every_rule_named_in_the_docs_exists(rulebook: Rulebook) -> None:
    known = {rule.id for rule in rulebook.rules}
    for page in PAGES:
        named = set(re.findall(r"\b(?:PDS15|NLC08)-[\w.-]*[a-z]", page.read_text("utf-8")))
        assert named <= known, page


def test_the_table_of_outcomes_names_them_all() -> None:
    text = (ROOT / "docs/rule-language.md").read_text("utf-8")
    assert all(f"| {outcome.value.replace('_', ' ')} |" in text for outcome in Outcome)
