"""A register reads the spellings of a name, and knows the closest of what it does not list."""

import pickle
from datetime import date

import pytest

from tests.vocabulary.registers import counties, zones


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("东山产业集聚区", "东山产业集聚区"),
        (" 东山 集聚区 ", "东山产业集聚区"),
        ("东山园", "东山产业集聚区"),
        ("东区", "东山产业集聚区"),
        ("某市东山集聚区", "东山产业集聚区"),
        ("市西山集聚区", "西山产业集聚区"),
        ("某市市西山集聚区", "西山产业集聚区"),
        ("市某市西山集聚区", None),
        ("无", "无"),
        ("某市无", None),
        ("东山", None),
        ("东山产业集聚区二期", None),
        ("东山集聚区、西山集聚区", None),
        ("", None),
        ("东山集聚区" * 100, None),
    ],
)
def test_a_name_is_read_by_name_or_alias_behind_what_may_stand_before_it(written: str, name: str | None) -> None:
    assert zones().read(written) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("东县", "东县"),
        ("某省某市东县", "东县"),
        ("某市东县", "东县"),
        ("东县城关镇", "东县"),
        ("某市东县和平街道", "东县"),
        ("西市西市场街道", None),  # 西市 stands there twice
        ("西城关镇", None),  # a township stands behind a name, not behind an alias
        ("东县镇", None),  # of no name
        ("东县城关", None),
        ("东县或西市城关镇", None),
        ("东县(城关镇)", None),
        ("高新区某某镇", "高新区"),
        ("新区某某镇", "新区"),
        ("某市", None),
    ],
)
def test_a_township_may_stand_behind_a_name_and_no_second_name(written: str, name: str | None) -> None:
    assert counties().read(written) == name


@pytest.mark.parametrize(
    ("written", "closest"),
    [
        ("东山化工集聚区", ("东山产业集聚区", "西山产业集聚区")),
        ("西山产业园", ("西山产业集聚区", "东山产业集聚区")),
        ("完全不同的名称", ()),
    ],
)
def test_the_closest_names_are_asked_about_each_once(written: str, closest: tuple[str, ...]) -> None:
    assert zones().closest(written) == closest


def test_what_is_said_of_an_unlisted_name_asks_about_the_closest_and_says_what_to_do() -> None:
    said = zones().why_unlisted("东山化工集聚区")
    assert said.zh == (
        "集聚区名册没有“东山化工集聚区”,是否为 东山产业集聚区、西山产业集聚区?请核对;确有其名的,由本单位补入 zones.csv"
    )
    assert said.en == (
        "The register has no zone “东山化工集聚区”; is it “东山产业集聚区”, “西山产业集聚区”? "
        "Check it, or have the office add it to zones.csv"
    )
    assert counties().why_unlisted("完全不同").en == (
        "The register has no county “完全不同”; check it, or have the office add it to counties.csv"
    )


def test_names_and_words_for_none_are_listed_and_aliases_are_not() -> None:
    assert [zones().lists_name(value) for value in ("东山产业集聚区", "无", "东山集聚区")] == [True, True, False]


def test_the_entries_of_a_name_stand_in_the_order_of_their_days() -> None:
    swapped = zones("\n".join(zone for zone in _lines_with_the_later_first()))
    found = [(entry.status, entry.start, entry.end) for entry in swapped.of("东山产业集聚区")]
    assert found == [("zone", None, date(2015, 5, 12)), ("park", date(2015, 5, 13), None)]


def _lines_with_the_later_first() -> list[str]:
    from tests.vocabulary.registers import ZONES

    head, first, second, *rest = ZONES.splitlines()
    return [head, second, first, *rest]


def test_a_register_is_kept_with_its_rulebook() -> None:
    kept = pickle.loads(pickle.dumps(counties()))
    assert (kept.read("某市东县城关镇"), kept.names) == ("东县", counties().names)
