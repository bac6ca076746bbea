"""Rulebooks of one rule with its cases."""

from pathlib import Path

from tests.rulebooks import rule, write_rulebook

RULE = "rules:\n" + rule("CITY-1", "when: in_zone, require: land_area >= 500 亩")
CASE = "  - {{name: {0}, rule: CITY-1, as_of: 2015-06-01, input: {{{1}}}, outcome: {2}}}\n"
THOROUGH = "".join(
    CASE.format(*given)
    for given in (
        ("恰为", "in_zone: 是, land_area: 500", "pass"),
        ("少一亩", "in_zone: 是, land_area: 499", "fail"),
        ("多一亩", "in_zone: 是, land_area: 501", "pass"),
        ("区外", "in_zone: 否, land_area: 499", "not_applicable"),
        ("未填", "in_zone: 是", "undetermined"),
    )
)


def tried(folder: Path, cases: str, content: str = RULE) -> Path:
    """A rulebook folder whose only rule has those cases beside it."""
    write_rulebook(folder, content)
    (folder / "city/tests").mkdir()
    (folder / "city/tests/cases.yaml").write_text("cases:\n" + cases, encoding="utf-8")
    return folder
