"""A rulebook of two counties' plans and one of the nation, and projects in and out of their places."""

from datetime import date
from pathlib import Path

from compliance.case import Case
from compliance.intake.application import case_of
from compliance.nodes.from_yaml import read_yaml
from compliance.review.decision import Decision
from compliance.review.reviewer import Reviewer
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from tests.rulebooks import VOCABULARY, add_pack, rule, write_rulebook

DAY = date(2015, 6, 1)
_COUNTY = "  county: {kind: text, label: {zh: 县(市、区), en: County}}\n  land_area:"
EAST, WEST, ELSEWHERE = "东县", "西县", "远县"


def two_places(folder: Path, nation: str = "condition") -> Rulebook:
    """The plan of the east demands 100亩 and supports what is in the zone, that of the west bans what is below 50亩.

    `nation` is the force of the demand that is made everywhere: no more than 100 吨/年 of COD.
    """
    east = rule("EAST-1", "require: land_area >= 100 亩") + rule(
        "EAST-2", "when: in_zone, grants: {zh: 支持, en: support}", "priority"
    )
    west = rule("WEST-1", "require: land_area >= 50 亩", "prohibition")
    write_rulebook(folder, f"rules:\n{east}", name="east", pack=f"applies: county = '{EAST}'\n")
    add_pack(folder, f"rules:\n{west}", name="west", pack=f"applies: county = '{WEST}'\n")
    add_pack(
        folder, "rules:\n" + rule("NATION-1", "require: cod <= 100 吨/年", nation), name="nation", authority="national"
    )
    (folder / "vocabulary.yaml").write_text(VOCABULARY.replace("  land_area:", _COUNTY), encoding="utf-8")
    return load_rulebook(folder)


def project(book: Rulebook, **given: str) -> Case:
    """A project with those fields."""
    written = "\n".join(f"{name}: '{value}'" for name, value in {"name": "某项目", **given}.items())
    return case_of(read_yaml(written.encode(), "case.yaml")[0], book.vocabulary, "project", "case")


def decided(book: Rulebook, **given: str) -> Decision:
    """The decision on a project with those fields."""
    return Reviewer(book).review(project(book, **given), DAY, DAY)
