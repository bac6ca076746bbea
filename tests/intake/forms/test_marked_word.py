"""The blanks of a Word file are found by the tags of their controls, or the bookmarks around them; only what is seen counts."""

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from compliance.case import Case
from compliance.errors import InputError
from compliance.rulebook.model import Rulebook
from tests.own_forms import control_of, filled, form_of, read, rewrite, stated, written

DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENTERED = {"f_name": "甲", "f_land_area": "167", "r_buildings_1_name": "1号", "r_buildings_1_storeys": "3"}
Change = Callable[[etree._Element], None]


@pytest.fixture
def form(rulebook: Rulebook, tmp_path: Path) -> Path:
    """A form with a few entries."""
    return filled(written(form_of(rulebook), tmp_path / "form.docx"), ENTERED)


def case_of(form: Path, rulebook: Rulebook, change: Change) -> Case:
    """What the form states after a change of its document."""

    def of_parts(parts: dict[str, bytes]) -> None:
        document = etree.fromstring(parts[DOCUMENT])
        change(document)
        parts[DOCUMENT] = etree.tostring(document)

    rewrite(form, of_parts)
    return read(form, rulebook)


def runs(xml: str) -> list[etree._Element]:
    """Runs and the like, of their XML."""
    return list(etree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}">{xml}</w:p>'))


def holding(mark: str, xml: str) -> Change:
    """Has a control hold those runs."""

    def change(document: etree._Element) -> None:
        content = control_of(document, mark).find(f"{_W}sdtContent")
        assert content is not None
        content[:] = runs(xml)

    return change


