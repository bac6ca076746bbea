"""A vocabulary may say what follows where a case does not state a field; what cannot be inferred so is refused."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.language.unparse import unparse
from compliance.rulebook.load import load_rulebook
from tests.rulebooks import VOCABULARY, add_pack, rule

INFER = """infer:
  - {field: in_zone, value: true, when: known(unit_named), why: {zh: 有单位, en: a unit is named}}
  - {field: exempted, value: false, when: in_zone, why: {zh: 已入驻, en: it is in the zone}}
"""


def folder_with(folder: Path, infer: str) -> Path:
    """A rulebook folder whose vocabulary has these inferences."""
    (folder / "vocabulary.yaml").write_text(VOCABULARY + infer, encoding="utf-8")
    add_pack(folder, "rules:\n" + rule("CITY-1", "require: in_zone"))
    return folder


def test_inferences_are_kept_in_the_order_in_which_they_are_drawn(tmp_path: Path) -> None:
    book = load_rulebook(folder_with(tmp_path, INFER))
    found = [(one.field.id, one.value, unparse(one.when), one.why.en) for one in book.inferences]
    assert found == [
        ("in_zone", True, "known(unit_named)", "a unit is named"),
        ("exempted", False, "in_zone", "it is in the zone"),
    ]


FAULTS = {
    "a quantity": ("field: in_zone", "field: land_area", "only a yes-or-no or text field that needs no person"),
    "a person's finding": ("field: in_zone", "field: polluting", "only a yes-or-no or text field that needs no person"),
    "no field": ("field: in_zone", "field: in_zoen", "'in_zoen' is not a field of project"),
    "itself": ("when: known(unit_named)", "when: in_zone", "in_zone is inferred from in_zone"),
    "what is inferred later": ("when: known(unit_named)", "when: exempted", "in_zone is inferred from exempted"),
    "no condition": ("when: known(unit_named)", "when: unit_nmaed", "unit_nmaed"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_an_inference_that_cannot_be_drawn_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    right, wrong, said = FAULTS[name]
    with pytest.raises(InputError) as caught:
        load_rulebook(folder_with(tmp_path, INFER.replace(right, wrong)))
    lines = [problem.line("en") for problem in caught.value.problems]
    assert any(said in line and "vocabulary.yaml:" in line for line in lines), lines
    assert all(problem.message.zh for problem in caught.value.problems)
