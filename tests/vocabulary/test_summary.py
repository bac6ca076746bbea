"""A vocabulary says in a few lines what a case is about."""

from compliance.text import Text
from compliance.vocabulary.fields import SummaryLine
from compliance.vocabulary.load import load_vocabulary
from tests.vocabulary.small import SMALL, node, refused

LINES = """
summary:
  - {label: {zh: 建设地点, en: Site}, fields: [county]}
  - {label: {zh: 建设内容, en: To be built}, fields: [nature, land_area]}
"""


def test_the_lines_stand_in_their_order() -> None:
    assert load_vocabulary(node(SMALL + LINES)).summary == (
        SummaryLine(Text("建设地点", "Site"), ("county",)),
        SummaryLine(Text("建设内容", "To be built"), ("nature", "land_area")),
    )


def test_a_line_shows_fields_of_what_is_reviewed() -> None:
    (said,) = refused(SMALL + LINES.replace("[county]", "[county, mayor]"))
    assert "what is reviewed has no field 'mayor'" in said


def test_the_lines_are_a_list_and_each_has_a_label() -> None:
    assert "must be a list of lines" in refused(SMALL + "summary: {a: 1}\n")[0]
    assert "label" in refused(SMALL + "summary: [{fields: [county]}]\n")[0]
