"""The schemas and pages that are checked in are those of the rulebook, and the schemas fit its files."""

from pathlib import Path

from compliance.cli.main import run
from compliance.report.rulebook.pages import rulebook_pages
from compliance.rulebook.cases import read_cases
from compliance.rulebook.model import Rulebook
from tests.places import ROOT
from tests.rulebooks import shipped_cases


def test_the_pages_are_current(rulebook: Rulebook) -> None:
    cases = [case for pack in rulebook.packs for case in read_cases(None, pack.id, rulebook.vocabulary)]
    pages = rulebook_pages(rulebook, cases, "zh")
    folder = ROOT / "docs/rulebook"
    assert {path.name for path in folder.iterdir()} == set(pages), "run `make pages`"
    stale = [name for name, text in pages.items() if (folder / name).read_text("utf-8") != text]
    assert stale == [], "run `make pages`"


def test_a_page_says_when_a_rule_is_due_and_from_when_its_data_are_known(rulebook: Rulebook) -> None:
    pages = rulebook_pages(rulebook, shipped_cases(), "zh")
    page = pages["NLC08-plot-ratio.md"]
    assert "- **判断阶段**:自供地起\n" in page
    assert (
        "   - 招商线索:国民经济行业代码、用地面积\n   - 入驻申请:建设性质、用地来源\n   - 供地:填报容积率、计容建筑面积"
        in page
    )
    assert "(min\\_plot\\_ratio · 行数 31 · 自供地起)" in page
    assert "**招商线索阶段不问容积率** (2015-06-01 招商线索 → 后续判断)" in page
    assert "**容积率论证通过的可突破** (2015-06-01 → 从其规定/例外)" in page
    assert (
        "- [容积率不低于控制指标](NLC08-plot-ratio.md) · 约束性条件 · 自供地起 · NLC08-plot-ratio" in pages["README.md"]
    )
    assert "   - 入驻申请:是否认定为重污染项目 (人工认定)\n" in pages["PDS15-2.6.4-heavy-pollution.md"]


def test_a_page_on_what_passes_through_no_stages_tells_of_none(rulebook: Rulebook) -> None:
    page = rulebook_pages(rulebook, (), "en")["PDS15-2.6.3-land-quota.md"]
    assert "Due" not in page
    assert "Needs" not in page


def test_a_page_tells_stages_in_english_too(rulebook: Rulebook) -> None:
    page = rulebook_pages(rulebook, shipped_cases(), "en")["PDS15-2.6.4-heavy-pollution.md"]
    assert "- **Due**:from the stage “Application” on\n" in page
    assert (
        "**Needs (known from which stage on)**\n   - Lead:To be sited in a zone, Park still treated as a zone (for a person to decide)\n"
        in page
    )
    assert "   - Application:Found heavily polluting (for a person to decide)\n" in page
    assert "(2015-06-01 Lead → " in page


def test_a_page_says_what_what_a_rule_demands_with_its_law_text_and_cases(tmp_path: Path) -> None:
    assert run(["rules", "docs", "-o", str(tmp_path), "--lang", "en"]) == 0
    page = (tmp_path / "PDS15-2.6.3-land-quota.md").read_text("utf-8")
    assert "平均为每个产业集聚区安排用地指标不低于500亩。" in page
    assert "Average land quota of a zone" in page
    assert "恰为平均500亩" in page
    assert "(PDS15-2.6.3-land-quota.md)" in (tmp_path / "README.md").read_text("utf-8")


def test_a_page_says_where_the_plan_applies_beside_the_rule_as_it_is_written(rulebook: Rulebook) -> None:
    pages = rulebook_pages(rulebook, (), "zh")
    page = pages["PDS15-2.6.4-heavy-pollution.md"]
    assert "1. **适用区域(方案)**\n   - 释义:“是否本市项目”为是\n   - 规则:in\\_city\n2. **适用于**\n" in page
    assert "   - 规则:treated\\_as\\_zone\n" in page
    assert not any("适用区域" in pages[name] for name in ("NLC08-plot-ratio.md", "PDS15-2.6.3-land-quota.md"))
