"""YAML and JSON are read as they are written, and refused with a place and a reason."""

import io
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

from compliance.errors import InputError, Place
from compliance.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    read_file,
    read_json,
    read_yaml,
    tree,
)
from compliance.nodes.validate import place_of, plain, validate


def one(text: str) -> Node:
    """The only document of a YAML text."""
    (node,) = read_yaml(text.encode(), "f.yaml")
    return node


def problems_of_yaml(data: str | bytes) -> list[str]:
    """What is said, in English, of a YAML file that is refused."""
    with pytest.raises(InputError) as caught:
        read_yaml(data.encode() if isinstance(data, str) else data, "f.yaml")
    return [problem.line("en") for problem in caught.value.problems]


def problems_of_json(text: str) -> list[str]:
    """What is said, in English, of a JSON file that is refused."""
    with pytest.raises(InputError) as caught:
        read_json(text.encode(), "f.json")
    return [problem.line("en") for problem in caught.value.problems]


@pytest.mark.parametrize("written", ["0123", "no", "12:30", "1e400", "0x10", "1_000", "2015-06-01", ".inf", "1.50"])
def test_a_scalar_stays_what_was_written(written: str) -> None:
    assert plain(one(f"a: {written}")) == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_an_unquoted_null_is_none(written: str) -> None:
    assert plain(one(f"a: {written}")) == {"a": None}


@pytest.mark.parametrize("written", ["''", '"~"', "'null'"])
def test_a_quoted_null_is_a_text(written: str) -> None:
    assert plain(one(f"a: {written}")) == {"a": written[1:-1]}


def test_every_node_knows_its_line_and_column() -> None:
    node = one("用地面积: 60\nbuildings:\n  - {层数: 3}\n")
    assert place_of(node, ("用地面积",)) == Place("f.yaml", 1, 7)
    assert place_of(node, ("用地面积",), key=True) == Place("f.yaml", 1, 1)
    assert place_of(node, ("buildings", 0, "层数")) == Place("f.yaml", 3, 10)
    assert place_of(node, ("buildings", 0, "absent")) == Place("f.yaml", 3, 5)
    assert place_of(node, ("buildings", 7)) == Place("f.yaml", 3, 3)


def test_nodes_are_of_three_kinds() -> None:
    node = one("a: [x, 'y']")
    at = [Place("f.yaml", 1, column) for column in (1, 4, 5, 8)]
    items = (Scalar("x", False, at[2]), Scalar("y", True, at[3]))
    assert node == Mapping(((Scalar("a", False, at[0]), Sequence(items, at[1])),), at[0])
    assert isinstance(node, Mapping)
    assert node.get("a") == Sequence(items, at[1])
    assert node.get("b") is None


def test_a_file_may_hold_several_documents() -> None:
    assert [plain(node) for node in read_yaml(b"a: 1\n---\na: 2\n", "f")] == [{"a": "1"}, {"a": "2"}]
    assert read_yaml(b"# nothing\n", "f") == ()


def test_a_byte_order_mark_is_accepted_once() -> None:
    assert plain(read_yaml(b"\xef\xbb\xbfa: 1", "f")[0]) == {"a": "1"}
    assert problems_of_yaml(b"\xef\xbb\xbf\xef\xbb\xbfa: 1") == [
        "f.yaml:1:1: invisible control character U+FEFF; remove it"
    ]


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


def test_depth_is_counted_to_the_limit() -> None:
    assert one("[" * 30 + "]" * 30)
    assert problems_of_yaml("[" * 31 + "]" * 31)


def test_all_faults_of_content_are_shown_at_once_in_order() -> None:
    said = problems_of_yaml("b: &x 1\na: 1\na: *x\n<<: !!str 2\n")
    assert [line.split(":")[1] for line in said] == ["1", "3", "3", "4", "4"]


def test_a_flood_of_faults_is_cut_short() -> None:
    said = problems_of_yaml("a: 1\n" * 5000)
    assert len(said) == 101
    assert said[-1].endswith("too many problems; the rest is not checked")


@pytest.mark.parametrize("item", ["1,", "[],", "{},"])
def test_a_flood_of_nodes_is_cut_short(monkeypatch: pytest.MonkeyPatch, item: str) -> None:
    monkeypatch.setattr(tree, "NODES", 1000)
    said = problems_of_yaml("[" + item * 1000 + "]")
    assert said == [f"f.yaml:1:{2 + 999 * len(item)}: more than 1000 values in one file"]


