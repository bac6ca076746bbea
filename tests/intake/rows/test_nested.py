"""A list in a cell is read to records; keys that are no fields are told, items that are no records refuse the list."""

from compliance.case import Datum, Doubt
from compliance.errors import Place
from compliance.intake.rows.nested import NestedRecords
from compliance.rulebook.model import Rulebook

AT = Place("a.jsonl", 4)


def test_records_have_their_name_or_a_number_and_every_value_the_place_of_the_list(rulebook: Rulebook) -> None:
    known = rulebook.vocabulary.field("project", "buildings")
    items = [{"建筑名称": "一号", "层数": "3", "颜色": "红"}, {"层数": "很多"}]
    stated, unread = NestedRecords(rulebook.vocabulary, percents=False).read(known, items, AT)
    assert isinstance(stated, Datum)
    assert isinstance(stated.value, tuple)
    first, second = stated.value
    assert (first.name, first.index, first.data["storeys"].at) == ("一号", 1, AT)
    assert (second.name, second.index, second.doubts[0].field) == ("单体建筑#2", 2, "storeys")
    assert [(one.name, one.written, one.at) for one in unread] == [("颜色", "红", AT)]


def test_a_field_under_two_keys_of_a_record_is_in_doubt_unless_they_agree(rulebook: Rulebook) -> None:
    known = rulebook.vocabulary.field("project", "buildings")
    items = [{"层数": "3", "storeys": "4"}, {"层数": "5", "storeys": "5"}]
    stated, unread = NestedRecords(rulebook.vocabulary, percents=False).read(known, items, AT)
    assert isinstance(stated, Datum)
    assert isinstance(stated.value, tuple)
    first, second = stated.value
    assert ("storeys" in first.data, [doubt.written for doubt in first.doubts]) == (False, ["3 / 4"])
    assert ("storeys" in second.data, second.doubts) == (True, ())
    assert [(one.name, one.written) for one in unread] == [("storeys", "5")]


def test_an_item_that_is_no_record_puts_the_whole_list_in_doubt(rulebook: Rulebook) -> None:
    known = rulebook.vocabulary.field("project", "buildings")
    stated, unread = NestedRecords(rulebook.vocabulary, percents=False).read(known, [{"层数": "3"}, "二号"], AT)
    assert isinstance(stated, Doubt)
    assert (stated.field, stated.at, unread) == ("buildings", AT, ())
