"""Names of files are safe and differ, and are kept where they can be."""

import unicodedata
from pathlib import Path

from compliance.report.memo.folder import LONGEST, file_name
from tests.attacks import NAMES, hostile


def test_every_name_is_safe_and_no_two_are_equal() -> None:
    values = [*hostile(300), *NAMES]
    names = [
        file_name(number, id_, name, ".docx")
        for number, (id_, name) in enumerate(zip(values, reversed(values), strict=True))
    ]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert len(name.encode()) <= LONGEST + len(".docx")
        assert name[:4].isdecimal()
        assert not set(name) & set("/\\:*?\"<>|%#&'`{}[] \t\n")
        assert not any(unicodedata.category(c)[0] == "C" or unicodedata.bidirectional(c) in ("R", "AL") for c in name)
        assert name == Path(name).name


def test_a_name_is_kept_where_it_can_be() -> None:
    assert (
        file_name(17, "ZS2015-004", "叶县东区 高低压/开关项目", ".pdf")
        == "0017-ZS2015-004-叶县东区_高低压_开关项目.pdf"
    )
    assert file_name(17, "17", "某厂", ".md") == "0017-某厂.md"
    assert file_name(1_000_000, "x", "y", ".md") == "1000000-x-y.md"