@pytest.mark.parametrize(
    ("xml", "seen"),
    [
        ("<w:del><w:r><w:delText>99</w:delText></w:r></w:del><w:ins><w:r><w:t>120</w:t></w:r></w:ins>", "120 亩"),
        ("<w:moveFrom><w:r><w:t>55</w:t></w:r></w:moveFrom><w:r><w:t>66</w:t></w:r>", "66 亩"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r><w:r><w:t>120</w:t></w:r>", "120 亩"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>99</w:t></w:r>', "99 亩"),
        ("<w:r><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r><w:r><w:t>0</w:t></w:r>", "120 亩"),
        ('<w:r><w:rPr><w:strike w:val="false"/></w:rPr><w:t>120</w:t></w:r>', "120 亩"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>120</w:t></w:r>", "120 亩"),
        ("<w:hyperlink><w:r><w:t>120</w:t></w:r></w:hyperlink>", "120 亩"),
    ],
)
def test_only_what_is_seen_is_read(rulebook: Rulebook, form: Path, xml: str, seen: str) -> None:
    case = case_of(form, rulebook, holding("f_land_area", xml))
    assert stated(case)["land_area"] == seen


def test_what_is_struck_through_is_asked_about(rulebook: Rulebook, form: Path) -> None:
    xml = "<w:r><w:rPr><w:strike/></w:rPr><w:t>12000</w:t></w:r><w:r><w:t>9000</w:t></w:r>"
    filled(form, {"f_total_investment": "1"})
    case = case_of(form, rulebook, holding("f_total_investment", xml))
    assert "total_investment" not in case.data
    (doubt,) = case.doubts
    assert (doubt.field, doubt.written) == ("total_investment", "120009000")
    assert "struck through" in doubt.reason.en


def test_a_symbol_that_cannot_be_read_is_not_left_out(rulebook: Rulebook, form: Path) -> None:
    xml = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:t>是</w:t></w:r>'
    filled(form, {"f_in_zone": "是"})
    case = case_of(form, rulebook, holding("f_in_zone", xml))
    assert [doubt.field for doubt in case.doubts] == ["in_zone"]


def test_the_prompt_of_a_blank_is_no_value(rulebook: Rulebook, form: Path) -> None:
    def change(document: etree._Element) -> None:
        for prompting in list(document.iter(f"{_W}showingPlcHdr")):
            above = prompting.getparent()
            assert above is not None
            above.remove(prompting)

    assert stated(case_of(form, rulebook, change)) == stated(read(form, rulebook))


@pytest.mark.parametrize(("shown", "doubts"), [("单击或点击此处输入文字。", []), ("9800万元", ["total_investment"])])
def test_a_control_that_says_it_prompts_is_blank_or_asked_about(
    rulebook: Rulebook, form: Path, shown: str, doubts: list[str]
) -> None:
    case = case_of(form, rulebook, holding("f_total_investment", f"<w:r><w:t>{shown}</w:t></w:r>"))
    assert "total_investment" not in case.data
    assert [doubt.field for doubt in case.doubts] == doubts


def test_without_tags_the_bookmarks_lead_to_the_blanks(rulebook: Rulebook, form: Path) -> None:
    before = stated(read(form, rulebook))

    def change(document: etree._Element) -> None:
        for tag in list(document.iter(f"{_W}tag")):
            above = tag.getparent()
            assert above is not None
            above.remove(tag)

    case = case_of(form, rulebook, change)
    assert stated(case) == before
    assert list(case.unread) == []


def test_a_blank_whose_control_was_replaced_by_typing_is_told(rulebook: Rulebook, form: Path) -> None:
    def change(document: etree._Element) -> None:
        control = control_of(document, "f_land_area")
        paragraph = control.getparent()
        assert paragraph is not None
        paragraph[:] = runs("<w:r><w:t>167亩</w:t></w:r>")

    case = case_of(form, rulebook, change)
    assert "land_area" not in case.data
    found = [(one.name, one.written, one.reason.en.split(",")[0]) for one in case.unread]
    assert ("用地面积", "", "the mark of this blank is lost (deleted or written over)") in found
    assert ("", "167亩", "written outside of the blanks") in found


def test_a_row_that_was_copied_is_a_record_of_its_own(rulebook: Rulebook, form: Path) -> None:
    def change(document: etree._Element) -> None:
        row = next(control_of(document, "r_buildings_1_name").iterancestors(f"{_W}tr"))
        second = deepcopy(row)
        (name,) = control_of(second, "r_buildings_1_name").iter(f"{_W}t")
        name.text = "2号"
        row.addnext(second)

    found = stated(case_of(form, rulebook, change))["buildings"]
    assert found == [{"name": "1号", "storeys": "3 层"}, {"name": "2号", "storeys": "3 层"}]


def test_a_row_that_was_typed_beside_the_others_puts_the_list_in_doubt(rulebook: Rulebook, form: Path) -> None:
    def change(document: etree._Element) -> None:
        row = next(control_of(document, "r_buildings_8_name").iterancestors(f"{_W}tr"))
        typed = deepcopy(row)
        for paragraph in typed.iter(f"{_W}p"):
            paragraph[:] = runs("<w:r><w:t>9号</w:t></w:r>")
        row.addnext(typed)

    case = case_of(form, rulebook, change)
    assert "buildings" not in case.data
    assert [doubt.field for doubt in case.doubts] == ["buildings"]
    assert [one.written for one in case.unread] == ["9号"] * 3


def test_a_value_stands_in_a_row_of_a_table(rulebook: Rulebook, form: Path) -> None:
    case = read(form, rulebook)
    assert re.fullmatch(r"表 2 第 \d+ 行", case.data["land_area"].at.within("zh"))
    assert case.data["name"].at.to("zh") == f"{form} 表 2 第 4 行"


def test_a_document_that_is_damaged_is_refused(rulebook: Rulebook, form: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[DOCUMENT] = parts[DOCUMENT][:500]

    rewrite(form, change)
    with pytest.raises(InputError, match="damaged, and cannot be read"):
        read(form, rulebook)


def test_what_a_document_declares_is_not_expanded(rulebook: Rulebook, form: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        declared = b'<!DOCTYPE w [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;&a;">]>'
        text = parts[DOCUMENT].replace(b"167", b"&b;")
        parts[DOCUMENT] = text.replace(b"<w:document", declared + b"<w:document", 1)

    rewrite(form, change)
    assert "land_area" not in stated(read(form, rulebook))
