"""The commands as a person uses them: what they print, where, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.rulebook.load import load_rulebook
from tests.places import ROOT

BOOK = load_rulebook()
PASS, FAIL, BAD_INPUT, UNSETTLED, BROKEN_PIPE = 0, 1, 2, 3, 141


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, from the project's folder."""
    done = subprocess.run(
        [sys.executable, "-m", "compliance", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


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


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_reader_that_goes_away_is_no_verdict(format_: str) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "compliance", "review", "examples/steel-new-capacity.yaml", "--format", format_]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (BROKEN_PIPE, b"")


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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review", "no-such-file.yaml"], "no-such-file.yaml"),
        (["review"], "申报材料"),
        (["review", "examples/baolong-stainless.yaml", "--as-of", "2015-02-30"], "须如 2015-06-01"),
        (["review", "examples/baolong-stainless.yaml", "--pack", "pingdingshan"], "是否指 pingdingshan-2015?"),
        (["review", "examples/baolong-stainless.yaml", "--rules", "examples"], "不是规则库"),
        (["review", "examples/baolong-stainless.yaml", "--formt", "json"], "--formt"),
        (["rules", "show", "PDS15-2.6.4-overcapacty"], "是否指 PDS15-2.6.4-overcapacity?"),
        (["revew"], "revew"),
    ],
)
def test_wrong_usage_is_told_on_stderr_with_code_2_and_no_traceback(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == BAD_INPUT
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


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


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_speaks_the_language_asked_for(lang: str) -> None:
    for arguments in ([], ["review"], ["rules"], ["rules", "list"], ["rules", "show"], ["rules", "check"]):
        done = run(*arguments, "--help", COMPLIANCE_LANG=lang)
        assert done.returncode == PASS
        has_chinese = any("\u4e00" <= character <= "\u9fff" for character in done.stdout)
        assert has_chinese is (lang == "zh"), done.stdout
        if lang == "zh":
            assert "Usage" not in done.stdout
            assert "Options" not in done.stdout
            assert "Show this message" not in done.stdout


def test_every_rule_can_be_listed_and_shown() -> None:
    listed = json.loads(run("rules", "list", "--format", "json").stdout)
    assert [rule["id"] for rule in listed] == [rule.id for rule in BOOK.rules]
    text = run("rules", "list").stdout
    assert all(rule["id"] in text for rule in listed)
    shown = run("rules", "show", "NLC08-plot-ratio").stdout
    for part in ("表2", "项目容积率", "容积率控制指标", "案例", "约束性条件"):
        assert part in shown


def test_the_rulebook_that_ships_is_sound() -> None:
    done = run("rules", "check", "--lang", "en")
    assert (done.returncode, done.stdout) == (
        PASS,
        f"The rulebook is sound: {len(BOOK.packs)} packs, {len(BOOK.rules)} rules\n",
    )


def test_heavy_libraries_and_other_commands_are_not_imported_by_a_review_of_a_known_rulebook() -> None:
    run("rules", "check")
    code = (
        "import sys; from compliance.cli.main import run; run(['review', 'examples/baolong-stainless.yaml'])\n"
        "heavy = {'pydantic', 'lark', 'jinja2', 'compliance.assessment.assess', 'compliance.assessment.allocate', 'compliance.intake.tables.open'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert done.stderr.decode() == "[]\n"


def test_a_stored_rulebook_that_was_tampered_with_is_loaded_anew(tmp_path: Path) -> None:
    first = run("rules", "check", COMPLIANCE_CACHE=str(tmp_path))
    (stored,) = tmp_path.glob("rulebook-*.pickle")
    for damage in (b"", b"garbage", stored.read_bytes()[:100]):
        stored.write_bytes(damage)
        assert run("rules", "check", COMPLIANCE_CACHE=str(tmp_path)).stdout == first.stdout
    stored.chmod(0o666)
    assert run("rules", "check", COMPLIANCE_CACHE=str(tmp_path)).stdout == first.stdout
    assert run("rules", "check", COMPLIANCE_CACHE="").stdout == first.stdout
