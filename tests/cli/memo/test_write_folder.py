"""`compliance memo` into a folder: a memo on each case asked for, whatever the names, and an index that leads to each."""

import csv
import io
import json
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from docx import Document

from compliance.cli.main import run
from compliance.report.memo.formats import FORMATS
from tests.attacks import NAMES, SEEDS
from tests.memos import ROOT, faults, html, of_pdf

LEADS = str(ROOT / "examples/leads/leads.xlsx")
DAY = ("--as-of", "2015-12-31", "-q")
HEADER = [
    "项目编号",
    "项目名称",
    "拟入驻集聚区",
    "用地面积(亩)",
    "行业代码",
    "是否拟入驻产业集聚区",
    "是否认定为重污染项目",
]
ROWS = [
    ["A1", "某电镀厂", "叶县产业集聚区", "60", "3360", "是", "是"],
    ["A2", "某机械厂", "叶县产业集聚区", "约500", "3411", "是", "否"],
    ["A3", "某医药厂", "", "26.67", "2710", "是", "是"],
    ["A4", "某水泥厂", "宝丰县产业集聚区", "4公顷", "3011", "是", "否"],
    ["A5", "某焦化厂", "宝丰县产业集聚区", "4公顷", "2520", "是", "否"],
]


def ledger(folder: Path, rows: list[list[str]] = ROWS) -> str:
    """A CSV ledger of those rows."""
    path = folder / "leads.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    return str(path)


def written(folder: Path) -> set[str]:
    """The names of the memos in a folder."""
    return {path.name for path in folder.iterdir()} - {"index.html", "index.csv", "汇总.docx", "汇总.md", "汇总.pdf"}


def index(folder: Path) -> list[dict[str, str]]:
    """The rows of the index."""
    return list(csv.DictReader(io.StringIO((folder / "index.csv").read_text("utf-8"))))


def test_a_ledger_becomes_a_memo_for_each_lead_a_summary_and_an_index(tmp_path: Path) -> None:
    out = tmp_path / "memos"
    assert run(["memo", ledger(tmp_path), "-o", str(out), *DAY]) == 0
    assert written(out) == {
        "0002-A1-某电镀厂.docx",
        "0003-A2-某机械厂.docx",
        "0004-A3-某医药厂.docx",
        "0005-A4-某水泥厂.docx",
        "0006-A5-某焦化厂.docx",
    }
    rows = index(out)
    assert [row["行号"] for row in rows] == ["2", "3", "4", "5", "6"]
    assert [row["结论(建议)"] for row in rows] == [
        "初筛即不符合,建议不予通过",
        "初筛未发现障碍",
        "初筛即不符合,建议不予通过",
        "待补正",
        "待认定(不得视为通过)",
    ]
    links = [unquote(value) for _, name, value in html((out / "index.html").read_bytes()).attributes if name == "href"]
    assert links == ["汇总.docx", *(row["文件"] for row in rows)]
    assert all((out / link).is_file() for link in links)
    said = [paragraph.text for paragraph in Document(str(out / rows[0]["文件"])).paragraphs]
    assert "关于某电镀厂的合规审查意见" in said


def test_only_leads_of_the_verdicts_ids_and_rows_asked_for_get_a_memo(tmp_path: Path) -> None:
    source = ledger(tmp_path)
    listed = tmp_path / "ids.txt"
    listed.write_text("A4\n\nA1\n", encoding="utf-8")
    asked = {
        ("--verdict", "fail"): ["A1", "A3"],
        ("--verdict", "fail", "--verdict", "undetermined"): ["A1", "A3", "A4"],
        ("--verdict", "referred"): ["A5"],
        ("--verdict", "pass"): ["A2"],
        ("--verdict", "pass", "--stage", "application"): [],
        ("--verdict", "conditional"): [],
        ("--ids", "A2,A3"): ["A2", "A3"],
        ("--ids", f"@{listed}"): ["A1", "A4"],
        ("--ids", "A1", "--row", "3"): ["A1", "A2"],
        ("--ids", "A1,A2", "--verdict", "fail"): ["A1"],
    }
    for number, (options, ids) in enumerate(asked.items()):
        out = tmp_path / str(number)
        assert run(["memo", source, "-o", str(out), "--format", "md", *options, *DAY]) == 0
        assert [row["编号"] for row in index(out)] == ids
        assert len(written(out)) == len(ids)
        assert "共 5 条线索" in (out / "汇总.md").read_text("utf-8")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_memo_in_a_folder_is_the_memo_on_that_row_alone(suffix: str, tmp_path: Path) -> None:
    out, alone = tmp_path / "memos", tmp_path / f"alone{suffix}"
    rows = [option for row in range(5, 13) for option in ("--row", str(row))]
    assert run(["memo", LEADS, "-o", str(out), "--format", suffix[1:], *rows, *DAY]) == 0
    entries = index(out)
    assert len(entries) == 8
    for entry in (entries[0], entries[5]):
        assert run(["memo", LEADS, "-o", str(alone), "--row", entry["行号"], *DAY]) == 0
        assert alone.read_bytes() == (out / entry["文件"]).read_bytes()
    assert run(["memo", LEADS, "-o", str(alone), "--ids", entries[5]["编号"], *DAY]) == 0


