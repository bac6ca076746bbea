"""Decisions can be cited: each has a number of its own and a day, and whatever cites one cites one that exists."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/decisions.md"
NUMBER = re.compile(r"\bD-(\d{3})\b")


def sections() -> list[list[str]]:
    """The paragraphs below each heading of the page, in order."""
    below = re.split(r"^## .+$", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [[" ".join(part.split()) for part in section.strip().split("\n\n")] for section in below]


def own_number(paragraph: str) -> int:
    """The number of the decision that the paragraph states."""
    found = re.match(r"\*\*D-(\d{3}) ", paragraph)
    assert found, f"a paragraph of docs/decisions.md has no number: {paragraph[:60]}"
    return int(found[1])


def cited() -> dict[str, list[str]]:
    """The files outside of the page that cite each number."""
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    places: dict[str, list[str]] = {}
    for name in names:
        path = ROOT / name
        if path.suffix not in (".py", ".md", ".cfg", ".toml", ".yaml") or path == PAGE or not path.is_file():
            continue
        for number in NUMBER.findall(path.read_text("utf-8")):
            places.setdefault(number, []).append(name)
    return places


def test_numbers_run_from_1_without_gaps_and_none_is_given_twice() -> None:
    numbers = [own_number(paragraph) for section in sections() for paragraph in section]
    assert len(numbers) > 50
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_numbers_rise_within_a_section() -> None:
    for section in sections():
        numbers = [own_number(paragraph) for paragraph in section]
        assert numbers == sorted(numbers)


def test_every_decision_ends_with_the_day_it_was_written_down() -> None:
    undated = [
        paragraph[:40]
        for section in sections()
        for paragraph in section
        if not re.search(r" \(2\d{3}-\d\d-\d\d\)$", paragraph)
    ]
    assert undated == []


def test_every_number_that_is_cited_exists() -> None:
    known = {f"{own_number(paragraph):03d}" for section in sections() for paragraph in section}
    places = cited()
    assert {number: names for number, names in places.items() if number not in known} == {}
    assert sum(name.startswith("src/") for names in places.values() for name in names) > 10
