"""A form as a Word file: sound, the same each time, and its blanks of the kinds that Word knows."""

import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from compliance.intake.forms.supplements import Supplements
from compliance.report.form.word import write_word
from compliance.rulebook.model import Rulebook
from compliance.text import Lang
from tests.memos import faults
from tests.own_forms import control_of, filled, form_of, read, stated, written


def content(rulebook: Rulebook, lang: Lang = "zh", stage: str | None = None, draft: Path | None = None) -> bytes:
    """The bytes of a form."""
    stream = io.BytesIO()
    write_word(form_of(rulebook, lang, stage, draft), stream)
    return stream.getvalue()


def body(rulebook: Rulebook) -> etree._Element:
    return Document(io.BytesIO(content(rulebook))).element


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_form_gives_the_same_sound_bytes(rulebook: Rulebook, tmp_path: Path, lang: Lang) -> None:
    first = content(rulebook, lang, "operation")
    assert first == content(rulebook, lang, "operation")
    assert faults(first, tmp_path) == []


def test_hostile_names_keep_a_supplement_sound(rulebook: Rulebook, tmp_path: Path) -> None:
    name = '<w:p/>&{{x}}\u202e"\u2028]]>' + "长 " * 200
    draft = written(form_of(rulebook), tmp_path / "draft.xlsx")
    filled(draft, {"f_name": name, "f_total_investment": "<b>&1\u2028"})
    assert faults(content(rulebook, draft=draft), tmp_path) == []
    sheet = filled(written(form_of(rulebook, draft=draft), tmp_path / "sheet.docx"), {"f_total_investment": "9亿元"})
    supplements = Supplements([str(sheet)], rulebook.vocabulary, rulebook.digest)
    assert stated(supplements.on(read(draft, rulebook)))["total_investment"] == "90,000 万元"
    assert supplements.unmatched() is None


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("f_name", "richText"),
        ("f_land_area", "richText"),
        ("f_application_date", "date"),
        ("f_in_zone", "dropDownList"),
        ("f_county", "comboBox"),
        ("u_land_area", "comboBox"),
        ("r_buildings_8_storeys", "richText"),
        ("s_1", "richText"),
    ],
)
def test_a_blank_is_a_control_of_its_kind_that_cannot_be_deleted(rulebook: Rulebook, mark: str, kind: str) -> None:
    properties = control_of(body(rulebook), mark).find(qn("w:sdtPr"))
    assert properties is not None
    assert properties.find(qn(f"w:{kind}")) is not None
    lock = properties.find(qn("w:lock"))
    assert lock is not None
    assert lock.get(qn("w:val")) == "sdtLocked"


def test_each_page_repeats_the_headings_and_divides_no_row(rulebook: Rulebook) -> None:
    rows = list(body(rulebook).iter(qn("w:tr")))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    headers = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert ["".join(text.text or "" for text in row.iter(qn("w:t"))) for row in headers][:1] == [
        "项目填写内容单位填写说明"
    ]
    assert len(headers) == 4, "of two tables of questions, and two rows of that of buildings"
