"""How a form is read, shown to people and machines and kept as a mapping to be given again."""

import io
import json
from pathlib import Path

import pytest

from compliance.intake.columns.mapping_file import read_mapping
from compliance.intake.forms.items import FormRead
from compliance.intake.forms.read_form import read_paper
from compliance.report.form_mapping import FORMATS, SCHEMA, form_mapping_file
from compliance.rulebook.model import Rulebook
from compliance.source import Source
from tests.forms import FILED, FILED_VALUES, paper_of, read_rows, values_of


@pytest.fixture
def found(rulebook: Rulebook) -> FormRead:
    return read_rows(rulebook.vocabulary, FILED)


def shown(found: FormRead, format_: str, lang: str) -> str:
    """What is shown of a form."""
    stream = io.StringIO()
    FORMATS[format_].write(found, "zh" if lang == "zh" else "en", stream)
    return stream.getvalue()


def test_people_see_what_is_read_what_is_in_question_and_what_is_not_read(found: FormRead) -> None:
    text = shown(found, "text", "zh")
    plain = "".join(text.split())
    assert all(len(line) <= 80 for line in text.splitlines())
    read, _, rest = plain.partition("有疑问、未采用的内容")
    asked, _, unread = rest.partition("未读取的内容")
    assert "表1第9行" in read
    assert "total_invest" in read
    assert "表1第4行拟开工时间“2015年9月”" in asked
    assert "可写:注册资本:project_capital或注册资本:ignore" in asked
    assert "表1第10行法定代表人:李某" in unread


def test_english_is_whole(found: FormRead) -> None:
    text = shown(found, "text", "en")
    assert "In question and not used" in text
    assert "table 1, row 4" in text
    assert "有疑问" not in text


def test_machines_get_each_label_with_its_place_and_question(found: FormRead) -> None:
    data = json.loads(shown(found, "json", "en"))
    assert (data["schema"], data["file"]) == (SCHEMA, "form.docx")
    labels = {one["key"]: one for one in data["labels"]}
    assert labels["总投资(万元)/合计"]["at"] == {"file": "form.docx", "table": 1, "row": 9}
    assert labels["总投资(万元)/合计"]["unit"] == "万元"
    question = labels["容积率"]["question"]
    assert [choice["key"] for choice in question["choices"]] == ["容积率/控制值", "容积率/本项目", "容积率/是否符合"]
    assert "容积率/本项目: stated_plot_ratio" in question["write"]
    assert {"name": "法定代表人", "written": "李某"}.items() <= data["unread"][-1].items() or any(
        one["name"] == "法定代表人" for one in data["unread"]
    )


def test_a_mapping_that_was_written_reads_the_form_alike(found: FormRead, rulebook: Rulebook) -> None:
    text = form_mapping_file(found, "zh")
    assert "# 注册资本: project_capital" in text
    given = read_mapping(Source("form.yaml", text.encode()), rulebook.vocabulary)
    again = read_paper(paper_of(FILED), rulebook.vocabulary, "form", given)
    assert values_of(again) == FILED_VALUES
    assert again.notes == ()


def test_a_blank_form_says_so(rulebook: Rulebook) -> None:
    blank = read_rows(rulebook.vocabulary, [["项目名称", "", "用地面积(亩)", ""]])
    assert "没有读到内容" in shown(blank, "text", "zh")
    assert Path(blank.case.at.file).name == "form.docx"
