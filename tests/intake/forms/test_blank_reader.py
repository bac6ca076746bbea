"""A number is read in the unit that is chosen beside it, or in the one that it says itself, and in no other."""

import pytest

from compliance.case import Datum, Doubt
from compliance.errors import Place
from compliance.intake.forms.blank_reader import BlankReader
from compliance.intake.forms.filled import Content, FilledForm
from compliance.intake.forms.marks import FormMark
from compliance.rulebook.model import Rulebook
from compliance.text import Text

AT = Place("form.docx")
FORM = FilledForm(FormMark("", "zh", "", (), (), frozenset()), {}, (), AT)


def read(rulebook: Rulebook, field: str, raw: object, *units: str) -> Datum | Doubt | None:
    """What a blank of that field states, with those units chosen."""
    chosen = [Content(unit, AT) for unit in units]
    return BlankReader(FORM).read(rulebook.vocabulary.field("project", field), Content(raw, AT), chosen)


@pytest.mark.parametrize(
    ("raw", "units", "shown"),
    [
        ("11.5", ["公顷"], "172.5 亩"),
        ("11.5", ["ha"], "172.5 亩"),
        (11.5, [" 公顷 "], "172.5 亩"),
        ("100", ["km2"], "150,000 亩"),
        ("172.5亩", ["公顷"], "172.5 亩"),
        ("172.5亩", [], "172.5 亩"),
        ("172.5亩", [""], "172.5 亩"),
        ("30", ["亩", "亩"], "30 亩"),
    ],
)
def test_a_number_is_in_the_unit_beside_it_unless_it_says_another(
    rulebook: Rulebook, raw: object, units: list[str], shown: str
) -> None:
    found = read(rulebook, "land_area", raw, *units)
    assert isinstance(found, Datum)
    assert not isinstance(found.value, str | bool)
    assert found.value.show("zh") == shown  # type: ignore[union-attr]  # a quantity


@pytest.mark.parametrize(
    ("raw", "units", "why"),
    [
        ("30", [], "in no unit"),
        (30, [""], "in no unit"),
        ("约30", [], "in no unit"),
        ("30", ["吨"], "measures mass"),
        ("30", ["弓"], "unknown unit"),
        ("30", ["亩", "公顷"], "more than one unit"),
    ],
)
def test_a_number_in_a_unit_that_is_open_is_in_doubt(
    rulebook: Rulebook, raw: object, units: list[str], why: str
) -> None:
    found = read(rulebook, "land_area", raw, *units)
    assert isinstance(found, Doubt)
    assert why in found.reason.en


def test_a_pure_number_needs_no_unit_and_may_have_one(rulebook: Rulebook) -> None:
    plain, percent = read(rulebook, "stated_plot_ratio", "0.95"), read(rulebook, "stated_plot_ratio", "95", "%")
    assert isinstance(plain, Datum)
    assert isinstance(percent, Datum)
    assert plain.value == percent.value


@pytest.mark.parametrize("raw", [None, "", "  ", "待定", "—"])
def test_a_blank_states_nothing(rulebook: Rulebook, raw: object) -> None:
    assert read(rulebook, "land_area", raw, "亩") is None


def test_a_fault_of_a_blank_is_a_doubt_even_where_nothing_is_seen(rulebook: Rulebook) -> None:
    field = rulebook.vocabulary.field("project", "land_area")
    found = BlankReader(FORM).read(field, Content(None, AT, Text("坏了", "broken")), [])
    assert isinstance(found, Doubt)
    assert found.reason.en == "broken"
