"""README and docs tell the truth: excerpts are real, links lead somewhere, commands and rules exist."""

import re
from pathlib import Path

import pytest

from compliance.cli.main import build
from compliance.cli.options import Voice
from compliance.engines.engine import Outcome
from compliance.rulebook.load import load_rulebook
from tests.places import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
READMES = ("README.md", "README.zh-CN.md")


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


@pytest.mark.parametrize("page", READMES)
def test_every_command_and_option_is_documented(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    group = build(Voice("en"))
    review, memo, rules = (group.commands[name] for name in ("review", "memo", "rules"))
    names = [f"compliance rules {name}" for name in rules.commands]  # type: ignore[attr-defined]  # a group
    names += [
        option for parameter in (*review.params, *memo.params) for option in parameter.opts if option.startswith("--")
    ]
    missing = [name for name in names if name not in text and name != "--output"]
    assert missing == []


def test_every_rule_named_in_the_docs_exists() -> None:
    known = {rule.id for rule in load_rulebook().rules}
    for page in PAGES:
        named = set(re.findall(r"\b(?:PDS15|NLC08)-[\w.-]*[a-z]", page.read_text("utf-8")))
        assert named <= known, page


def test_the_table_of_outcomes_names_them_all() -> None:
    text = (ROOT / "docs/rule-language.md").read_text("utf-8")
    assert all(f"| {outcome.value.replace('_', ' ')} |" in text for outcome in Outcome)
