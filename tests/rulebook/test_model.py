"""An edition has the rules in force on its day, and higher authority prevails where a pack yields."""

from datetime import date
from pathlib import Path

from compliance.rulebook.load import load_rulebook
from tests.rulebooks import CITE, add_pack, rule, rulebook_of, write_rulebook

DAY = date(2015, 6, 1)


def test_the_higher_authority_prevails_where_the_pack_yields_on_the_same_matter(tmp_path: Path) -> None:
    yields = f"yields: {{to: [national], cite: {CITE}}}\n"
    write_rulebook(tmp_path, "rules:\n" + rule("CITY-1", "require: in_zone, matter: land.ratio"), pack=yields)
    national = rule("NATION-1", "require: exempted, when: in_zone, matter: land.ratio")
    add_pack(tmp_path, f"rules:\n{national}", name="nation", authority="national")
    edition = load_rulebook(tmp_path).edition(DAY)
    (city,) = (r for r in edition.rules if r.id == "CITY-1")
    (nation,) = (r for r in edition.rules if r.id == "NATION-1")
    assert [exemption.superior for exemption in city.exemptions] == ["NATION-1"]
    assert nation.exemptions == ()


def test_a_pack_that_does_not_yield_is_not_overridden(tmp_path: Path) -> None:
    write_rulebook(tmp_path, "rules:\n" + rule("CITY-1", "require: in_zone, matter: land.ratio"))
    add_pack(
        tmp_path,
        "rules:\n" + rule("NATION-1", "require: exempted, matter: land.ratio"),
        name="nation",
        authority="national",
    )
    assert all(r.exemptions == () for r in load_rulebook(tmp_path).edition(DAY).rules)


def test_only_rules_in_force_on_the_day_are_in_the_edition(tmp_path: Path) -> None:
    book = rulebook_of(
        tmp_path,
        "rules:\n"
        + rule("CITY-1", "require: in_zone")
        + rule("CITY-2", "require: in_zone, in_force: {from: 2015-07-01}"),
    )

    def ids(day: date) -> list[str]:
        return [r.id for r in book.edition(day).rules]

    assert ids(date(2014, 12, 31)) == []
    assert ids(date(2015, 1, 1)) == ["CITY-1"]
    assert ids(date(2015, 7, 1)) == ["CITY-1", "CITY-2"]
    assert ids(date(2016, 1, 1)) == []
