"""The language is known before the arguments are parsed."""

import pytest

from compliance.cli.language import chosen


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "zh"),
        ([], {"COMPLIANCE_LANG": "en"}, "en"),
        (["review", "--lang", "en"], {}, "en"),
        (["review", "--lang=en"], {}, "en"),
        (["review", "--lang", "zh"], {"COMPLIANCE_LANG": "en"}, "zh"),
        (["--lang", "en", "--lang", "zh"], {}, "zh"),
        (["review", "--", "--lang", "en"], {}, "zh"),
        (["review", "--lang"], {"COMPLIANCE_LANG": "en"}, "zh"),
        (["review", "--lang", "fr"], {}, "zh"),
        ([], {"COMPLIANCE_LANG": "fr"}, "zh"),
    ],
)
def test_an_option_counts_before_the_environment_and_chinese_is_spoken_without_both(
    arguments: list[str], environment: dict[str, str], lang: str
) -> None:
    assert chosen(arguments, environment) == lang
