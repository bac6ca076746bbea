"""A stored rulebook is used only if it is whole and its owner's; nothing in its place runs code."""

import builtins
import functools
import operator
import os
import pickle
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.rulebook import cache, stored_file
from compliance.rulebook.cache import open_rulebook
from compliance.rulebook.model import Rulebook
from compliance.text import Text
from tests.commands import run
from tests.rulebooks import rule, write_rulebook


class Called:
    """An object that a pickle makes by calling a function."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._call = (function, arguments)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self._call


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A small rulebook."""
    folder = tmp_path / "rules"
    folder.mkdir()
    return write_rulebook(folder, "rules:\n" + rule("CITY-1", "require: in_zone"))


@pytest.fixture
def stored(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is stored."""
    monkeypatch.setenv("COMPLIANCE_CACHE", str(tmp_path / "cache"))
    open_rulebook(rules)
    (file,) = (tmp_path / "cache").iterdir()
    return file


def was_read_anew(rules: Path, stored: Path) -> bool:
    """Whether the rulebook is read from its files, is sound, and is stored again."""
    before = stored.read_bytes()
    rulebook = open_rulebook(rules)
    return [one.id for one in rulebook.rules] == ["CITY-1"] and stored.read_bytes() != before


def test_a_stored_rulebook_is_taken(rules: Path, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_loaded", lambda *_: pytest.fail("read anew"))
    assert open_rulebook(rules).rules[0].id == "CITY-1"


def crafted(tmp_path: Path) -> dict[str, object]:
    """What, read by pickle, leaves a file behind, or does worse."""
    ran = tmp_path / "ran"
    touch = f"open({str(ran)!r}, 'w').close()"
    return {
        "os.system": Called(os.system, f"touch {ran}"),
        "builtins.eval": Called(builtins.eval, touch),
        "builtins.exec": Called(builtins.exec, touch),
        "functools.partial": Called(functools.partial(Path.touch, ran)),
        "operator.methodcaller": Called(operator.methodcaller("touch"), ran),
        "a class that is stored": [Called(Text, "甲", Called(os.system, f"touch {ran}"))],
        "the rulebook itself": Called(Rulebook, *[Called(os.mkdir, str(ran))] * 13),
    }


@pytest.mark.parametrize("name", [*crafted(Path())])
def test_no_pickle_in_its_place_runs_code(rules: Path, stored: Path, tmp_path: Path, name: str) -> None:
    content = pickle.dumps(crafted(tmp_path)[name])
    key = stored.stem.removeprefix("rulebook-")
    for written in (content, stored_file._head(key, content) + content):
        stored.write_bytes(written)
        assert was_read_anew(rules, stored)
    assert not (tmp_path / "ran").exists()
    pickle.loads(content) if name != "the rulebook itself" else None
    assert (tmp_path / "ran").exists() or name == "the rulebook itself"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\x7f.",  # BINBYTES8 of more bytes than there are
        b"\x80\x04\x8e\xff\xff\xff\xff\xff\xff\xff\xff.",
        b"\x80\x04\x8a\xff.",
        b"[" * 100_000,
    ],
)
def test_garbage_in_its_place_is_read_over(rules: Path, stored: Path, content: bytes) -> None:
    key = stored.stem.removeprefix("rulebook-")
    for written in (content, stored_file._head(key, content) + content):
        stored.write_bytes(written)
        assert was_read_anew(rules, stored)


def test_one_that_is_damaged_anywhere_is_read_over(rules: Path, stored: Path) -> None:
    whole, chance = stored.read_bytes(), random.Random(5)
    for place in [0, 10, 30, 90, *(chance.randrange(len(whole)) for _ in range(20)), len(whole) - 1]:
        changed = bytearray(whole)
        changed[place] ^= 0x20
        for damaged in (bytes(changed), whole[:place]):
            stored.write_bytes(damaged)
            assert was_read_anew(rules, stored)
            assert stored.read_bytes() == whole


def test_one_of_other_rules_is_not_taken(rules: Path, stored: Path) -> None:
    earlier = stored.read_bytes()
    (rules / "city/rules.yaml").write_text("rules:\n" + rule("CITY-2", "require: in_zone"), encoding="utf-8")
    open_rulebook(rules)
    (other,) = (file for file in stored.parent.iterdir() if file != stored)
    other.write_bytes(earlier)
    assert open_rulebook(rules).rules[0].id == "CITY-2"


def test_faulty_rulebooks_are_not_stored(rules: Path, stored: Path) -> None:
    stored.unlink()
    (rules / "city/rules.yaml").write_text("rules: 3", encoding="utf-8")
    with pytest.raises(InputError):
        open_rulebook(rules)
    assert list(stored.parent.iterdir()) == []


def test_the_commands_answer_alike_with_a_store_without_one_and_where_it_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    places = ("", tmp_path / "new", tmp_path / "new", open_to_all, tmp_path / "file", tmp_path / ("x" * 300))
    answers = [run("rules", "check", COMPLIANCE_CACHE=str(place)) for place in places]
    assert {(answer.returncode, answer.stdout, answer.stderr) for answer in answers} == {(0, answers[0].stdout, "")}
    assert list(open_to_all.iterdir()) == []
