"""Memos say what the decision says, separate law from inference, and hold whatever text an application brings."""

import io
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from compliance.cli.main import run
from compliance.errors import InputError
from compliance.report import phrases as p
from compliance.report.memo.content import LAYOUTS, LONGEST
from compliance.report.memo.formats import FORMATS
from compliance.report.memo.pdf import to_pdf
from compliance.report.memo.web import to_html, to_markdown
from compliance.report.memo.word import FIELDS, WordTemplate, own_template
from compliance.rulebook.model import Force
from compliance.text import Lang, printable
from tests.hostile import SEEDS, hostile
from tests.memos import (
    DAY,
    EXAMPLES,
    ROOT,
    RULEBOOK,
    bare,
    example,
    faults,
    hostile_memo,
    html,
    of_html,
    of_pdf,
    of_word,
    parts,
    tables,
    texts,
    without_headers,
    word,
)

LANGS: tuple[Lang, ...] = ("zh", "en")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
sys.path.insert(0, str(ROOT / "scripts"))


# Content


def test_a_memo_names_subject_documents_facts_rules_and_leaves_space_to_sign() -> None:
    memo = example("baolong-stainless")
    assert memo.title == "关于“宝隆不锈钢年产180万吨液压平整项目”的合规审查意见"
    assert (
        "平政办〔2015〕26号《2015年平顶山市加快产业集聚区建设专项工作方案》",
        "平顶山市人民政府办公室",
        "市",
        "2015-04-24",
    ) in memo.section["documents"].rows
    assert ("总投资", "360,000 万元", "36亿元") in [row[:3] for row in memo.section["facts"].rows]
    digests = {row[0]: row[2] for row in memo.section["versions"].rows}
    assert digests == {pack.id: pack.sha256 for pack in RULEBOOK.packs}
    assert [row[0] for row in memo.signature.rows] == ["经办人", "复核人", "负责人"]
    assert "2015-05-20" in [row[1] for row in memo.section["subject"].rows]


def test_every_conclusion_has_its_quote_what_was_found_and_the_outcome() -> None:
    entries = example("steel-new-capacity").section["findings"].entries
    assert len(entries) == 3
    for entry in entries:
        assert {"quote", "computed"} <= {line.kind for line in entry.lines}
        assert entry.lines[-1].text == "不符合"


def test_quotes_are_the_documents_words_and_conventions_are_set_apart() -> None:
    quotes = {rule.cite.quote for rule in RULEBOOK.rules if rule.cite.quote}
    for name in EXAMPLES:
        memo = example(name)
        lines = [line for section in memo.sections for entry in section.entries for line in entry.lines]
        quoted = [line.text for line in lines if line.label == p.QUOTE.zh]
        assert all(any(f"“{quote}”(" in text for quote in quotes) for text in quoted)
        bases = {rule.basis.zh for rule in RULEBOOK.rules if rule.basis is not None}
        assert {line.text for line in lines if line.kind == "convention"} <= bases


def test_a_figure_is_shown_with_its_formula() -> None:
    (row,) = (row for row in example("feiyu-gis").section["findings"].rows if "NLC08-plot-ratio" in row[0])
    assert "220,000 平方米 ÷ 430 亩 = 0.767" in row[2]


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_target_of_a_zone_or_the_city_stands_among_a_projects_reasons(name: str) -> None:
    said = "\n".join(texts(example(name)))
    others = [
        r
        for r in RULEBOOK.rules
        if r.force in (Force.TARGET, Force.DEADLINE) or r.subject not in ("project", "building")
    ]
    assert len(others) > 50
    assert [rule.id for rule in others if rule.id in said or rule.title.zh in said] == []


def test_a_condition_not_met_says_what_would_meet_it() -> None:
    ((condition, stands, required, advice),) = example("standard-factory-park").section["conditions"].rows
    assert condition == "绿地率不超过20%(国土资发〔2008〕24号 第四条)"
    assert "23.37%" in stands
    assert "不超过 20%" in required
    assert "提交论证材料" in advice


