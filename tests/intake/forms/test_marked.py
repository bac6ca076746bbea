"""A form that was handed out reads back whole by its marks, and what cannot be read of it is told."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from compliance.case import Case, How
from compliance.engines.engine import Outcome
from compliance.errors import InputError
from compliance.intake.forms.marked import read_marked, read_supplement
from compliance.intake.forms.own import is_own_form
from compliance.report.form.content import Need
from compliance.report.form.questions import question
from compliance.review.run import review_each
from compliance.rulebook.model import Rulebook
from compliance.text import Lang
from compliance.vocabulary.fields import Field, Kind
from tests.own_forms import DAY, SUFFIXES, filled, form_of, read, saved_again, stated, written
from tests.profiles import ONLY_LONG

LAST = "operation"  # by when everything can be known
DAYS = {"application_date": date(2015, 6, 1)}
NUMBERS = {"land_grade": 10, "stated_building_coefficient": 45.5, "developed_share": 40, "invested_share": 30}
Written = Mapping[str, str | float | date]


def entries(rulebook: Rulebook, lang: Lang, *, text: bool = False) -> dict[str, str | float | date]:
    """Something in every blank of the form of the last stage, in the last unit on offer; numbers as `text` or not."""
    form = form_of(rulebook, lang, LAST)
    found: dict[str, str | float | date] = {}
    for group in form.groups:
        for one in group.questions:
            field = rulebook.vocabulary.field("project", one.blank.mark[2:])
            found[one.blank.mark] = entry(field, lang)
            if one.unit is not None and one.unit.options:
                found[one.unit.mark] = one.unit.options[-1]
    for row in (1, 2, 8):
        found |= {
            f"r_buildings_{row}_name": f"{row}号厂房",
            f"r_buildings_{row}_storeys": row,
            f"r_buildings_{row}_floor_area": 0.5,
        }
    return found | {"c_buildings_floor_area": "万平方米" if lang == "zh" else "10,000 m²"}


def entry(field: Field, lang: Lang) -> str | float | date:
    """A value of that field as a person enters it."""
    match field.kind:
        case Kind.number:
            return NUMBERS.get(field.id, 12.5)
        case Kind.date:
            return DAYS.get(field.id, date(2015, 9, 30))
        case Kind.bool:
            return "是" if lang == "zh" else "yes"
        case Kind.enum:
            return field.values[0].label.to(lang)
        case Kind.set:
            return "、".join(value.label.to(lang) for value in field.values[:2])
        case _:
            return field.filling.example or "某单位"


def as_application(rulebook: Rulebook, entered: Written, folder: Path) -> Case:
    """The same entries as an application that says each with its unit."""
    lines, buildings = [], dict[str, list[str]]()
    for mark, value in entered.items():
        if mark.startswith("f_"):
            unit = entered.get(f"u_{mark[2:]}", "")
            lines.append(f"{mark[2:]}: '{value}{unit}'")
        elif mark.startswith("r_"):
            _, _, row, field = mark.split("_", 3)
            unit = entered.get(f"c_buildings_{field}", "")
            buildings.setdefault(row, []).append(f"{field}: '{value}{unit}'")
    lines.append("buildings:")
    lines += [f"  - {{{', '.join(fields)}}}" for fields in buildings.values()]
    (folder / "app.yaml").write_text("\n".join(lines), "utf-8")
    return read(folder / "app.yaml", rulebook)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_form_filled_in_everywhere_states_what_the_same_application_states(
    rulebook: Rulebook, tmp_path: Path, suffix: str
) -> None:
    entered = entries(rulebook, "zh")
    case = read(filled(written(form_of(rulebook, "zh", LAST), tmp_path / f"form{suffix}"), entered), rulebook)
    same = as_application(rulebook, entered, tmp_path)
    assert (case.doubts, list(case.unread)) == ((), [])
    assert (same.doubts, list(same.unread)) == ((), [])
    assert stated(case) == stated(same)
    asked = {one.blank.mark[2:] for group in form_of(rulebook, "zh", LAST).groups for one in group.questions}
    assert set(case.data) == asked | {"buildings"}
    assert len(asked) > 80


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_english_form_reads_as_the_chinese_one_does(rulebook: Rulebook, tmp_path: Path, suffix: str) -> None:
    found = [
        stated(
            read(
                filled(written(form_of(rulebook, lang, LAST), tmp_path / f"{lang}{suffix}"), entries(rulebook, lang)),
                rulebook,
            )
        )
        for lang in ("zh", "en")
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_blank_form_gives_nothing(rulebook: Rulebook, tmp_path: Path, suffix: str, lang: Lang) -> None:
    blank = written(form_of(rulebook, lang), tmp_path / f"form{suffix}")
    assert is_own_form(blank)
    with pytest.raises(InputError, match="nothing is filled in"):
        read(blank, rulebook)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_form_without_the_name_is_in_doubt_about_it(rulebook: Rulebook, tmp_path: Path, suffix: str) -> None:
    case = read(filled(written(form_of(rulebook), tmp_path / f"form{suffix}"), {"f_land_area": "167"}), rulebook)
    assert stated(case) == {"land_area": "167 亩"}
    assert [doubt.field for doubt in case.doubts] == ["name"]
    assert (case.id, case.name) == ("form", "form")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_values_are_read_or_doubted_as_in_any_application(rulebook: Rulebook, tmp_path: Path, suffix: str) -> None:
    entered = {
        "f_name": "=HYPERLINK(\u201cx\u201d)\u202e\u4e01",
        "f_applicant": "甲" * 20_000,
        "f_total_investment": "1.2亿元",
        "f_land_area": "8—10",
        "f_cod": "待定",
        "f_in_zone": "正在办理",
        "f_construction_nature": "迁建",
        "f_heat_source": "集中供热(一期)",
        "f_application_date": "2015年6月",
        "f_project_capital": "10,00",
    }
    case = read(filled(written(form_of(rulebook), tmp_path / f"form{suffix}"), entered), rulebook)
    assert case.name == entered["f_name"]
    assert stated(case)["total_investment"] == "12,000 万元"
    assert case.data["land_area"].is_imprecise
    assert case.data["application_date"].is_imprecise
    assert case.data["heat_source"].value == "central"
    assert "cod" not in case.data
    doubts = {doubt.field: doubt for doubt in case.doubts}
    assert set(doubts) == {"applicant", "in_zone", "construction_nature", "project_capital"}
    assert all(len(doubt.written) <= 201 for doubt in case.doubts)
    assert doubts["construction_nature"].at.file.startswith(str(tmp_path / "form"))


def test_only_a_finding_speaks_in_favour_of_a_project_and_no_form_asks_for_one(rulebook: Rulebook) -> None:
    asked = {one.blank.mark[2:] for group in form_of(rulebook, stage=LAST).groups for one in group.questions}
    decided = {field.id for field in rulebook.vocabulary.decided_by_persons("project")}
    assert decided
    assert asked & decided == set()


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("word", "claimed"), [("否", {"heavy_pollution"}), ("是", set())])
def test_a_form_that_asks_for_one_all_the_same_gives_a_claim_that_counts_against_the_project_alone(
    rulebook: Rulebook, tmp_path: Path, suffix: str, word: str, claimed: set[str]
) -> None:
    form, decided = form_of(rulebook), rulebook.vocabulary.field("project", "heavy_pollution")
    group = replace(form.groups[0], questions=(*form.groups[0].questions, question(decided, Need.OPTIONAL, "zh")))
    fields = (*form.mark.fields, decided.id)
    form = replace(form, groups=(group, *form.groups[1:]), mark=replace(form.mark, fields=fields))
    entered = {"f_name": "甲", "f_heavy_pollution": word, "f_in_zone": "是"}
    case = read(filled(written(form, tmp_path / f"form{suffix}"), entered), rulebook)
    assert case.data[decided.id].how is How.GIVEN
    decision = review_each([case], rulebook, DAY, DAY)[0]
    assert set(decision.case.claimed) == claimed
    (ban,) = (one for one in decision.findings if one.rule.id == "PDS15-2.6.4-heavy-pollution")
    assert ban.outcome is (Outcome.FAIL if word == "是" else Outcome.MANUAL)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_form_of_another_rulebook_says_so_and_is_read(rulebook: Rulebook, tmp_path: Path, suffix: str) -> None:
    place = filled(written(form_of(rulebook), tmp_path / f"form{suffix}"), {"f_name": "甲"})
    case = read_marked(place, rulebook.vocabulary, "0123456789abcdef")
    (note,) = case.unread
    assert note.written == rulebook.digest[:12]
    assert note.reason.en.startswith("another rulebook made this form (in use: 0123456789ab)")
    silent = read_marked(place, rulebook.vocabulary)
    assert list(silent.unread) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_field_that_the_rulebook_no_longer_has_is_told(rulebook: Rulebook, tmp_path: Path, suffix: str) -> None:
    form = form_of(rulebook)
    form = replace(form, mark=replace(form.mark, fields=(*form.mark.fields, "chimneys")))
    case = read(filled(written(form, tmp_path / f"form{suffix}"), {"f_name": "甲"}), rulebook)
    assert [(one.name, one.reason.en) for one in case.unread] == [
        ("chimneys", "the rulebook has no field 'chimneys' any more; not used")
    ]


def test_other_files_are_no_forms_of_the_program(rulebook: Rulebook, tmp_path: Path) -> None:
    for name, content in (("a.docx", b""), ("a.xlsx", b"PK\x03\x04"), ("a.docx", b"\xd0\xcf\x11\xe0"), ("a.yaml", b"")):
        (tmp_path / name).write_bytes(content)
        assert not is_own_form(tmp_path / name)
        assert read_supplement(tmp_path / name, rulebook.vocabulary) is None
    assert not is_own_form(tmp_path / "nothing.xlsx")
    assert not is_own_form("templates/memo.docx")


@ONLY_LONG
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_reads_back_after_another_program_has_saved_it(
    rulebook: Rulebook, tmp_path: Path, suffix: str, lang: Lang
) -> None:
    entered = entries(rulebook, lang)
    place = filled(written(form_of(rulebook, lang, LAST), tmp_path / f"form{suffix}"), entered)
    before = read(place, rulebook)
    (tmp_path / "again").mkdir()
    after = read(saved_again(place, tmp_path / "again"), rulebook)
    assert stated(after) == stated(before)
    assert (after.doubts, list(after.unread)) == ((), [])
    blank = written(form_of(rulebook, lang), tmp_path / f"blank{suffix}")
    with pytest.raises(InputError, match="nothing is filled in"):
        read(saved_again(blank, tmp_path / "again"), rulebook)
