"""A Word file fits its schema and the standard; an office's template is filled in or refused."""

import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from compliance.errors import InputError
from compliance.report.memo.content import LAYOUTS
from compliance.report.memo.word import FIELDS, LONGEST_RANGE, WordTemplate, own_template
from compliance.text import Lang
from tests.memos import (
    EXAMPLES,
    LANGS,
    ROOT,
    example,
    faults,
    of_word,
    parts,
    signed,
    template,
    word,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("lang", LANGS)
def test_a_word_file_fits_its_schema(lang: Lang, tmp_path: Path) -> None:
    assert faults(own_template(lang)._content, tmp_path) == []
    for name in EXAMPLES:
        assert faults(word(example(name, lang)), tmp_path) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_word_file_of_an_office_shows_its_name_number_and_signatories(lang: Lang, tmp_path: Path) -> None:
    content = word(signed(lang))
    assert faults(content, tmp_path) == []
    number = "文号：某发改审〔2015〕1号" if lang == "zh" else "No.: 某发改审〔2015〕1号"
    assert of_word(content)[1:4] == [number, "某县发展和改革委员会", signed(lang).title_lines[0]]
    document = Document(io.BytesIO(content))
    styles = [p.style.name for p in document.paragraphs]
    assert styles[:7] == ["Normal", "Normal", "Subtitle", "Title", "Subtitle", "Normal", "Heading 1"]
    assert styles.count("Memo Issued") == 2
    signatures = next(table for table in document.tables if table.rows[0].cells[0].text in ("签署", "Role"))
    assert [row.cells[0].text for row in signatures.rows][1:] == ["投资科", "分管领导"]


def test_each_annex_begins_on_a_page_of_its_own() -> None:
    document = Document(io.BytesIO(word(example("baolong-stainless"))))
    annexes = [p for p in document.paragraphs if p.style.name == "Memo Annex"]
    assert [p.text for p in annexes] == ["附件1", "附件2", "附件3", "附件4", "附件5"]
    assert all(p.paragraph_format.page_break_before for p in annexes)


def test_the_schema_check_notices_a_broken_file(tmp_path: Path) -> None:
    whole = parts(word(example("feiyu-gis")))
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in whole.items():
            package.writestr(name, content.replace(b"<w:tblGrid>", b"<w:jc/><w:tblGrid>", 1))
    assert faults(out.getvalue(), tmp_path) != []


def test_a_word_file_is_set_as_the_standard_sets_it() -> None:
    document = Document(io.BytesIO(word(example("baolong-stainless"))))
    (section,) = document.sections
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    assert [round(m.mm) for m in (section.top_margin, section.left_margin)] == [37, 28]
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(width / 36000), round(height / 36000)) == (156, 225)
    body = document.styles["Memo Body"]
    assert body.font.size.pt == 16
    assert 22 <= height / 12700 / body.paragraph_format.line_spacing.pt < 22.1
    closer = int(body.element.rPr.find(f"{W}spacing").get(f"{W}val")) / 20
    assert 28 <= width / 12700 / (16 + closer) < 28.5
    assert [p.style.name for p in document.paragraphs][:5] == ["Normal", "Normal", "Title", "Title", "Subtitle"]
    assert "PAGE" in section.footer._element.xml
    assert all(table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None for table in document.tables)
    assert "FF0000" not in document.element.xml
    fonts = parts(word(example("baolong-stainless")))["word/fontTable.xml"].decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong' in fonts


def test_a_word_file_says_what_it_is_on_the_day_of_the_review() -> None:
    properties = Document(io.BytesIO(word(example("baolong-stainless")))).core_properties
    assert properties.title == "关于宝隆不锈钢年产180万吨液压平整项目的合规审查意见"
    assert properties.created.date() == properties.modified.date() == example("baolong-stainless").as_of


def test_the_templates_are_those_their_script_builds() -> None:
    from build_memo_templates import built

    for lang in LANGS:
        name = "memo.docx" if lang == "zh" else "memo.en.docx"
        assert parts((ROOT / "templates" / name).read_bytes()) == parts(built(lang)), "run `make memo-templates`"
        assert built(lang) == built(lang)