def test_what_is_to_be_supplied_names_the_clauses_that_need_it() -> None:
    memo = example("xuyuan-cold-rolling")
    assert memo.verdict == "待补正"
    needed = {row[0]: row[1] for row in memo.section["requests"].rows}
    assert needed["固定资产投资"] == "国土资发〔2008〕24号:表1 投资强度不低于控制指标"
    assert "平政办〔2015〕26号:二(一)1 项目应与五类规划精准对接" in needed["是否拟入驻产业集聚区"]


def test_entitlements_stand_with_the_clause_that_grants_them_and_referrals_with_space_to_decide() -> None:
    memo = example("baolong-stainless")
    granted = memo.section["entitlements"].entries
    assert len(granted) == 4
    assert all(any(line.label == p.QUOTE.zh for line in entry.lines) for entry in granted)
    assert all(entry.lines[-1].text == p.BLANK for entry in memo.section["referrals"].entries)
    assert example("steel-new-capacity").section["entitlements"].entries == ()


def test_doubted_data_stand_apart_with_their_place() -> None:
    rows = example("data-conflict").section["conflicts"].rows
    assert len(rows) > 3
    assert all(re.fullmatch(r"第 \d+ 行", row[2]) for row in rows)


def test_headings_are_numbered_as_the_standard_numbers_them() -> None:
    memo = example("steel-new-capacity")
    assert [s.number for s in memo.sections][:3] == ["一、", "二、", "三、"]
    (findings,) = (s for s in memo.sections if s.id == "findings")
    assert [group.number for group in findings.groups] == ["(一)", "(二)"]
    assert [entry.number for entry in findings.entries] == ["1.", "2.", "3."]
    long = example("baolong-stainless")
    assert [s.number for s in long.sections][9:12] == ["十、", "十一、", "十二、"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_english_memo_is_english_but_for_quotes_names_and_clauses(name: str) -> None:
    memo = example(name, "en")
    headings = [s.number + s.title for s in memo.sections] + [g.title for s in memo.sections for g in s.groups]
    headings += [cell for table in tables(memo) for cell in table.header]
    headings += [line.label for s in memo.sections for entry in s.entries for line in entry.lines]
    assert [text for text in headings if not text.isascii()] == []
    assert "only the Chinese text is authentic" in "".join(texts(memo))
    quotes = [line.text for s in memo.sections for e in s.entries for line in e.lines if line.label == "Quote"]
    assert all(re.search("[\u4e00-\u9fff]", quote) for quote in quotes)
    reasons = [line.text for s in memo.sections for e in s.entries for line in e.lines if line.label == "Derived"]
    assert [text for text in reasons if re.search("[\u4e00-\u9fff]", re.sub("“[^”]*”", "", text))] == []


def test_both_languages_say_the_same_sections_and_rows() -> None:
    for name in EXAMPLES:
        zh, en = example(name), example(name, "en")
        assert [s.id for s in zh.sections] == [s.id for s in en.sections]
        assert [(t.layout, len(t.rows)) for t in tables(zh)] == [(t.layout, len(t.rows)) for t in tables(en)]


# Formats


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_word_and_web_page_hold_the_same_texts(name: str, lang: Lang) -> None:
    memo = example(name, lang)
    assert of_word(word(memo)) == texts(memo)
    assert of_html(to_html(memo)) == texts(memo)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES[:4])
def test_a_pdf_file_holds_the_same_texts(name: str, lang: Lang) -> None:
    memo = example(name, lang)
    raw = of_pdf(to_pdf(memo))
    stripped = without_headers(raw, memo)
    assert [text for text in texts(memo) if bare(text) not in raw and bare(text) not in stripped] == []
    expected = Counter(bare("".join(texts(memo))))
    repeated = Counter(bare("".join(cell for table in tables(memo) for cell in table.header)))
    labels = Counter("\uff1a:")
    assert expected - Counter(raw) == Counter()
    assert set(Counter(raw) - expected) <= set(repeated) | set(labels)


