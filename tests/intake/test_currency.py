"""Foreign currencies are named, and signs of yuan taken off."""

import pytest

from compliance.intake.currency import foreign, without_yuan_sign


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("0.3亿美元", "美元"),
        ("总投资(万港元)", "港元"),
        ("US$500万", "US$"),
        ("500 usd", "usd"),
        ("500万USD", "USD"),
        ("\uff04500", "$"),
        ("€3m", "€"),
        ("3000万元", None),
        ("人民币3000万元", None),
        ("¥3000", None),
        ("Sudan", None),
        ("", None),
    ],
)
def test_a_foreign_currency_is_recognised_in_any_width_and_case(text: str, named: str | None) -> None:
    assert foreign(text) == named


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("人民币1.5亿元", "1.5亿元"),
        ("RMB 500", "500"),
        ("¥8000", "8000"),
        ("\uffe58000", "8000"),
        ("500万元(人民币)", "500万元"),
        ("500万元人民币", "500万元"),
        ("约人民币500万元", "约500万元"),
        ("500万RMB", "500万"),
        ("500万元", "500万元"),
        ("人民币", "人民币"),
    ],
)
def test_a_sign_of_yuan_is_taken_off_unless_nothing_else_is_there(written: str, amount: str) -> None:
    assert without_yuan_sign(written) == amount
