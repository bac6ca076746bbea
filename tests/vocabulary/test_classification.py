"""A classification knows the codes that there are, their names and sections, and those of its other editions."""

import pytest

from compliance.errors import InputError, Place
from compliance.text import Text
from compliance.vocabulary.classification import read_classification
from compliance.vocabulary.fields import Classification, Vocabulary
from compliance.vocabulary.load import load_vocabulary
from tests.vocabulary.small import node, refused

LABEL, LISTS, AT = Text("行业", "Industries"), Text("代码", "codes"), Place("v.yaml", 3)


def listing(text: str, *others: Classification) -> Classification:
    """The classification whose file holds that text."""
    return read_classification("industries", LABEL, LISTS, AT, text.encode(), "industries.csv", others)


@pytest.mark.parametrize(
    ("code", "exists"),
    [
        ("3110", True),
        ("311", True),
        ("31", True),
        ("3111", False),
        ("312", False),
        ("0610", True),
        ("0620", False),
        ("610", False),
        ("4700", False),
        ("47", False),
    ],
)
def test_a_code_exists_if_it_or_one_that_begins_with_it_is_listed(code: str, exists: bool) -> None:
    assert (code in listing("code,name\n3110,炼铁\n0610,烟煤\n").codes) is exists


def test_the_first_line_is_no_code() -> None:
    assert listing("3110,name\n3120,炼钢\n").codes == {"31", "312", "3120"}


def test_a_list_of_bare_codes_has_no_names_and_no_sections() -> None:
    bare = listing("code\n3110\n\n3120\n")
    assert bare.codes == {"31", "311", "3110", "312", "3120"}
    assert (bare.names, bare.sections, bare.section_of("3110")) == ({}, {}, None)


def test_a_code_is_found_by_its_exact_name() -> None:
    found = listing("code,section,name\n1522,C,瓶（罐）装水\n0610,B,烟煤\n")
    assert found.names["0610"] == "烟煤"
    assert found.code_named(" 瓶(罐)装 水") == "1522"
    assert found.code_named("瓶装水") is None


def test_the_section_of_a_code_is_that_of_its_division_in_this_edition_or_else_in_another() -> None:
    newer = listing("code,section,name\n7910,K,房产\n9700,T,组织\n")
    older = listing("code,section,name\n7910,O,修理\n", newer)
    assert [older.section_of(code) for code in ("7910", "79", "7999", "9700", "31")] == ["O", "O", "O", "T", None]


EDITIONS = """
subjects: {shop: {label: {zh: 店, en: Shop}, reviewed: true}}
classifications:
  old: {label: {zh: 旧版, en: old}, lists: {zh: 代码, en: code}, file: old.csv, other_editions: [new]}
  new: {label: {zh: 新版, en: new}, lists: {zh: 代码, en: code}, file: new.csv, other_editions: [old]}
shop:
  trade: {kind: code, classification: old, label: {zh: 行业, en: Trade}}
"""
FILES = {"old.csv": b"code\n5210\n", "new.csv": b"code\n5220\n"}


def test_each_edition_knows_the_codes_of_the_others() -> None:
    found: Vocabulary = load_vocabulary(node(EDITIONS), FILES.get)
    trade = found.field("shop", "trade").classification
    assert trade is not None
    assert (trade.id, trade.codes) == ("old", {"52", "521", "5210"})
    assert [(other.id, other.codes) for other in trade.other_editions] == [("new", {"52", "522", "5220"})]
    assert [field.id for field in found.listed("shop")] == ["trade"]


def test_another_edition_must_be_declared() -> None:
    assert refused(EDITIONS.replace("editions: [new]", "editions: [now]")) == [
        "4:94: no classification is called 'now'; did you mean new?"
    ]


def test_a_missing_file_is_told_where_it_is_named() -> None:
    with pytest.raises(
        InputError,
        match=r"v\.yaml:4:3: the file old\.csv of the classification 'old' is missing; put it beside this file",
    ):
        load_vocabulary(node(EDITIONS), {"new.csv": b"code\n"}.get)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("code,name\n0111,稻谷".encode("gbk"), "industries.csv: save the file in UTF-8"),
        (b"code,section,name\n0111\n0112,A,b\n0113,A\n", "industries.csv:2: this line must have 3 columns"),
        (b"code\n" + b"1" * 200_000, "industries.csv:2: a cell of more than 10,000 characters"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_line(content: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_classification("industries", LABEL, LISTS, AT, content, "industries.csv")
    assert caught.value.problems[0].line("en").startswith(said)


def test_an_empty_file_lists_nothing() -> None:
    assert listing("").codes == frozenset()
