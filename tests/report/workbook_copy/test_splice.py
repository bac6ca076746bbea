"""What is not changed comes out byte for byte."""

from xml.parsers import expat

import pytest

from compliance.report.workbook_copy.splice import Attributes, Splicer, with_attribute

PART = b'<?xml version="1.0" encoding="UTF-8"?>\r\n<a  x = "1&gt;"><b y=\'2\'/><c>\xe6\x96\x87</c ><!-- d --></a>\n'


def spliced(part: bytes, size: int) -> bytes:
    """The part fed in pieces of that size, with `<n/>` put in before each <c> and behind each <b>."""
    written: list[bytes] = []
    splicer = Splicer(written.append)

    def start(name: str, attributes: Attributes) -> None:
        del attributes
        splicer.settled()
        if name == "c":
            splicer.put_in(splicer.at, b"<n/>")
        elif name == "b":
            splicer.replace(
                splicer.at, splicer.at + len(splicer.tag()), with_attribute(splicer.tag(), "y", "3") + b"<n/>"
            )

    splicer.parser.StartElementHandler = start
    for first in range(0, len(part), size):
        splicer.feed(part[first : first + size])
    splicer.close()
    return b"".join(written)


@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_pieces_are_put_in_and_all_else_stays(size: int) -> None:
    assert spliced(PART, size) == PART.replace(b"<b y='2'/>", b"<b y='3'/><n/>").replace(b"<c>", b"<n/><c>")


@pytest.mark.parametrize(
    "part", [b"<!DOCTYPE a []><a/>", b"<?xml version='1.0' encoding='GBK'?><a/>", b"<a>", b"<a></b>"]
)
def test_what_is_no_plain_part_is_refused(part: bytes) -> None:
    with pytest.raises((ValueError, expat.ExpatError)):
        spliced(part, 1_000)


def test_an_attribute_gets_another_value_and_keeps_its_quotes() -> None:
    assert with_attribute(b"<a ref='A1' preferred=\"A1\"/>", "ref", "B2") == b"<a ref='B2' preferred=\"A1\"/>"
    assert with_attribute(b"<a/>", "ref", "B2") == b"<a/>"
