"""The glossary names what exists."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROWS = re.findall(
    r"^\| ([^|]+?) \| ([^|]+?) \| (?:`([\w.]+)`|–) \| ([^|]+?) \|$",
    (ROOT / "docs/glossary.md").read_text("utf-8"),
    flags=re.MULTILINE,
)


def found(name: str) -> object:
    """What a dotted name below the package means; AttributeError or ModuleNotFoundError where it means nothing."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        path = ROOT / "src/compliance" / "/".join(parts[:length])
        if path.with_suffix(".py").is_file() or path.is_dir():
            thing: object = importlib.import_module("compliance." + ".".join(parts[:length]))
            for attribute in parts[length:]:
                thing = getattr(thing, attribute)
            return thing
    raise AttributeError(name)


@pytest.mark.parametrize("name", [code for _, _, code, _ in ROWS if code])
def test_every_name_in_the_glossary_means_something(name: str) -> None:
    assert found(name) is not None


def test_a_name_that_means_nothing_is_noticed() -> None:
    with pytest.raises(AttributeError):
        found("review.decision.Opinion")


def test_every_row_of_the_glossary_is_read_and_no_word_stands_twice() -> None:
    page = (ROOT / "docs/glossary.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| 中文")]
    assert len(rows) == len(ROWS)
    for column in (0, 1):
        words = [row[column] for row in ROWS]
        assert sorted(words) == sorted(set(words))
