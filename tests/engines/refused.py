"""What an engine refuses to evaluate, and why: the only place where engines may differ.

The columnar engine evaluates whole tables exactly or not at all.  A rule that it cannot evaluate so is refused when it
is lowered; a case whose values do not fit the columns is left to the reference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """A condition that an engine refuses: the words in which it says so, and the reason."""

    condition: str
    says: str
    why: str


COLUMNAR: Sequence[Refusal] = (
    Refusal("code = 'C31'", "C31", "a code is held as a number of at most four digits"),
    Refusal(
        "agreed + 1 年 + 1 月 < agreed + 13 月",
        "a date moved by months twice",
        "the last day of a month is taken once for each column",
    ),
    Refusal(
        "agreed + 1 月 + 1 日 > agreed + 31 日",
        "days added to a date that was moved by months",
        "a moved column is a year, a month and a day, to which no days can be added",
    ),
    Refusal(
        "agreed + 9000 年 > as_of",
        "a date moved out of the calendar",
        "columns hold dates of the years 1000 to 8999 alone",
    ),
    Refusal(
        "sum(floor_area * floor_area over building) > 1 平方米 * 1 平方米",
        "sum(floor_area * floor_area over building)",
        "a sum of squares needs more digits than a whole number of 64 bits has",
    ),
    Refusal(
        "sum(floor_area / storeys over building) > 1 平方米 / 1 层",
        "floor_area / storeys",
        "quotients of records have no common divisor by which to add them",
    ),
    Refusal("investment / 0 > 1 万元", "a division by zero", "it is unknown of every case: the rule is mistaken"),
)
LEFT_TO_THE_REFERENCE: Sequence[tuple[Mapping[str, object], str]] = (
    ({"land_area": "约500亩"}, "an imprecise value"),
    ({"investment": "9999.9999999"}, "a number with more decimals"),
    ({"cod": "1000000000"}, "larger, than a column holds"),
)


def is_refused(texts: Sequence[str]) -> bool:
    """Whether the columnar engine refuses a rule of those conditions."""
    return any(refusal.condition in texts for refusal in COLUMNAR)
