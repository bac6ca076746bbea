"""A malformed rule file stops loading with messages at their places, never with a crash."""

import random
import shutil
from pathlib import Path

import pytest

from compliance.errors import InputError
from compliance.rulebook.load import load_rulebook
from tests.rulebooks import PACK, VOCABULARY, rule, write_rulebook

GOOD = "rules:\n" + rule("CITY-1", "require: in_zone")
PACK_TEXT = PACK.format(id="city", prefix="CITY", document="文", authority="municipal")

BROKEN: dict[str, bytes] = {
    "bad utf-8": b"rules:\n  - id: \xff\xfe\n",
    "gbk": "rules: [甲]".encode("gbk"),
    "utf-16": "rules: []".encode("utf-16"),
    "nul": b"rules: []\0",
    "tab": b"rules:\n\t- id: x\n",
    "anchor bomb": b"a: &a [x,x]\nb: &b [*a,*a]\nrules: [*b,*b]\n",
    "tag": b"rules: !!python/object/apply:os.system ['true']\n",
    "duplicate key": b"rules: []\nrules: []\n",
    "deep flow": b"[" * 100_000,
    "deep block": b"".join(b" " * i + b"a:\n" for i in range(500)),
    "unclosed": b"rules: [",
    "a list at the top": b"- rules\n",
    "a scalar at the top": b"rules\n",
    "empty": b"",
    "two documents": b"rules: []\n---\nrules: []\n",
    "unknown key": b"rulez: []\n",
    "rules no list": b"rules: 3\n",
    "rule no mapping": b"rules: [3]\n",
    "huge scalar": b"rules: [{id: " + b"x" * 10_000_000 + b"}]\n",
    "huge list": b"rules: [" + b"3," * 400_000 + b"3]\n",
    "date that is none": GOOD.replace("require: in_zone", "require: in_zone, in_force: {from: 2015-02-30}").encode(),
    "force that is none": GOOD.replace("condition", "must").encode(),
    "condition no text": GOOD.replace("require: in_zone", "require: [in_zone]").encode(),
    "condition with two keys": GOOD.replace("require: in_zone", "require: {all: [in_zone, in_zone], any: []}").encode(),
    "empty all": GOOD.replace("require: in_zone", "require: {all: []}").encode(),
    "empty condition": GOOD.replace("require: in_zone", "require: ''").encode(),
    "title in one language": GOOD.replace("title: {zh: 甲, en: A}", "title: {zh: 甲}").encode(),
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rulebook folder that is sound."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "city").mkdir()
    (folder / "city/pack.yaml").write_text(PACK_TEXT, encoding="utf-8")
    (folder / "city/rules.yaml").write_text(GOOD, encoding="utf-8")
    load_rulebook(folder)
    return folder


def refusal(template: Path, folder: Path, file: str, content: bytes) -> InputError | None:
    """Why the rulebook is refused with that content in one of its files; None if it loads."""
    home = folder / "rules"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(template, home)
    (home / file).write_bytes(content)
    try:
        load_rulebook(home)
    except InputError as error:
        return error
    return None


def check_told(error: InputError, folder: Path) -> None:
    """Every problem is one short line."""
    assert error.problems
    for problem in error.problems:
        for lang in ("zh", "en"):
            line = problem.line(lang).replace(str(folder), "")  # type: ignore[arg-type]  # a language
            assert "\n" not in line
            assert len(line) < 400


@pytest.mark.parametrize("file", ["city/rules.yaml", "city/pack.yaml", "vocabulary.yaml"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_of_a_rulebook_is_refused(template: Path, tmp_path: Path, name: str, file: str) -> None:
    error = refusal(template, tmp_path, file, BROKEN[name])
    assert error is not None
    check_told(error, tmp_path)


def test_files_cut_off_or_garbled_anywhere_load_or_are_refused_but_never_crash(template: Path, tmp_path: Path) -> None:
    chance = random.Random(26)
    refused = 0
    for number in range(220):
        file = ("city/rules.yaml", "city/pack.yaml", "vocabulary.yaml")[number % 3]
        data = bytearray((template / file).read_bytes())
        if number % 2:
            del data[chance.randrange(len(data)) :]
        else:
            for _ in range(chance.randrange(1, 6)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        error = refusal(template, tmp_path, file, bytes(data))
        if error is not None:
            refused += 1
            check_told(error, tmp_path)
    assert refused > 150


def test_an_id_that_is_no_name_is_refused(tmp_path: Path) -> None:
    write_rulebook(tmp_path, "rules:\n" + rule("CITY-/../../escaped", "require: in_zone"))
    with pytest.raises(InputError) as error:
        load_rulebook(tmp_path)
    assert "letters, digits, dots and hyphens" in str(error.value)
