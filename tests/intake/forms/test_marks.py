"""What a form says of itself survives as properties of a document, none of them longer than those can be."""

from compliance.intake.forms.marks import FormMark, Records, digest_of, form_mark, is_mark, list_of, record_mark

MARK = FormMark(
    rulebook="ab" * 32,
    lang="en",
    stage="land",
    fields=tuple(f"field_{number}" for number in range(120)),
    lists=(Records("buildings", 12, ("name", "floor_area")), Records("stacks", 3, ("height",))),
    own=frozenset(digest_of(f"text {number}") for number in range(400)),
    supplements="某项目 一期" * 60,
)


def test_a_mark_is_read_from_the_properties_that_it_gives() -> None:
    assert form_mark(MARK.properties()) == MARK


def test_no_property_is_longer_than_office_programs_keep() -> None:
    assert max(map(len, MARK.properties().values())) <= 255
    assert len(MARK.properties()) > 10


def test_a_document_without_the_properties_is_no_form() -> None:
    assert form_mark({}) is None
    assert form_mark({"Title": "申请表"}) is None


def test_properties_that_say_nonsense_are_left_out() -> None:
    properties = {
        "compliance_form": "1",
        "compliance_lists_1": "a*x*b buildings*2*name c*9999*d",
        "compliance_stage": "",
    }
    found = form_mark(properties)
    assert found is not None
    assert (found.lists, found.fields, found.lang) == ((Records("buildings", 2, ("name",)),), (), "zh")


def test_a_text_is_known_again_whatever_its_width_and_blanks() -> None:
    assert digest_of("项目(一)") == digest_of(" 项目\uff08一\uff09\n")
    assert digest_of("项目(一)") != digest_of("项目(二)")


def test_the_list_of_a_mark_is_that_in_whose_rows_it_stands() -> None:
    lists = [Records("buildings", 2, ("name",)), Records("new_buildings", 2, ("name",))]
    assert list_of(record_mark("new_buildings", 2, "floor_area"), lists) == "new_buildings"
    assert list_of("f_buildings", lists) is None
    assert list_of("", lists) is None


def test_the_names_that_others_define_are_no_marks() -> None:
    assert is_mark("f_name")
    assert not is_mark("_xlnm.Print_Titles")
    assert not is_mark("名称")