@pytest.mark.parametrize("name", EXAMPLES[:4])
def test_markdown_holds_the_same_texts(name: str) -> None:
    memo = example(name)
    plain = bare(re.sub(r"\\(.)", r"\1", to_markdown(memo).decode()))
    assert [text for text in texts(memo) if bare(text) not in plain] == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_memo_gives_the_same_bytes(suffix: str) -> None:
    first, second = (FORMATS[suffix](example("feiyu-gis")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("lang", LANGS)
def test_a_word_file_fits_its_schema(lang: Lang, tmp_path: Path) -> None:
    assert faults(own_template(lang)._content, tmp_path) == []
    for name in EXAMPLES:
        assert faults(word(example(name, lang)), tmp_path) == []


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
    assert [p.style.name for p in document.paragraphs][:3] == ["Title", "Subtitle", "Heading 1"]
    assert "PAGE" in section.footer._element.xml
    assert all(table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None for table in document.tables)
    assert "FF0000" not in document.element.xml
    fonts = parts(word(example("baolong-stainless")))["word/fontTable.xml"].decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong' in fonts


def test_a_word_file_says_what_it_is_on_the_day_of_the_review() -> None:
    properties = Document(io.BytesIO(word(example("baolong-stainless")))).core_properties
    assert properties.title == "关于“宝隆不锈钢年产180万吨液压平整项目”的合规审查意见"
    assert properties.created.date() == properties.modified.date() == example("baolong-stainless").as_of


def test_a_page_needs_no_other_file_and_runs_nothing() -> None:
    page = html(to_html(example("baolong-stainless")))
    assert [a for a in page.attributes if a[1] in ("src", "href") or a[1].startswith("on")] == []
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _, _ in page.attributes}
    assert any("width=device-width" in value for _, _, value in page.attributes)


def test_a_pdf_file_brings_its_fonts() -> None:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(to_pdf(example("baolong-stainless"))))
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # a dictionary of fonts
            (descendant,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile3" in descendant.get_object()["/FontDescriptor"]


def test_the_templates_are_those_their_script_builds() -> None:
    from build_memo_templates import built

    for lang in LANGS:
        name = "memo.docx" if lang == "zh" else "memo.en.docx"
        assert parts((ROOT / "templates" / name).read_bytes()) == parts(built(lang)), "run `make memo-templates`"
        assert built(lang) == built(lang)


def test_the_memos_among_the_examples_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    from regenerate_examples import memos

    written = memos()
    assert set(written) == {path.relative_to(ROOT) for path in (ROOT / "examples/memos").iterdir()}
    for path, content in written.items():
        kept = (ROOT / path).read_bytes()
        same = parts(kept) == parts(content) if path.suffix == ".docx" else kept == content
        assert same, "run `make examples`"


# Whatever an application brings

VALUES = hostile(500)


@pytest.mark.parametrize("start", range(0, 500, 100))
def test_hostile_values_leave_word_and_web_pages_intact(start: int, tmp_path: Path) -> None:
    for first in range(start, start + 100, 4):
        values = VALUES[first : first + 4]
        memo = hostile_memo(values)
        said = texts(memo)
        assert all(any(printable(value) in text for text in said) for value in values)
        content = word(memo)
        assert of_word(content) == said
        assert b"w:hyperlink" not in parts(content)["word/document.xml"]
        page = to_html(memo)
        assert of_html(page) == said
        assert not {"script", "b", "a"} & {tag for tag, _, _ in html(page).attributes}
        assert "http://" not in to_markdown(memo).decode()
    assert faults(content, tmp_path) == []


@pytest.mark.parametrize("start", range(0, len(SEEDS) - 1, 4))
def test_hostile_values_leave_pdf_files_intact(start: int) -> None:
    values = (SEEDS + SEEDS)[start : start + 4]
    memo = hostile_memo(values)
    raw = of_pdf(to_pdf(memo))
    for value in values:
        if all(c.isascii() or "\u4e00" <= c <= "\u9fff" for c in printable(value)):
            assert bare(printable(value)) in raw
    assert "规则版本" in raw


def test_very_long_values_are_cut_and_said_to_be(tmp_path: Path) -> None:
    memo = hostile_memo(["长" * 100_000, "x" * 100_000, "y " * 50_000, "z{{" * 33_000])
    assert max(map(len, texts(memo))) < LONGEST + 100
    assert "…(共 100000 字,此处从略)" in memo.section["subject"].rows[0][1]
    assert len(memo.title) < 100
    for render in FORMATS.values():
        assert 1000 < len(render(memo)) < 2_000_000
    assert faults(word(memo), tmp_path) == []


def test_markdown_makes_no_link_of_an_address() -> None:
    assert to_markdown_text("http://a.example www.b.example c@d.example &lt;") == (
        "http\\://a.example www\\.b.example c\\@d.example \\&lt;"
    )


def to_markdown_text(text: str) -> object:
    """A text as a report's Markdown has it."""
    from compliance.report.render.markdown import escaped

    return escaped(text)


# Templates of an office


def template(folder: Path, *paragraphs: str) -> Path:
    """A Word template of an office."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    path = folder / "own.docx"
    document.save(str(path))
    return path


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
        "某钢铁新增炼钢产能项目:建议不予通过(2015-07-01)",
        "项目应与五类规划精准对接",
        "严禁产能过剩项目入驻",
        "产能严重过剩行业不得新增产能",
        "8",
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


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0 old Word", b"<html></html>"])
def test_a_template_that_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="not a Word file"):
        WordTemplate(content, "x.docx").render(example("feiyu-gis"))


def test_a_zip_file_that_is_no_word_file_is_refused() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("a.txt", "a")
    with pytest.raises(InputError, match="not a Word file"):
        WordTemplate(out.getvalue(), "x.docx").render(example("feiyu-gis"))


def test_every_field_of_templates_is_documented() -> None:
    text = (ROOT / "docs/memo.md").read_text("utf-8")
    assert [name for names in FIELDS.values() for name in names if f"`{name}`" not in text] == []
    assert [id_ for id_ in example("feiyu-gis").section if f"`{id_}`" not in text] == []
    assert [layout for layout in LAYOUTS if f"`{layout}`" not in text] == []


# The year's targets


@pytest.mark.parametrize("lang", LANGS)
def test_the_memo_on_a_ledger_has_targets_gaps_league_and_allocation(lang: Lang, tmp_path: Path) -> None:
    from compliance.assessment.allocate import allocate
    from compliance.assessment.assess import assess
    from compliance.intake.progress_ledger import read_ledger
    from compliance.report.memo.targets import compose_targets_memo

    ledger = read_ledger(ROOT / "examples/ledger", RULEBOOK.vocabulary)
    memo = compose_targets_memo(
        assess(RULEBOOK, ledger.cases, DAY), allocate(RULEBOOK, ledger.city, DAY), ledger.notes, lang
    )
    assert {"targets", "gaps", "insufficient", "league", "allocation", "versions"} <= {s.id for s in memo.sections}
    assert len(memo.section["league"].rows) == 3
    assert len(memo.section["allocation"].rows) > 15
    if lang == "zh":
        (invested,) = (row for row in memo.section["targets"].rows if row[2].startswith("固定资产投资700亿元"))
        assert invested[3:] == ("固定资产投资完成额 690 亿元;目标 ≥ 700 亿元(98.6%)", "10 亿元")
    content = word(memo)
    assert of_word(content) == of_html(to_html(memo)) == texts(memo)
    assert faults(content, tmp_path) == []
    assert len(to_pdf(memo)) > 10_000


# The command


def test_the_command_writes_every_format_and_returns_the_code_of_a_review(tmp_path: Path) -> None:
    codes = {"baolong-stainless": 0, "steel-new-capacity": 1, "xuyuan-cold-rolling": 3}
    for name, code in codes.items():
        for suffix in FORMATS:
            output = tmp_path / f"{name}{suffix}"
            assert run(["memo", str(ROOT / f"examples/{name}.yaml"), "-o", str(output)]) == code
            assert output.stat().st_size > 5000


def test_the_command_takes_a_day_a_language_and_a_template(tmp_path: Path) -> None:
    source, output = str(ROOT / "examples/feiyu-gis.yaml"), tmp_path / "m.docx"
    own = template(tmp_path, "{{ title }} {{ as_of }}")
    arguments = ["memo", source, "-o", str(output), "--template", str(own), "--as-of", "2015-07-07", "--lang", "en"]
    assert run(arguments) == 3
    assert Document(str(output)).paragraphs[0].text.startswith("Compliance review of “")
    assert Document(str(output)).paragraphs[0].text.endswith(" 2015-07-07")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "m.txt"], "后缀须为 .docx、.pdf、.html、.md 之一"),
        (["-o", "m", "--of", "targets"], "--of targets 写成一份文件"),
        (["-o", "m.md", "--format", "md"], "--format 只用于文件夹"),
        (["-o", "m.md", "--row", "3"], "只用于线索台账"),
        (["-o", "m", "--ids", "@nowhere"], "不能读取“nowhere”"),
        (["-o", "m.pdf", "--template", "own.docx"], "--template 只用于 .docx"),
        (["-o", "m.docx", "--template", "bad.docx"], "bad.docx: 不是 Word 文件"),
        (["-o", "nowhere/m.docx"], "nowhere"),
    ],
)
def test_wrong_usage_is_refused_and_writes_nothing(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    template(tmp_path, "x")
    (tmp_path / "bad.docx").write_text("no")
    before = set(tmp_path.iterdir())
    assert run(["memo", str(ROOT / "examples/feiyu-gis.yaml"), *options]) == 2
    assert said in capsys.readouterr().err
    assert set(tmp_path.iterdir()) == before


def test_a_memo_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    output = tmp_path / "m.docx"
    output.write_text("old")
    own = template(tmp_path, "{{ nothing }}")
    assert run(["memo", str(ROOT / "examples/feiyu-gis.yaml"), "-o", str(output), "--template", str(own)]) == 2
    assert output.read_text() == "old"


def test_several_applications_in_one_file_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "two.yaml"
    path.write_text("项目名称: a\n---\n项目名称: b\n", encoding="utf-8")
    assert run(["memo", str(path), "-o", str(tmp_path / "m.md")]) == 2
    assert "材料中有 2 个" in capsys.readouterr().err


def test_without_the_extra_pdf_is_refused_with_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from compliance.report.memo import pdf

    pdf._fonts.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    assert run(["memo", str(ROOT / "examples/feiyu-gis.yaml"), "-o", str(tmp_path / "m.pdf")]) == 2
    assert "pip install 'policy-compliance[pdf]'" in capsys.readouterr().err


def test_no_other_command_loads_what_memos_need() -> None:
    program = (
        "import sys; from compliance.cli.main import run; run(['review', sys.argv[1]]);"
        "print(*[n for n in ('docx', 'docxtpl', 'lxml', 'typst', 'jinja2') if n in sys.modules], sep=',')"
    )
    command = [sys.executable, "-c", program, str(ROOT / "examples/feiyu-gis.yaml")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1] == ""


def test_a_day_before_all_calendars_of_files_is_no_fault(tmp_path: Path) -> None:
    output = tmp_path / "m.docx"
    assert run(["memo", str(ROOT / "examples/feiyu-gis.yaml"), "-o", str(output), "--as-of", "0001-01-01"]) == 3
    assert faults(output.read_bytes(), tmp_path) == []
    assert Document(str(output)).core_properties.created.year == 1980
