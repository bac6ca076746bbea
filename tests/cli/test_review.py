"""A review as a person asks for it: what it prints, where, and the exit code."""

import json
from pathlib import Path

import pytest

from tests.commands import BAD_INPUT, FAIL, PASS, UNSETTLED, run
from tests.places import ROOT


@pytest.mark.parametrize(
    ("example", "code"),
    [
        ("wangcang-building-materials", PASS),
        ("baolong-stainless", UNSETTLED),
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
    assert [report["verdict"] for report in json.loads(done.stdout)] == ["referred", "fail"]


def test_a_bad_file_is_told_in_one_line_and_the_good_ones_go_on(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("项目名称: 甲\n用地面积:60亩\n", encoding="utf-8")
    done = run("review", str(bad), "examples/baolong-stainless.yaml")
    assert done.returncode == BAD_INPUT
    assert done.stderr == f"{bad}:2:1: 冒号后缺少空格;请写成“键: 值”\n"
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
        done = run("review", str(application), "--stage", "land", "--format", "json", *tables)
        found = {f["rule"]: f["outcome"] for f in json.loads(done.stdout)["findings"]}
        assert found["NLC08-investment-intensity"] == expected


CEMENT = """\
项目名称: 某水泥熟料项目
产业集聚区: 叶县产业集聚区
是否拟入驻产业集聚区: 是
受理日期: 2015-06-01
建设性质: 新建
国民经济行业代码: '3011'
所属产业集群: 其他
是否属所在集聚区主导产业: 是
总投资: 2亿元
项目资本金: 7000万元
产业结构调整指导目录类别: 允许类
供热方式: 无
用地来源: 新增
是否新增产能: 是
是否有产能置换方案: 有
符合产业规划: 是
符合土地利用总体规划: 是
符合城乡规划: 是
符合生态环境规划: 是
符合公共服务基础设施规划: 是
认定:
- {事项: 是否认定为重污染项目, 结论: 否, 单位: 市环境保护局, 日期: 2015-05-29}
- {事项: 是否认定为低水平重复项目, 结论: 否, 单位: 市发展和改革委员会, 日期: 2015-05-29}
"""


def test_a_cement_mill_whose_plan_nobody_has_confirmed_is_no_pass_and_is_promised_nothing(tmp_path: Path) -> None:
    """All else is in order: the one open point is the ban's exemption."""
    path = tmp_path / "cement.yaml"
    path.write_text(CEMENT, encoding="utf-8")
    assert "“产能置换方案是否经认定”未查明或未认定前,不得通过" in "".join(run("review", str(path)).stdout.split())
    done = run("review", str(path), "--full")
    assert done.returncode == UNSETTLED
    said = "".join(done.stdout.split())
    assert "审查结论入驻申请阶段待认定(不得视为通过):产能置换方案是否经认定;供地时另判9项" in said
    assert "可享受的支持" not in done.stdout.replace("通过后可享受的支持", "")
    path.write_text(CEMENT + "产能置换方案是否经认定: 是\n", encoding="utf-8")
    assert run("review", str(path)).returncode == UNSETTLED
    path.write_text(CEMENT + "产能置换方案是否经认定: 否\n", encoding="utf-8")
    assert run("review", str(path)).returncode == FAIL
    for found, code in (("是", PASS), ("否", FAIL)):
        confirmed = f"- {{事项: 产能置换方案是否经认定, 结论: {found}, 单位: 市工业和信息化局, 日期: 2015-05-29}}\n"
        path.write_text(CEMENT + confirmed, encoding="utf-8")
        assert run("review", str(path)).returncode == code


def test_the_answer_is_a_page_and_the_whole_report_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "cement.yaml"
    path.write_text(CEMENT, encoding="utf-8")
    for format_ in ("text", "markdown"):
        short, full = (run("review", str(path), "--format", format_, *more).stdout for more in ((), ("--full",)))
        assert 4 * len(short.splitlines()) < len(full.splitlines())
        assert "不适用的条款" in full
        assert "不适用的条款" not in short
    one, other = (run("review", str(path), "--format", "json", *more).stdout for more in ((), ("--full",)))
    assert one == other


def test_a_stage_is_named_by_its_id_or_its_label_and_one_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    """At a first look the mill waits for its plan alone; with the land it is asked about its site too.

    Whether work on the site was suspended comes with the building, after which nothing comes later.
    """
    path = tmp_path / "cement.yaml"
    path.write_text(CEMENT, encoding="utf-8")
    reports = {}
    for stage in ("lead", "招商线索", "Lead", "land", "construction"):
        done = run("review", str(path), "--stage", stage, "--format", "json")
        assert done.returncode == UNSETTLED
        reports[stage] = json.loads(done.stdout)
    assert reports["lead"] == reports["招商线索"] == reports["Lead"]
    assert (reports["lead"]["stage"], reports["lead"]["requests"]) == ("lead", [])
    assert (reports["land"]["verdict"], reports["land"]["final"]) == ("undetermined", False)
    assert (reports["construction"]["verdict"], reports["construction"]["final"]) == ("undetermined", True)
    assert "green_area" in [request["field"] for request in reports["land"]["requests"]]
    done = run("review", str(path), "--stage", "landing")
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert "没有阶段“landing”" in done.stderr
    assert "供地(land)" in done.stderr


def test_the_json_of_before_is_written_on_request(tmp_path: Path) -> None:
    path = tmp_path / "cement.yaml"
    path.write_text(CEMENT, encoding="utf-8")
    done = run("review", str(path), "--format", "json-1")
    report = json.loads(done.stdout)
    assert done.returncode == UNSETTLED
    assert (report["schema"], report["verdict"]) == ("compliance/report/1", "undetermined")