def test_a_file_that_is_too_large_is_refused() -> None:
    assert problems_of_yaml(b"#" * (8 * 1024 * 1024 + 1)) == ["f.yaml: the file is larger than 8 MiB"]


ENCODINGS = {
    "gbk": ("名称: 用地面积60亩".encode("gbk"), "seems to be GB18030 (GBK)"),
    "gb18030": ("名称: 堃喆镕㐀".encode("gb18030"), "seems to be GB18030 (GBK)"),
    "utf-16 with mark": ("名称: 甲".encode("utf-16"), "seems to be UTF-16"),
    "utf-16-le": ("name: abc".encode("utf-16-le"), "seems to be UTF-16"),
    "utf-16-be": ("name: 项目".encode("utf-16-be"), "seems to be UTF-16"),
    "utf-32": ("name: 项目".encode("utf-32"), "seems to be UTF-16"),
    "cut short": ("名称: 甲".encode()[:-1], "f.yaml:1:5: byte 0xE7 is not UTF-8"),
    "damaged": ("名称: 甲\n用地: ".encode() + b"\xff", "f.yaml:2:5: byte 0xFF is not UTF-8"),
    "zip": (b"PK\x03\x04\x14\xff\xfe", "f.yaml:1:6: byte 0xFF is not UTF-8"),
    "overlong": (b"a: \xc0/", "f.yaml:1:4: byte 0xC0 is not UTF-8"),
    "surrogate": (b"a: \xed\xa0\x80", "f.yaml:1:4: byte 0xED is not UTF-8"),
    "NUL": (b"name: abcdefgh\0", "f.yaml:1:15: invisible control character U+0000"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_another_encoding_is_named(name: str) -> None:
    data, said = ENCODINGS[name]
    assert said in problems_of_yaml(data)[0]


def test_json_keeps_numbers_as_text() -> None:
    text = '{"a": 1.50, "b": [1e400, -0, 12345678901234567890.1], "c": null, "d": "null"}'
    (node,) = read_json(text.encode(), "f.json")
    assert plain(node) == {
        "a": "1.50",
        "b": ["1e400", "-0", "12345678901234567890.1"],
        "c": None,
        "d": "null",
    }


def test_json_strings_are_decoded() -> None:
    (node,) = read_json(rb'["\/ \"\\ \u7528\u5730 \ud842\udfb7 \t"]', "f.json")
    assert plain(node) == ['/ "\\ 用地 𠮷 \t']


def test_json_may_be_laid_out_with_tabs_and_line_breaks() -> None:
    (node,) = read_json(b'{\r\n\t"a"\n:\t[1 ,\n2]\n}\n', "f.json")
    assert plain(node) == {"a": ["1", "2"]}
    assert place_of(node, ("a", 1)) == Place("f.json", 4, 1)


def test_a_comma_inside_a_json_object_or_list_leads_to_the_next() -> None:
    (node,) = read_json(b'{"a": {}, "b": [[], {"c": true}], "d": ""}', "f.json")
    assert plain(node) == {"a": {}, "b": [[], {"c": "true"}], "d": ""}


REFUSED_JSON = {
    "duplicate": ('{"a":1,"a":2}', "f.json:1:8: duplicate key 'a', first at line 1 column 2; keep only one"),
    "NaN": ('{"a":NaN}', "f.json:1:6: 'NaN' is not a JSON value; quote a text"),
    "Infinity": ("[-Infinity]", "f.json:1:2: '-Infinity' is not a JSON value"),
    "octal": ("[0123]", "f.json:1:2: '0123' is not a JSON value"),
    "plus": ("[+1]", "f.json:1:2: '+1' is not a JSON value"),
    "bare text": ("[甲]", "f.json:1:2: '甲' is not a JSON value; quote a text"),
    "bare key": ("{a:1}", "f.json:1:2: expected a string or '}', found 'a'"),
    "number as key": ("{1:1}", "f.json:1:2: expected a string"),
    "trailing comma": ('{"a":1,}', "f.json:1:8: expected a string, found '}'"),
    "trailing comma in list": ("[1,]", "f.json:1:4: expected"),
    "missing comma": ("[1 2]", "f.json:1:4: expected ',' or ']', found '2'"),
    "comment": ("[1] // x", "f.json:1:5: expected end of file"),
    "cut short": ('{"a": [1', "f.json:1:9: expected ',' or ']', found end of file"),
    "cut short in a string": ('{"a": "x', "f.json:1:7: a string that does not end"),
    "line break in a string": ('["a\nb"]', "f.json:1:2: a string that does not end, or holds a line break"),
    "wrong escape": (r'["\x"]', "f.json:1:2: a string that does not end"),
    "single quotes": ("{'a': 1}", "f.json:1:2: expected a string"),
    "lone surrogate": (r'["\ud842"]', "f.json:1:2: invisible control character U+D842; remove it"),
    "escaped NUL": (r'["\u0000"]', "f.json:1:2: invisible control character U+0000; remove it"),
    "closed wrongly": ("[}", "f.json:1:2: expected"),
    "closed twice": ("[1]]", "f.json:1:4: expected end of file, found ']'"),
    "two values": ("{} {}", "f.json:1:4: expected end of file, found '{'"),
    "nothing": ("", "f.json:1:1: expected"),
    "deep": ("[" * 100_000, "f.json:1:31: nested more than 30 levels deep"),
    "deep objects": ('{"a":' * 100_000, "f.json:1:151: nested more than 30 levels deep"),
    "long string": ('"' + "x" * 100_001 + '"', "f.json:1:1: a text of more than 100000 characters"),
    "long number": ("1" * 100_001, "f.json:1:1: a text of more than 100000 characters"),
    "empty key": ('{"": 1}', "f.json:1:2: an empty key"),
}


@pytest.mark.parametrize("name", REFUSED_JSON)
def test_what_is_not_json_is_refused_at_its_place(name: str) -> None:
    written, said = REFUSED_JSON[name]
    assert problems_of_json(written)[0].startswith(said)


def test_the_suffix_decides_how_a_file_is_read(tmp_path: Path) -> None:
    for name in ("a.yaml", "a.YML", "a.json"):
        (tmp_path / name).write_text('{"a": 1}', encoding="utf-8")
        assert plain(read_file(tmp_path / name)[0]) == {"a": "1"}


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("名称: 甲".encode())))
    (node,) = read_file("-")
    assert plain(node) == {"名称": "甲"}
    assert node.at == Place("<stdin>", 1, 1)


