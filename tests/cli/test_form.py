"""A form as a person asks for it, sends it out, gets it back and reviews it."""

import json
from pathlib import Path

import pytest

from tests.commands import BAD_INPUT, PASS, UNSETTLED, run
from tests.own_forms import SUFFIXES, filled

DRAFT = "项目名称: 甲项目\n受理日期: 2015-06-01\n产业集聚区: 叶县产业集聚区\n行业代码: C3311\n"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_form_goes_out_blank_and_comes_back_as_an_application(tmp_path: Path, suffix: str) -> None:
    form = tmp_path / f"申请表{suffix}"
    done = run("form", "-o", str(form), "--as-of", "2015-06-01")
    assert (done.returncode, done.stdout, done.stderr) == (PASS, "", "")
    filled(form, {"f_name": "甲项目", "f_total_investment": "2.3", "u_total_investment": "亿元", "f_heat_source": "无"})
    done = run("review", str(form), "--as-of", "2015-06-01", "--format", "json")
    assert (done.returncode, done.stderr) == (UNSETTLED, "")
    report = json.loads(done.stdout)
    assert report["subject"]["name"] == "甲项目"
    asked = {request["field"] for request in report["requests"]}
    assert "industry_code" in asked
    assert not {"total_investment", "heat_source", "name"} & asked
    memo = tmp_path / "memo.md"
    assert run("memo", str(form), "--as-of", "2015-06-01", "-o", str(memo)).returncode == UNSETTLED
    assert "甲项目" in memo.read_text("utf-8")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_supplement_goes_out_for_a_draft_and_comes_back_with_it(tmp_path: Path, suffix: str) -> None:
    draft, sheet = tmp_path / "draft.yaml", tmp_path / f"补正{suffix}"
    draft.write_text(DRAFT, "utf-8")
    assert run("form", "--for", str(draft), "-o", str(sheet)).returncode == PASS
    filled(sheet, {"f_total_investment": "2.3亿元"})
    alone = run("review", str(sheet))
    assert alone.returncode == BAD_INPUT
    assert alone.stderr.startswith(f"{sheet}: 这是“甲项目”的补正表")
    both = run("review", str(draft), "--with", str(sheet), "--format", "json")
    asked = {request["field"] for request in json.loads(both.stdout)["requests"]}
    assert "total_investment" not in asked
    assert "catalog_class" in asked
    memos = tmp_path / "memos"
    assert run("memo", str(draft), "--with", str(sheet), "-o", str(memos), "--format", "md").returncode == UNSETTLED
    other = run("review", "examples/feiyu-gis.yaml", "--with", str(sheet))
    assert other.returncode == BAD_INPUT
    assert "这是“甲项目”的补正表,而材料中没有这个项目" in other.stderr


def test_a_draft_that_lacks_nothing_gets_no_sheet(tmp_path: Path) -> None:
    sheet = tmp_path / "s.xlsx"
    done = run("form", "--for", "examples/wangcang-building-materials.yaml", "-o", str(sheet), "--lang", "en")
    assert (done.returncode, done.stderr) == (PASS, "nothing is missing; no file is written\n")
    assert not sheet.exists()


def test_what_is_not_used_of_a_draft_is_told(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(DRAFT + "联系人: 张三\n", "utf-8")
    done = run("form", "--for", str(draft), "-o", str(tmp_path / "s.docx"))
    assert done.stderr == "材料中未采用:联系人:张三: 没有这个字段,未采用\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "form.pdf"), "-o 的后缀须为 .xlsx 或 .docx"),
        (("-o", "form"), "-o 的后缀须为 .xlsx 或 .docx"),
        (("-o", "form.xlsx", "--stage", "moon"), "没有阶段“moon”"),
        (("-o", "form.xlsx", "--rows", "0"), "--rows"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    written = [str(tmp_path / one) if one.startswith("form") else one for one in arguments]
    done = run("form", *written)
    assert done.returncode == BAD_INPUT
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_form_is_written_over_the_draft_that_it_is_for(tmp_path: Path) -> None:
    draft = tmp_path / "draft.xlsx"
    run("form", "-o", str(draft), "--as-of", "2015-06-01")
    before = draft.read_bytes()
    done = run("form", "--for", str(draft), "-o", str(draft))
    assert done.returncode == BAD_INPUT
    assert draft.read_bytes() == before


def test_ledgers_take_no_supplement(tmp_path: Path) -> None:
    sheet = tmp_path / "s.xlsx"
    sheet.write_bytes(b"")
    for command in (("review", "examples/leads/leads.xlsx", "--row", "5"), ("memo", "examples/leads/leads.xlsx")):
        output = ("-o", str(tmp_path / "m.md")) if command[0] == "memo" else ()
        done = run(*command, *output, "--with", str(sheet))
        assert done.returncode == BAD_INPUT
        assert "--with 只用于申报材料" in done.stderr


def test_a_form_has_as_many_rows_as_are_asked_for(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    run("form", "-o", str(form), "--as-of", "2015-06-01", "--rows", "30")
    filled(form, {"f_name": "甲", "r_buildings_30_storeys": 5})
    report = json.loads(run("review", str(form), "--format", "json").stdout)
    assert report["unread"] == []
