"""A CSV file that comes with rules gives its rows with their lines, or is refused at one."""

import pytest

from compliance.errors import InputError, Place
from compliance.nodes.csv_rows import LONGEST_CELL, MOST_ROWS, csv_rows


def refused(content: bytes) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(InputError) as caught:
        list(csv_rows(content, "t.csv"))
    (problem,) = caught.value.problems
    return problem.line("en")


def test_rows_come_with_their_lines() -> None:
    content = '\ufeffa,b\r\n1,"x\ny"\r\n\r\n2,'.encode()
    assert list(csv_rows(content, "t.csv")) == [
        (Place("t.csv", 1), ["a", "b"]),
        (Place("t.csv", 3), ["1", "x\ny"]),
        (Place("t.csv", 4), []),
        (Place("t.csv", 5), ["2", ""]),
    ]
    assert list(csv_rows(b"", "t.csv")) == []


def test_another_encoding_is_refused() -> None:
    assert refused("代码".encode("gbk")) == "t.csv: save the file in UTF-8"


@pytest.mark.parametrize("length", [LONGEST_CELL + 1, 131_073, 1_000_000])
def test_a_long_cell_is_refused(length: int) -> None:
    assert len(list(csv_rows(b"a\n" + b"x" * LONGEST_CELL, "t.csv"))) == 2
    for cell in (b"x" * length, b'"' + b"x" * length + b'"'):
        assert refused(b"a\n" + cell).startswith("t.csv:2: a cell of more than 10,000 characters")


def test_too_many_rows_are_refused() -> None:
    assert len(list(csv_rows(b"a\n" * (MOST_ROWS + 1), "t.csv"))) == MOST_ROWS + 1
    assert refused(b"a\n" * (MOST_ROWS + 2)) == f"t.csv:{MOST_ROWS + 2}: more than 50,000 rows; split the file"
