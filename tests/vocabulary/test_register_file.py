"""The file of a register is read whole or refused, each fault with its line and what to do."""

import time
from datetime import date, timedelta

import pytest

from compliance.errors import InputError
from compliance.vocabulary.register import Entry
from compliance.vocabulary.register_file import listed, read_register_file
from tests.vocabulary.registers import STATUSES, ZONES


def read(content: str | bytes) -> tuple[Entry, ...]:
    """The entries of a file of zones."""
    data = content.encode() if isinstance(content, str) else content
    return read_register_file(data, "zones.csv", tuple(STATUSES), ("county", "trades"), ("无",))


def refused(content: str | bytes) -> list[str]:
    """What is said of a file that is not accepted."""
    with pytest.raises(InputError) as caught:
        read(content)
    assert all(problem.message.zh for problem in caught.value.problems)
    return [problem.line("en") for problem in caught.value.problems]


def test_an_entry_has_what_its_line_says() -> None:
    first, second, third = read(ZONES)
    assert first.aliases == ("东山集聚区", "东山园", "东区")
    assert (first.status, first.start, first.end) == ("zone", None, date(2015, 5, 12))
    assert (first.facts, first.complete) == ({"county": "东县", "trades": ""}, False)
    assert (first.source, first.confidence, str(first.at)) == ("某文", "A", "zones.csv:2")
    assert (second.start, second.end) == (date(2015, 5, 13), None)
    assert (third.status, third.confidence) == ("", "M")


def test_a_file_as_a_spreadsheet_saves_it_is_read() -> None:
    text = "\ufeff" + ZONES.replace("\n", "\r\n").replace("2015-05-13", "2015/5/13") + ",,,,,,,,,\r\n"
    assert [entry.start for entry in read(text)] == [None, date(2015, 5, 13), None]


def test_columns_may_stand_in_any_order_and_days_may_be_left_out() -> None:
    (entry,) = read("status,name,aliases,trades,county,confidence,source\nzone,甲区,,31,乙县,A,某文\n")
    assert (entry.name, entry.status, entry.facts["trades"], entry.start) == ("甲区", "zone", "31", None)


def test_what_is_listed_in_a_cell_is_parted_by_either_sign() -> None:
    assert listed(" 甲、乙; 丙 ;") == ("甲", "乙", "丙")


HEAD = "name,aliases,county,status,from,to,trades,complete,source,confidence\n"
FAULTS = {
    "no name": (",,,zone,,,,,某文,A", "2: the name is missing"),
    "a status": ("甲区,,,zoon,,,,,某文,A", "2: status cannot be 'zoon'; it is one of zone, park, or blank"),
    "days": ("甲区,,,zone,2015-05-13,2015-05-12,,,某文,A", "2: 'from' lies after 'to'"),
    "a month": ("甲区,,,zone,2015年5月,,,,某文,A", "2: from must be one day such as 2015-05-13, not '2015年5月'"),
    "no day": ("甲区,,,zone,,昨天,,,某文,A", "2: to: "),
    "a grade": ("甲区,,,zone,,,,,某文,D", "2: confidence must be one of A, B, C, M"),
    "no source": ("甲区,,,zone,,,,,,A", "2: say where this was read (source)"),
    "a fact without a source": ("甲区,,乙县,,,,,,,A", "2: say where this was read (source)"),
    "complete": ("甲区,,,zone,,,,也许,某文,A", "2: complete must be 是 or 否"),
    "a cell too few": ("甲区,,,zone", "2: this line must have 10 columns"),
    "a shared alias": ("甲区,丙,,,,,,,,\n乙区,丙,,,,,,,,", "3: '丙' already means '甲区'"),
    "an alias that is a name": ("甲区,乙区,,,,,,,,\n乙区,,,,,,,,,", "3: '乙区' already means '甲区'"),
    "a word for none": ("无,,,,,,,,,", "2: '无' says that there is none and is no name"),
    "days twice": ("甲区,,,zone,,2015-05-13,,,某文,A\n甲区,,,park,2015-05-13,,,,某文,A", "3: '甲区' overlaps line 2"),
    "a line twice": ("甲区,,,,,,,,,\n甲区,,,,,,,,,", "3: '甲区' overlaps line 2"),
    "nothing": ("", "the register has no entry"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_line_is_told_with_its_place(name: str) -> None:
    lines, said = FAULTS[name]
    (line,) = refused(HEAD + lines + "\n")
    assert f"zones.csv:{said}" in line or f"zones.csv: {said}" in line


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (HEAD.replace("county,", ""), "zones.csv:1: the first line lacks the columns county"),
        (HEAD.replace("trades", "trade"), "zones.csv:1: no column is called 'trade'; did you mean 'trades'?"),
        (HEAD.replace("to,", "from,"), "zones.csv:1: the column 'from' stands twice"),
        ("", "zones.csv:1: the first line lacks the columns name, aliases, status, source, confidence, county, trades"),
    ],
)
def test_a_faulty_first_line_is_told(head: str, said: str) -> None:
    assert said in refused(head)


def test_a_file_in_another_encoding_is_refused() -> None:
    assert refused(ZONES.encode("gbk")) == ["zones.csv: save the file in UTF-8"]


def test_many_lines_of_one_name_are_compared_in_time() -> None:
    days = [date(1990, 1, 1) + timedelta(days=number) for number in range(10_000)]
    lines = [f"甲,,,zone,{day},{day},,,某文,A" for day in days]
    head = ZONES.splitlines()[0]
    begun = time.monotonic()
    assert len(read("\n".join([head, *reversed(lines)]))) == len(days)
    assert time.monotonic() - begun < 5, "the square would take more than half a minute"


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (",", ",", True),
        (",2015-05-12", "2015-05-12,", True),
        (",2015-05-12", "2015-05-13,", False),
        ("2015-05-13,", ",2015-05-12", False),
        ("2015-05-01,2015-05-31", "2015-05-10,2015-05-11", True),
        ("2015-05-10,2015-05-11", "2015-05-01,2015-05-31", True),
        ("2015-05-10,", ",", True),
    ],
)
def test_lines_of_one_name_overlap_if_they_have_a_day_in_common(first: str, second: str, overlap: bool) -> None:
    lines = [ZONES.splitlines()[0], *(f"甲,,,zone,{days},,,某文,A" for days in (first, second))]
    if overlap:
        assert refused("\n".join(lines)) == ["zones.csv:3: '甲' overlaps line 2; part them by from and to"]
    else:
        assert len(read("\n".join(lines))) == 2


def test_a_day_that_lies_in_a_long_line_before_the_last_one_is_found() -> None:
    spans = ("2015-01-01,2015-12-31", "2015-02-01,2015-02-02", "2015-03-01,2015-03-02")
    said = refused("\n".join([ZONES.splitlines()[0], *(f"甲,,,zone,{span},,,某文,A" for span in spans)]))
    assert [line.partition(":")[2][0] for line in said] == ["3", "4"]
