"""Text in another encoding than UTF-8 is refused with the name of what it seems to be."""

import pytest

from compliance.nodes.from_yaml import read_yaml
from compliance.nodes.validate import plain
from tests.nodes.reading import problems_of_yaml


def test_a_byte_order_mark_is_accepted_once() -> None:
    assert plain(read_yaml(b"\xef\xbb\xbfa: 1", "f")[0]) == {"a": "1"}
    assert problems_of_yaml(b"\xef\xbb\xbf\xef\xbb\xbfa: 1") == [
        "f.yaml:1:1: invisible control character U+FEFF; remove it"
    ]


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
