"""What a label is called in a mapping file."""

from compliance.errors import Place
from compliance.intake.columns.mapping_file import GivenColumn, GivenMapping
from compliance.intake.forms.keyed import LabelKeys
from tests.forms import grid_of


def test_a_label_is_called_by_its_text_and_by_its_place_where_it_is_not_alone() -> None:
    grid = grid_of([["电话", "1", "建设单位(盖章)", "甲"], ["电话", "2"]])
    keys = LabelKeys([grid], ["县区"], None)
    assert [keys.of(grid.cells[place]) for place in (0, 2, 4)] == ["电话@表1第1行", "建设单位", "电话@表1第2行"]
    assert keys.of_text("县区", "第1段") == "县区"
    assert keys.given("电话@表1第1行") is None


def test_names_that_the_form_does_not_have_are_told_with_what_is_close() -> None:
    at = Place("map.yaml", 1, 1)
    given = GivenMapping((GivenColumn("电话", None, None, at), GivenColumn("建设单", None, None, at)))
    grid = grid_of([["电话", "1", "建设单位", "甲"], ["电话", "2"]])
    keys = LabelKeys([grid], [], given)
    for cell in grid.cells:
        keys.of(cell)
    same, close = keys.absent()
    assert "电话@表1第1行、电话@表1第2行" in same.message.zh
    assert "did you mean '建设单位'?" in close.message.en