def test_a_summary_counts_the_leads_at_the_stage_asked_for(tmp_path: Path) -> None:
    """As an application the one lead that nothing speaks against lacks papers, and so does the coking plant."""
    source, out = ledger(tmp_path), tmp_path / "s.md"
    assert run(["memo", source, "-o", str(out), "--of", "screening", *DAY]) == 0
    assert "不予通过 2 条、待认定 1 条、待补正 1 条、通过 1 条" in out.read_text("utf-8")
    assert run(["memo", source, "-o", str(out), "--of", "screening", "--stage", "application", *DAY]) == 0
    assert "不予通过 2 条、待补正 3 条。" in out.read_text("utf-8")


def test_what_does_not_exist_is_said_and_the_rest_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "memos"
    assert run(["memo", ledger(tmp_path), "-o", str(out), "--ids", "A1,B7", "--row", "99", *DAY]) == 2
    assert capsys.readouterr().err.splitlines() == ["没有编号“B7”", "第 99 行不是项目"]
    assert len(written(out)) == 1


def test_applications_get_memos_and_a_bad_one_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("项目名称: [", encoding="utf-8")
    names = ["wangcang-building-materials", "steel-new-capacity", "xuyuan-cold-rolling"]
    good = [str(ROOT / f"examples/{name}.yaml") for name in names]
    assert run(["memo", good[0], str(bad), *good[1:], "-o", str(tmp_path / "a"), "-q"]) == 2
    assert "bad.yaml:" in capsys.readouterr().err
    assert [row["序号"] for row in index(tmp_path / "a")] == ["1", "2", "3"]
    assert run(["memo", *good, "-o", str(tmp_path / "b"), "-q"]) == 1
    assert run(["memo", *good, "-o", str(tmp_path / "c"), "-q", "--verdict", "pass"]) == 0
    assert len(written(tmp_path / "b")) == 3
    (passed,) = index(tmp_path / "c")
    assert passed["项目"] == "旺苍县建材工业园区"


