"""YAML is read as it is written, and refused with a place and a reason."""

import pytest

from compliance.nodes.from_yaml import read_yaml
from compliance.nodes.validate import plain
from tests.nodes.reading import one, problems_of_yaml


@pytest.mark.parametrize("written", ["0123", "no", "12:30", "1e400", "0x10", "1_000", "2015-06-01", ".inf", "1.50"])
def test_a_scalar_stays_what_was_written(written: str) -> None:
    assert plain(one(f"a: {written}")) == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_an_unquoted_null_is_none(written: str) -> None:
    assert plain(one(f"a: {written}")) == {"a": None}


@pytest.mark.parametrize("written", ["''", '"~"', "'null'"])
def test_a_quoted_null_is_a_text(written: str) -> None:
    assert plain(one(f"a: {written}")) == {"a": written[1:-1]}


def test_a_file_may_hold_several_documents() -> None:
    assert [plain(node) for node in read_yaml(b"a: 1\n---\na: 2\n", "f")] == [{"a": "1"}, {"a": "2"}]
    assert read_yaml(b"# nothing\n", "f") == ()


REFUSED = {
    "anchor": ("a: &x 1", "f.yaml:1:4: anchor '&x' is not supported; quote a text that begins with &"),
    "alias": ("a: 1\nb: *x", "f.yaml:2:4: alias '*x' is not supported; write it out"),
    "tag": ("a: !!int 3", "f.yaml:1:4: tag 'tag:yaml.org,2002:int' is not supported"),
    "local tag": ("a: !x 3", "f.yaml:1:4: tag '!x' is not supported"),
    "python tag": ("a: !!python/object:os.system x", "f.yaml:1:4: tag"),
    "merge key": ("<<: {a: 1}", "f.yaml:1:1: merge key '<<' is not supported; write it out"),
    "duplicate": (
        "a: 1\nb: 2\na: 3",
        "f.yaml:3:1: duplicate key 'a', first at line 1 column 1; keep only one",
    ),
    "quoted duplicate": ("a: 1\n'a': 3", "f.yaml:2:1: duplicate key 'a', first at line 1 column 1"),
    "empty key": ("~: 1", "f.yaml:1:1: an empty key"),
    "list as key": ("? [a]\n: 1", "f.yaml:1:3: a key must be one word"),
    "tab": ("a:\n\tb: 1", "f.yaml:2:1: a tab is used for indentation; use spaces"),
    "full-width colon": ("甲: 1\n用地面积\uff1a60亩", "f.yaml:2:1: a full-width colon; write ': ' instead"),
    "no space": ("甲: 1\n总投资:60", "f.yaml:2:1: no space after the colon; write 'key: value'"),
    "two colons": ("a: b: c", "f.yaml:1:5: YAML syntax: mapping values are not allowed"),
    "control": ("a: 1\nb: \x07", "f.yaml:2:4: invisible control character U+0007; remove it"),
    "next line": ("a: 1\x85b: 2", "f.yaml:1:5: invisible control character U+0085; remove it"),
    "direction override": ("a: \u202e1", "f.yaml:1:4: invisible control character U+202E; remove it"),
    "escaped NUL": ('a: "x\\0"', "f.yaml:1:4: invisible control character U+0000; remove it"),
    "deep flow": ("[" * 900, "f.yaml:1:31: nested more than 30 levels deep"),
    "deepest flow": ("[" * 100_000, "f.yaml:1:"),  # some versions of libyaml stop at 1,000 before we see the first
    "deep block": ("- " * 50_000, "f.yaml:1:61: nested more than 30 levels deep"),
    "long text": ("a: " + "x" * 100_001, "f.yaml:1:4: a text of more than 100000 characters"),
    "tag that is no UTF-8": ("a: !<%ed%a0%80> x", "f.yaml:"),
    "open quote": ("a: 'x", "f.yaml:1:6: YAML syntax: found unexpected end of stream"),
    "old version": ("%YAML 3.0\n--- a", "f.yaml:1:1: YAML syntax: found incompatible YAML document"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_plain_yaml_is_refused_at_its_place(name: str) -> None:
    written, said = REFUSED[name]
    assert problems_of_yaml(written)[0].startswith(said)


def test_an_anchor_bomb_is_refused_before_it_grows() -> None:
    lines = ["a: &a [x, x]"] + [f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    assert len(problems_of_yaml("\n".join(lines))) == 9 + 3 * 8


def test_all_faults_of_content_are_shown_at_once_in_order() -> None:
    said = problems_of_yaml("b: &x 1\na: 1\na: *x\n<<: !!str 2\n")
    assert [line.split(":")[1] for line in said] == ["1", "3", "3", "4", "4"]
