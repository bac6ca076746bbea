"""What an office knows is given to every command that judges cases, and shows in what they say."""

import json
from pathlib import Path

import pytest

from compliance.cli.exits import BAD_INPUT, FAIL, PASS, UNSETTLED
from tests.commands import run

APPLICATION = """\
项目名称: 某机械项目
产业集聚区: 叶县产业集聚区
受理日期: 2015-06-01
行业代码: C3311
总投资: 2亿元
"""
FOUND = "- {case: A1, 事项: 是否认定为重污染项目, 结论: 是, 单位: 市环境保护局, 日期: 2015-05-20}\n"
FOUND_JSON = """[{"case": "A1", "field": "heavy_pollution", "value": "true", "unit": "EPB", "date": "2015-05-20"}]"""


@pytest.fixture
def application(tmp_path: Path) -> Path:
    """An application that says little."""
    path = tmp_path / "a.yaml"
    path.write_text(f"项目编号: A1\n{APPLICATION}", encoding="utf-8")
    return path


def report(*words: str) -> dict[str, object]:
    """The report of a review, as data."""
    found: dict[str, object] = json.loads(run("review", *words, "--format", "json").stdout)
    return found


def test_a_finding_of_a_file_decides_the_case_that_it_names(application: Path, tmp_path: Path) -> None:
    findings = tmp_path / "found.yaml"
    findings.write_text(FOUND, encoding="utf-8")
    assert run("review", str(application)).returncode == UNSETTLED
    done = run("review", str(application), "--findings", str(findings))
    assert (done.returncode, done.stderr) == (FAIL, "")
    findings.write_text(FOUND.replace("A1", "A2"), encoding="utf-8")
    other = run("review", str(application), "--findings", str(findings))
    assert other.returncode == UNSETTLED
    assert "材料中没有项目“A2”,此项认定未用" in other.stderr


def test_what_is_set_counts_before_the_profile_and_both_have_one_digest(application: Path, tmp_path: Path) -> None:
    profile = tmp_path / "office.yaml"
    profile.write_text("facts: {是否新增产能: 是, 是否电解铝: 否}\nstage: lead\n", encoding="utf-8")
    assert report(str(application))["facts_digest"] is None
    done = run("review", str(application), "--profile", str(profile), "--set", "adds_capacity=否", "--format", "json")
    told = json.loads(done.stdout)
    assert len(told["facts_digest"]) == 64
    assert told["stage"] == "lead"
    assert "office.yaml:1:" in done.stderr
    assert "以后者为准" in done.stderr
    same = report(str(application), "--set", "是否新增产能=否", "--set", "electrolytic_aluminium=否")
    assert same["facts_digest"] == told["facts_digest"]


def test_a_screening_takes_settings_findings_and_the_constants_of_a_mapping(tmp_path: Path) -> None:
    ledger, mapping, findings = tmp_path / "a.csv", tmp_path / "m.yaml", tmp_path / "f.yaml"
    ledger.write_text(
        "项目编号,项目名称,产业集聚区,行业代码,环保局认定\nA1,甲,叶县产业集聚区,3011,否\nA2,乙,叶县产业集聚区,3011,是\n",
        encoding="utf-8",
    )
    mapping.write_text(
        "constants: {是否新增产能: 是, 是否有产能置换方案: 是}\n环保局认定: {field: heavy_pollution, attested: true}\n",
        encoding="utf-8",
    )
    findings.write_text(
        "- {case: A1, 事项: 产能置换方案是否经认定, 结论: 是, 单位: 省工信委, 日期: 2015-05-20}\n"
        "- {case: A9, 事项: 产能置换方案是否经认定, 结论: 是, 单位: 省工信委, 日期: 2015-05-20}\n",
        encoding="utf-8",
    )
    out = tmp_path / "out.jsonl"
    options = ("--mapping", str(mapping), "--findings", str(findings), "--as-of", "2015-06-01")
    done = run("screen", str(ledger), "-o", str(out), *options)
    assert done.returncode == PASS
    first, second = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    assert (first["verdict"], second["verdict"]) == ("pass", "fail")
    assert "材料中没有项目“A9”" in "".join(done.stdout.split())
    without = run("screen", str(ledger), "-o", str(out), "--as-of", "2015-06-01", "--set", "是否新增产能=是")
    assert without.returncode == PASS
    assert {json.loads(line)["verdict"] for line in out.read_text("utf-8").splitlines()} == {"undetermined"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--set", "in_zone"), "must be FIELD=VALUE"),
        (("--set", "nonsense=1"), "'nonsense' is not a field"),
        (("--profile", "none.yaml"), "none.yaml"),
        (("--findings", "none.yaml"), "none.yaml"),
    ],
)
def test_what_cannot_be_used_is_wrong_usage_or_bad_input(application: Path, words: tuple[str, ...], why: str) -> None:
    done = run("review", str(application), "--lang", "en", *words)
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert why in done.stderr


@pytest.mark.parametrize("option", ["--profile", "--findings"])
def test_what_the_office_says_is_not_written_over(application: Path, tmp_path: Path, option: str) -> None:
    said = tmp_path / "said.json"
    said.write_text("{}" if option == "--profile" else FOUND_JSON, encoding="utf-8")
    before = said.read_bytes()
    done = run("review", str(application), option, str(said), "-o", str(said))
    assert done.returncode == BAD_INPUT
    assert said.read_bytes() == before


def test_a_memo_rests_on_findings_too(application: Path, tmp_path: Path) -> None:
    findings, memo = tmp_path / "found.yaml", tmp_path / "memo.md"
    findings.write_text(FOUND, encoding="utf-8")
    done = run("memo", str(application), "-o", str(memo), "--findings", str(findings))
    assert done.returncode == FAIL
    assert "不予通过" in memo.read_text("utf-8")