def test_a_folder_that_has_files_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "memos").mkdir()
    (tmp_path / "memos/mine.docx").write_text("mine")
    assert run(["memo", LEADS, "-o", str(tmp_path / "memos"), *DAY]) == 2
    assert "不是空的" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "memos").iterdir()] == ["mine.docx"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([LEADS, LEADS, "-o", "m"], "台账一次只能给出一个"),
        ([LEADS, "-o", "m.docx"], "须用一个 --row 或 --ids 指定"),
        ([LEADS, "-o", "m.docx", "--row", "17"], "第 17 行不是项目"),
        ([LEADS, "-o", "m.docx", "--row", "5", "--verdict", "fail"], "--verdict 只用于文件夹"),
        ([LEADS, "-o", "m.docx", "--of", "screening", "--row", "5"], "--of screening 不能用 --ids、--row"),
        ([LEADS, "-o", "m", "--of", "screening"], "--of screening 写成一份文件"),
        ([LEADS, "-o", "m", "--format", "pdf", "--template", "own.docx"], "--template 只用于 .docx"),
        ([LEADS, "-o", "m", "--template", "own.docx"], "没有字段“nothing”"),
        ([LEADS, "-o", "m", "--sheet", "无"], "无"),
    ],
)
def test_wrong_usage_is_refused_and_makes_no_folder(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    own = Document()
    own.add_paragraph("{{ nothing }}")
    own.save("own.docx")
    assert run(["memo", *arguments, *DAY]) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["own.docx"]


def test_stopping_leaves_whole_memos_and_their_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from compliance.report.memo import many

    whole, asked = many.paper_of, []

    def until_stopped(*arguments: object) -> object:
        asked.append(arguments)
        if len(asked) == 4:
            raise KeyboardInterrupt
        return whole(*arguments)  # type: ignore[arg-type]  # what the command passed

    monkeypatch.setattr(many, "paper_of", until_stopped)
    assert run(["memo", LEADS, "-o", str(tmp_path / "m"), *DAY]) == 130
    assert "已写 3 份备忘录" in capsys.readouterr().err
    assert {row["文件"] for row in index(tmp_path / "m")} == written(tmp_path / "m")
    assert len(written(tmp_path / "m")) == 3


def test_without_the_extra_a_folder_of_pdf_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from compliance.report.memo import pdf

    pdf._fonts.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    assert run(["memo", LEADS, "-o", str(tmp_path / "m"), "--format", "pdf", *DAY]) == 2
    assert "pip install 'policy-compliance[pdf]'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_hostile_leads_give_intact_memos_inside_the_folder(tmp_path: Path) -> None:
    values = [*SEEDS, *NAMES[:-2], "长" * 100_000, "\x07bell\x00nul\x1b[31m", "../../../../tmp/escaped"]
    path, out = tmp_path / "leads.jsonl", tmp_path / "in/memos"
    out.parent.mkdir()
    leads = [
        {
            "项目编号": value,
            "项目名称": value,
            "拟入驻集聚区": value,
            "是否认定为重污染项目": "是",
            "是否拟入驻产业集聚区": "是",
        }
        for value in values
    ]
    path.write_text("\n".join(json.dumps(lead, ensure_ascii=False) for lead in leads), encoding="utf-8")
    before = {p for p in tmp_path.rglob("*") if out not in p.parents}
    assert run(["memo", str(path), "-o", str(out), *DAY]) == 0
    assert {p for p in tmp_path.rglob("*") if out not in p.parents and p != out} == before
    entries = index(out)
    assert len(entries) == len(written(out)) > 30
    page = html((out / "index.html").read_bytes())
    assert not {"script", "b"} & {tag for tag, _, _ in page.attributes}
    links = [unquote(value) for tag, name, value in page.attributes if (tag, name) == ("a", "href")]
    assert {*links} == {"汇总.docx", *written(out)}
    for entry in entries:
        assert not entry["项目"].startswith(("=", "+", "-", "@"))
    for name in ["汇总.docx", *(entry["文件"] for entry in entries[::5])]:
        assert faults((out / name).read_bytes(), tmp_path) == []


def test_hostile_leads_give_an_intact_summary_in_pdf(tmp_path: Path) -> None:
    rows = [[str(number), value, value, "60", "3360", "是", "是"] for number, value in enumerate(SEEDS)]
    assert run(["memo", ledger(tmp_path, rows), "-o", str(tmp_path / "s.pdf"), "--of", "screening", *DAY]) == 0
    text = of_pdf((tmp_path / "s.pdf").read_bytes())
    assert "规则版本" in text
    assert "<script>alert(1)</script>" in text
    assert "w" * 60 in text


def test_letters_are_filed_by_county_and_an_office_gets_one_letter(tmp_path: Path) -> None:
    for name, county in (("甲厂", "叶县"), ("乙厂", "舞钢市")):
        stated = f"项目名称: {name}\n县(市、区): {county}\n受理日期: 2015-06-01\n是否拟入驻产业集聚区: 是\n"
        (tmp_path / f"{name}.yaml").write_text(stated, encoding="utf-8")
    sources = [str(tmp_path / f"{name}.yaml") for name in ("甲厂", "乙厂")]
    assert run(["memo", *sources, "--kind", "letter", "-o", str(tmp_path / "告知"), "--format", "md"]) == 3
    assert {path.parent.name for path in (tmp_path / "告知").rglob("*.md")} == {"叶县", "舞钢市"}
    letters = {path.with_suffix("") for path in (tmp_path / "告知").rglob("*.md")}
    forms = {path.with_suffix("") for path in (tmp_path / "告知").rglob("*.docx")}
    assert forms == {path.with_name(f"{path.name}-补正表") for path in letters}
    assert run(["memo", *sources, "--kind", "consultation", "-o", str(tmp_path / "征求"), "--format", "md"]) == 3
    (environment,) = (path.read_text("utf-8") for path in (tmp_path / "征求").glob("*环境保护部门.md"))
    assert "甲厂" in environment
    assert "乙厂" in environment


def test_projects_from_which_no_such_letter_follows_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "甲厂.yaml"
    path.write_text("项目名称: 甲厂\n受理日期: 2015-06-01\n", encoding="utf-8")
    run(["memo", str(path), "--kind", "notice", "-o", str(tmp_path / "通知")])
    assert "1 个项目的结论不适用 --kind notice,未写" in capsys.readouterr().err
    assert run(["memo", str(path), "--kind", "notice", "-o", str(tmp_path / "通知.md")]) == 2
    assert "结论不是不予通过" in capsys.readouterr().err
