"""A mark of a footnote is seen before it can be taken for a digit."""

import pytest

from compliance.quantity.marks import mark


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5000①", "①"),
        ("5000⑴", "⑴"),
        ("500亩²", "²"),
        ("500²", "²"),
        ("5000㎡³", "³"),
        ("2015/6/1¹", "¹"),
        ("1½亿元", "½"),
        ("331㈠", "㈠"),
        ("※500", "※"),
        ("500m²", None),
        ("500 M²", None),
        ("6km²", None),
        ("500㎡", None),
        ("60m³", None),
        ("5,000.50", None),
        ("约500亩", None),
    ],
)
def test_a_mark_is_found_and_a_unit_is_none(text: str, found: str | None) -> None:
    assert mark(text) == found