def rendered(path: Path) -> str:
    """The text of the memo on an example in that template."""
    content = WordTemplate(path.read_bytes(), "own.docx").render(example("steel-new-capacity"))
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def test_an_offices_template_is_filled_in(tmp_path: Path) -> None:
    path = template(
        tmp_path,
        "{{ name }}:{{ verdict }}({{ as_of }})",
        "{%p for entry in section.findings.entries %}",
        "{{ entry.heading }}",
        "{%p endfor %}",
        "{{ section.documents.rows | length }}",
    )
    assert rendered(path).splitlines() == [
        "某钢铁新增炼钢产能项目:入驻申请阶段建议不予通过，已查出 3 项不符合（严禁产能过剩项目入驻、"
        "产能严重过剩行业不得新增产能、项目应与五类规划精准对接）(2015-07-01)",
        "项目应与五类规划精准对接",
        "严禁产能过剩项目入驻",
        "产能严重过剩行业不得新增产能",
        "13",
    ]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ verdikt }}", "没有字段“verdikt”,是否指 verdict?"),
        ("{{ section.documents.raws }}", "没有字段“raws”,是否指 rows?"),
        ("{{ section.nothing.rows }}", "没有字段“nothing”"),
        ("{% for x in sections %}", "模板标记有误"),
        ("{{ title", "模板标记有误"),
        ("{{ title.__class__.__mro__ }}", "模板只能读取字段"),
        ("{{ section.update({}) }}", "模板只能读取字段"),
        ("{{ 1 / 0 }}", "模板不能填写"),
        ("{{ title + 1 }}", "模板不能填写"),
        ("{% include 'x' %}", "模板"),
    ],
)
def test_a_faulty_template_is_refused_with_what_is_wrong(tag: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        rendered(template(tmp_path, tag))
    (problem,) = caught.value.problems
    assert problem.line("zh").startswith("own.docx: ")
    assert said in problem.line("zh")
    assert not re.search("[\u4e00-\u9fff]", problem.message.en)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "嵌套过深"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "嵌套过深"),
        ("{{ " + "1+" * 20_000 + "1 }}", "嵌套过深"),
        ("{% for x in [1] %}" * 30 + "{% endfor %}" * 30, "嵌套过深"),
        ("{% for s in sections recursive %}{{ loop(sections) }}{% endfor %}", "嵌套过深"),
        ("{{ lipsum(n=100000) }}", "没有字段“lipsum”;"),
        ("{{ cycler(1) }}", "没有字段“cycler”"),
        ("{{ joiner() }}", "没有字段“joiner”"),
        ("{{ namespace() }}", "没有字段“namespace”"),
        ("{{ range(1001) | length }}", "range() 至多给出 1,000 个数"),
        ("{{ range(10 ** 30) | length }}", "range() 至多给出 1,000 个数"),
        ("{{ range(0, -1001, -1) | length }}", "range() 至多给出 1,000 个数"),
        ("{{ title | center(9_000_000) }}", "填写后超过 9,000,000 字"),
    ],
)
def test_a_template_that_asks_for_too_much_is_refused(tag: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        rendered(template(tmp_path, tag))
    (problem,) = caught.value.problems
    assert said in problem.message.zh
    assert not re.search("[\u4e00-\u9fff]", problem.message.en)


def test_a_template_may_count_as_far_as_the_limit_says(tmp_path: Path) -> None:
    assert rendered(template(tmp_path, "{{ range(1000) | length }}")) == str(LONGEST_RANGE)


def test_every_field_of_templates_is_documented() -> None:
    text = (ROOT / "docs/memo.md").read_text("utf-8")
    assert [name for names in FIELDS.values() for name in names if f"`{name}`" not in text] == []
    assert [id_ for id_ in example("feiyu-gis").section if f"`{id_}`" not in text] == []
    assert [layout for layout in LAYOUTS if f"`{layout}`" not in text] == []
