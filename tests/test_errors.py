"""A problem says where, what, and what was probably meant."""

import pickle

import pytest

from compliance.errors import (
    InputError,
    Place,
    Problem,
    RequestError,
    UnknownIdError,
    column_letters,
    column_number,
    nearest,
    shown,
)
from compliance.text import Text


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("a.yaml"), "a.yaml"),
        (Place("a.yaml", 3), "a.yaml:3"),
        (Place("a.yaml", 3, 5), "a.yaml:3:5"),
        (Place("a.xlsx!线索", 5, 3, cell=True), "a.xlsx!线索!C5"),
        (Place("a.xlsx!线索", cell=True), "a.xlsx!线索"),
    ],
)
def test_a_place_is_a_file_a_line_or_a_cell(place: Place, said: str) -> None:
    assert str(place) == place.to("zh") == place.to("en") == said


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place("a.docx", 3, table=2), "表 2 第 3 行", "table 2, row 3"),
        (Place("a.docx", paragraph=4), "第 4 段", "paragraph 4"),
        (Place("a.pdf", 3, page=1, table=2), "第 1 页 表 2 第 3 行", "page 1, table 2, row 3"),
        (Place("a.pdf", 12, page=1), "第 1 页 第 12 行", "page 1, line 12"),
    ],
)
def test_a_place_in_a_document_is_told_in_the_language_of_the_output(place: Place, zh: str, en: str) -> None:
    assert (place.within("zh"), place.within("en")) == (zh, en)
    assert place.to("zh") == f"{place.file} {zh}"
    assert not place.is_whole
    assert place._replace(line=0, page=0, table=0, paragraph=0).is_whole


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_are_lettered_as_in_a_spreadsheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_a_text_in_a_message_is_cut_after_its_limit() -> None:
    assert shown("长" * 40) == "长" * 40
    assert shown("长" * 41) == "长" * 40 + "…"
    assert shown("abc", 2) == "ab…"


def test_a_problem_is_one_line_whatever_its_message_holds() -> None:
    problem = Problem(Place("a\n.yaml", 2), Text("甲\n乙", "A\x07B"))
    assert problem.line("zh") == "a .yaml:2: 甲 乙"
    assert problem.line("en") == "a .yaml:2: A\N{REPLACEMENT CHARACTER}B"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("land_aera", "land_area"), ("land_area", "land_area"), ("nothing alike", None), ("", None)],
)
def test_the_word_that_was_meant_is_the_nearest_or_none(word: str, meant: str | None) -> None:
    assert nearest(word, ["investment", "land_area", "zone"]) == meant


def test_an_unknown_id_is_answered_with_what_was_meant_or_what_there_is() -> None:
    what = Text("规则", "rule")
    assert UnknownIdError("CITY-10", ["CITY-1", "NLC08-2"], what).text.en == "no rule 'CITY-10'; did you mean CITY-1?"
    listed = UnknownIdError("xyz", ["CITY-1", "CITY-2"], what).text
    assert listed.zh == "没有规则“xyz”,现有:CITY-1、CITY-2"
    assert listed.en == "no rule 'xyz'; known: CITY-1, CITY-2"
    ten, eleven = ([f"CITY-{number}" for number in range(count)] for count in (10, 11))
    assert not UnknownIdError("xyz", ten, what).text.en.endswith("…")
    assert UnknownIdError("xyz", eleven, what).text.en.endswith("CITY-9…")


def test_errors_reach_another_process_whole() -> None:
    problems = (Problem(Place("a.yaml", 1), Text("甲", "A")), Problem(Place("a.yaml", 2), Text("乙", "B")))
    error = pickle.loads(pickle.dumps(InputError(problems)))
    assert error.problems == problems
    assert str(error) == "a.yaml:1: A\na.yaml:2: B"
    assert pickle.loads(pickle.dumps(RequestError(Text("甲", "A")))).text == Text("甲", "A")
    unknown = pickle.loads(pickle.dumps(UnknownIdError("CITY-10", ["CITY-1", "NLC08-2"], Text("规则", "rule"))))
    assert unknown.text == Text("没有规则“CITY-10”,是否指 CITY-1?", "no rule 'CITY-10'; did you mean CITY-1?")
    assert str(unknown) == unknown.text.en


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16_384, "XFD")])
def test_the_letters_of_a_column_and_its_number_stand_for_one_another(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == number == column_number(letters.lower())
