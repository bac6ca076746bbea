"""JSON is read as it is written, and refused with a place and a reason."""

import pytest

from compliance.errors import Place
from compliance.nodes.from_json import read_json
from compliance.nodes.validate import place_of, plain
from tests.nodes.reading import problems_of_json


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
