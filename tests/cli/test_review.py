"""A review as a person asks for it: what it prints, where, and the exit code."""

import json
from pathlib import Path

import pytest

from tests.commands import BAD_INPUT, FAIL, PASS, UNSETTLED, run
from tests.places import ROOT


@pytest.mark.parametrize(
    ("example", "code"),
    [
        ("baolong-stainless", PASS),
        ("steel-new-capacity", FAIL),
        ("xuyuan-cold-rolling", UNSETTLED),
        ("standard-factory-park", UNSETTLED),
    ],
)
def test_the_exit_code_says_the_verdict(example: str, code: int) -> None:
    done = run("review", f"examples/{example}.yaml")
    assert done.returncode == code
    assert done.stdout == (ROOT / f"examples/reports/{example}.report.txt").read_text("utf-8")
    assert done.stderr == ""


def test_of_several_applications_the_worst_verdict_counts_and_all_are_reported() -> None:
    done = run("review", "examples/baolong-stainless.yaml", "examples/steel-new-capacity.yaml", "--format", "json")
    assert done.returncode == FAIL
    assert [report["verdict"] for report in json.loads(done.stdout)] == ["pass", "fail"]


def test_a_bad_file_is_told_in_one_line_and_the_good_ones_go_on(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("项目名称: 甲\n用地面积: 500万元\n", encoding="utf-8")
    done = run("review", str(bad), "examples/baolong-stainless.yaml")
    assert done.returncode == BAD_INPUT
    assert done.stderr == f"{bad}:2:7: “用地面积”:单位“万元”表示金额,此处须为面积(如 亩)\n"
    assert "宝隆不锈钢" in done.stdout


def test_an_application_is_read_from_standard_input_and_a_report_written_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "report.md"
    text = (ROOT / "examples/steel-new-capacity.yaml").read_bytes()
    done = run("review", "-", "--format", "markdown", "-o", str(out), stdin=text)
    assert (done.returncode, done.stdout) == (FAIL, "")
    assert out.read_text("utf-8").startswith("# 合规审查意见")


def test_the_day_selects_the_rules_in_force() -> None:
    done = run("review", "examples/steel-new-capacity.yaml", "--as-of", "2015-04-23", "--format", "json")
    report = json.loads(done.stdout)
    packs = [pack["pack"] for pack in report["rulebook"]]
    assert "national-land-control-2008" in packs
    assert "pingdingshan-2015" not in packs
    assert "尚未施行" in report["notices"][0]


def test_one_pack_alone_can_be_asked() -> None:
    done = run("review", "examples/feiyu-gis.yaml", "--pack", "national-land-control-2008", "--format", "json")
    assert {f["rule"].split("-")[0] for f in json.loads(done.stdout)["findings"]} == {"NLC08"}


def test_an_office_decides_investment_intensity_with_its_own_figures(tmp_path: Path) -> None:
    """6,666.7 万元/公顷 would be needed of 飞宇's industry here; 50,000 万元 on 430 亩 is 1,744 万元/公顷."""
    application = tmp_path / "a.yaml"
    text = (ROOT / "examples/feiyu-gis.yaml").read_text("utf-8")
    application.write_text(text + "固定资产投资: 5亿元\n土地等别: 13等\n", encoding="utf-8")
    table = (ROOT / "rules/national-land-control-2008/tables/min_investment_intensity.csv").read_text("utf-8")
    header = table.splitlines()[0].split(",")
    (tmp_path / "min_investment_intensity.csv").write_text(",".join(header[:3]) + "\n33,6,2000\n", encoding="utf-8")
    for tables, expected in (([], "manual"), (["--tables", str(tmp_path)], "fail")):
        done = run("review", str(application), "--format", "json", *tables)
        found = {f["rule"]: f["outcome"] for f in json.loads(done.stdout)["findings"]}
        assert found["NLC08-investment-intensity"] == expected
