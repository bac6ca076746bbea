"""The schemas and pages that are checked in are those of the rulebook, and the schemas fit its files."""

from pathlib import Path

from compliance.cli.main import run
from compliance.report.rulebook.pages import rulebook_pages
from compliance.rulebook.cases import read_cases
from compliance.rulebook.model import Rulebook
from tests.places import ROOT


def test_the_pages_are_current(rulebook: Rulebook) -> None:
    cases = [case for pack in rulebook.packs for case in read_cases(None, pack.id, rulebook.vocabulary)]
    pages = rulebook_pages(rulebook, cases, "zh")
    folder = ROOT / "docs/rulebook"
    assert {path.name for path in folder.iterdir()} == set(pages), "run `make pages`"
    stale = [name for name, text in pages.items() if (folder / name).read_text("utf-8") != text]
    assert stale == [], "run `make pages`"


def test_a_page_says_what_a_rule_demands_with_its_law_text_and_cases(tmp_path: Path) -> None:
    assert run(["rules", "docs", "-o", str(tmp_path), "--lang", "en"]) == 0
    page = (tmp_path / "PDS15-2.6.3-land-quota.md").read_text("utf-8")
    assert "平均为每个产业集聚区安排用地指标不低于500亩。" in page
    assert "Average land quota of a zone" in page
    assert "恰为平均500亩" in page
    assert "(PDS15-2.6.3-land-quota.md)" in (tmp_path / "README.md").read_text("utf-8")
