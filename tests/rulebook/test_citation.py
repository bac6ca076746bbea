"""Quotes are the document's words and stand in the section they name."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.rulebook.citation import source_text
from compliance.rulebook.load import load_rulebook
from tests.rulebook.refusals import faults
from tests.rulebooks import CITE, rule, write_rulebook

SOURCE = "一、总体要求 (一)思路。甲乙丙。 (二)目标 丁戊。 二、任务 (一)布局。 1.试点。己庚。 2.园区。辛壬,甲乙丙。"


def test_sections_are_numbered_as_in_chinese_official_documents() -> None:
    text = source_text(SOURCE)
    assert text.sections_of("丁戊") == ("一(二)",)
    assert text.sections_of("己庚") == ("二(一)1",)
    assert text.sections_of("甲乙丙") == ("一(一)", "二(一)2")
    assert text.sections_of("不在文中") == ()


def test_a_quote_must_be_verbatim_and_stand_in_its_section(tmp_path: Path) -> None:
    for number, (quote, clause, said) in enumerate(
        (
            ("己 庚", "二(一)1", "not word for word"),
            ("己庚", "二(一)2", "stands in 二(一)1, not in 二(一)2"),
            ("", "二(一)1", "quote the document's words"),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        text = rule("CITY-1", "require: in_zone").replace(CITE, f"{{clause: {clause}, quote: '{quote}'}}")
        write_rulebook(folder, f"rules:\n{text}", pack="source: source.txt\n", source=SOURCE)
        with pytest.raises(InputError, match=r"quote|stands") as caught:
            load_rulebook(folder)
        assert said in caught.value.problems[0].message.en


def test_a_figure_without_a_text_to_check_needs_a_source_and_a_confidence(tmp_path: Path) -> None:
    text = rule("CITY-1", "require: in_zone").replace(CITE, "{clause: 第一条}")
    (fault,) = faults(tmp_path, f"rules:\n{text}")
    assert fault.startswith("city/rules.yaml:2:")
    assert "needs source and confidence" in fault