@pytest.mark.parametrize(
    "name", ["absent.yaml", "folder.yaml", "leads.xlsx", "no_suffix", "nul\0.yaml", "x" * 300 + ".yaml"]
)
def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(InputError) as caught:
        read_file(f"{tmp_path}/{name}")
    assert len(caught.value.problems) == 1


class Cite(BaseModel):
    """Where a rule comes from."""

    model_config = ConfigDict(extra="forbid")
    clause: str
    quote: str = ""
    since: int = Field(default=0, alias="from")


class Rule(BaseModel):
    """A small model with everything that a rule file has."""

    model_config = ConfigDict(extra="forbid")
    id: str = Field(min_length=1)
    cite: Cite
    also: list[Cite] = []
    words: tuple[str, ...] = ()


def faults(text: str) -> list[str]:
    """What is said of a rule that does not suit the model."""
    with pytest.raises(InputError) as caught:
        validate(Rule, one(text))
    assert all(problem.message.zh for problem in caught.value.problems)
    return [problem.line("en") for problem in caught.value.problems]


def test_a_node_that_suits_the_model_becomes_one() -> None:
    assert validate(Rule, one("id: x\ncite: {clause: 二, from: '3'}")).cite.since == 3


def test_each_fault_of_a_model_is_told_at_its_place() -> None:
    assert faults("id: ''\ncite: {clase: 二}\nalso: [x, {clause: 一, from: y}]\nwords: [a, [b]]\n") == [
        "f.yaml:1:5: 'id' the text is empty or too short",
        "f.yaml:2:7: 'clause' is missing",
        "f.yaml:2:8: unknown key 'clase'; did you mean 'clause'?",
        "f.yaml:3:8: 'also'[1] must be a mapping of keys and values",
        "f.yaml:3:29: 'from' must be a whole number",
        "f.yaml:4:12: 'words'[2] must be a text",
    ]


def test_an_unknown_key_that_resembles_none_is_answered_with_the_list() -> None:
    assert faults("id: x\ncite: {clause: 二}\nzzz: 1") == [
        "f.yaml:3:1: unknown key 'zzz'; known keys: id, cite, also, words"
    ]
    assert faults("id: x\ncite: {clause: 二, zzz: 1}") == [
        "f.yaml:2:19: unknown key 'zzz'; known keys: clause, quote, from"
    ]


def test_a_document_that_is_no_mapping_is_told_so() -> None:
    assert faults("just text") == ["f.yaml:1:1: must be a mapping of keys and values"]
