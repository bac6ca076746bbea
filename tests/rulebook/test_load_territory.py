"""A pack may say where it applies: its rules about what is reviewed are confined to it, as written they stay."""

from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.language import tree as t
from compliance.language.unparse import unparse
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from tests.quality.trials import STAGED_VOCABULARY, staged
from tests.rulebooks import CITE, add_pack, rule, write_rulebook
from tests.territories import DAY, two_places

RULES = "rules:\n" + rule("CITY-1", "when: exempted, require: land_area >= 1 亩")


def gates(book: Rulebook) -> dict[str, str]:
    """When each rule of the edition applies."""
    return {one.id: unparse(one.when) for one in book.edition(DAY).rules}


def test_the_rules_of_a_pack_apply_where_it_does(tmp_path: Path) -> None:
    book = two_places(tmp_path)
    assert gates(book) == {
        "EAST-1": "presumed(county = '东县') and true",
        "EAST-2": "presumed(county = '东县') and in_zone",
        "WEST-1": "presumed(county = '西县') and true",
        "NATION-1": "true",
    }
    assert [(pack.id, unparse(applies)) for pack, applies in book.edition(DAY).territorial] == [
        ("east", "county = '东县'"),
        ("west", "county = '西县'"),
    ]


def test_a_rule_stays_as_it_was_written(tmp_path: Path) -> None:
    written = {one.id: unparse(one.when) for one in two_places(tmp_path).rules}
    assert written == {"EAST-1": "true", "EAST-2": "in_zone", "WEST-1": "true", "NATION-1": "true"}


def test_conditions_that_were_one_stay_one(tmp_path: Path) -> None:
    same = "rules:\n" + rule("CITY-1", "require: in_zone") + rule("CITY-2", "require: exempted")
    one, other = load_rulebook(write_rulebook(tmp_path, same, pack="applies: polluting\n")).edition(DAY).rules
    assert one.when is other.when


def test_where_a_pack_applies_may_be_stated_in_parts(tmp_path: Path) -> None:
    book = load_rulebook(write_rulebook(tmp_path, RULES, pack="applies:\n  any: [in_zone, not: polluting]\n"))
    assert gates(book) == {"CITY-1": "presumed(in_zone or not polluting) and exempted"}


def test_rules_about_buildings_are_confined_with_their_project(tmp_path: Path) -> None:
    tall = "rules:\n" + rule("CITY-1", "subject: building, require: storeys >= 3 层")
    book = load_rulebook(write_rulebook(tmp_path, tall, pack="applies: in_zone\n"))
    assert gates(book) == {"CITY-1": "presumed(in_zone) and true"}


def test_rules_about_what_is_not_reviewed_are_left_alone(tmp_path: Path) -> None:
    assert "zone:" in STAGED_VOCABULARY
    home = staged(tmp_path, "", "rules:\n" + rule("CITY-1", "subject: zone, require: fai >= 5 亿元", "procedure"))
    pack = home / "city/pack.yaml"
    pack.write_text(pack.read_text("utf-8") + "applies: in_zone\n", encoding="utf-8")
    book = load_rulebook(home)
    assert gates(book) == {"CITY-1": "true"}
    assert book.territory(book.rules[0]) is None


def test_a_superior_rule_prevails_only_where_its_pack_applies(tmp_path: Path) -> None:
    yields = f"yields: {{to: [provincial], cite: {CITE}}}\n"
    write_rulebook(tmp_path, "rules:\n" + rule("CITY-1", "require: in_zone, matter: land.ratio"), pack=yields)
    above = "rules:\n" + rule("PROVINCE-1", "require: exempted, matter: land.ratio")
    add_pack(tmp_path, above, name="province", authority="provincial", pack="applies: polluting\n")
    (city,) = [one for one in load_rulebook(tmp_path).edition(DAY).rules if one.id == "CITY-1"]
    (superior,) = city.exemptions
    assert isinstance(superior.condition, t.All)
    assert unparse(superior.condition) == "presumed(polluting) and true"


@pytest.mark.parametrize(
    ("applies", "said"),
    [
        ("in_zoen", "city/pack.yaml:10:10: 'in_zoen' is not a field or definition; did you mean in_zone (是否入驻)?"),
        ("storeys >= 3 层", "city/pack.yaml:10:10: 'storeys' is not a field or definition"),
    ],
)
def test_a_fault_in_where_a_pack_applies_is_told_at_its_place(tmp_path: Path, applies: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        load_rulebook(write_rulebook(tmp_path, RULES, pack=f"applies: {applies}\n"))
    (line,) = [problem.line("en").replace(f"{tmp_path}/", "") for problem in caught.value.problems]
    assert line.startswith(said)
