"""The file of fields is kept as it is, and every fault in it is told at its place."""

from fractions import Fraction

import pytest

from compliance.errors import InputError
from compliance.nodes.from_yaml import read_yaml
from compliance.nodes.tree import Mapping
from compliance.quantity.units import unit
from compliance.rulebook.files import only_document
from compliance.vocabulary.declarations import RegisterFile
from compliance.vocabulary.fields import Kind, Vocabulary
from compliance.vocabulary.load import load_vocabulary
from tests.places import ROOT
from tests.vocabulary.small import node, refused

DECLARED = "subjects: {project: {label: {zh: 项目, en: Project}, reviewed: true}}"


def test_a_lookalike_that_is_a_name_is_refused_with_the_vocabulary() -> None:
    text = (
        DECLARED
        + "\nproject:\n  a: {kind: text, label: {zh: 甲, en: A}, lookalikes: [{names: [甲], means: {zh: 乙, en: b}}]}\n"
    )
    with pytest.raises(InputError, match="names the field a"):
        load_vocabulary(read_yaml(text.encode(), "v.yaml")[0])


REAL = ROOT / "rules" / "vocabulary.yaml"


def faults(fields: str) -> list[str]:
    """What is said, in English, of a project with these fields; `project:` stands in the first line."""
    return refused("project:\n" + "".join(f"  {line}\n" for line in fields.splitlines()) + DECLARED)


def test_a_field_holds_what_the_file_says(small: Vocabulary) -> None:
    grade = small.field("project", "land_grade")
    assert (grade.kind, grade.unit, grade.minimum, grade.maximum) == (
        Kind.number,
        unit("等"),
        Fraction(1),
        Fraction(15),
    )
    assert small.field("project", "plot_ratio").unit == unit("")
    assert small.field("project", "name").required
    assert not grade.required
    assert small.field("project", "polluting").decided_by_person
    assert not grade.decided_by_person
    assert small.field("project", "buildings").of == "building"
    assert [field.id for field in small.fields("building")] == ["name"]
    assert list(small.subjects) == ["project", "building"]
    assert small.fields("zone") == ()


STARTED = "started: {kind: bool, label: {zh: 是否动工, en: Started}}"


def test_words_of_a_field_may_tell_of_another() -> None:
    tells = "tells: [{words: [未动工, 未开工], field: started, value: false}]"
    text = f"{DECLARED}\nproject:\n  {STARTED}\n  day: {{kind: date, label: {{zh: 开工, en: Day}}, {tells}}}\n"
    day = load_vocabulary(node(text)).field("project", "day")
    told = day.telling(" 未开工。")
    assert told is not None
    assert (told.field, told.value) == ("started", False)
    assert day.telling("2015-06-01") is None


@pytest.mark.parametrize(
    ("tells", "said"),
    [
        ("[{words: [未动工], field: day, value: false}]", "must be a field of kind bool"),
        ("[{words: [未动工], field: began, value: false}]", "must be a field of kind bool"),
        ("[{words: [未动工], field: 是否动工, value: false}]", "must be a field of kind bool"),
        (
            "[{words: [未动工], field: started, value: false}, {words: [未动 工], field: started, value: true}]",
            "says something else here",
        ),
        ("[{words: [未动工], field: started}]", "value"),
    ],
)
def test_what_cannot_be_told_is_refused(tells: str, said: str) -> None:
    assert any(
        said in one for one in faults(f"{STARTED}\nday: {{kind: date, label: {{zh: 开工, en: Day}}, tells: {tells}}}")
    )


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("kind: number, unit: 万元, whole: site", "must be a field of this subject of the same dimension"),
        ("kind: number, unit: 亩, whole: land", "must be a field of this subject of the same dimension"),
        ("kind: number, unit: 亩, aliases_with_unit: [用 地]", "already names the field site"),
        ("kind: text, aliases_with_unit: [绿]", "has no 'aliases_with_unit'"),
        ("kind: text, whole: site", "has no 'whole'"),
    ],
)
def test_a_part_is_measured_as_its_whole_and_a_name_means_one_field(keys: str, said: str) -> None:
    site = "site: {kind: number, unit: 亩, label: {zh: 用地, en: Site}}"
    assert any(said in one for one in faults(f"{site}\ngreen: {{{keys}, label: {{zh: 绿地, en: Green}}}}"))


def test_the_checks_are_kept_as_they_are(small: Vocabulary) -> None:
    assert small.checks is not None
    assert load_vocabulary(node(f"{DECLARED}\nproject: {{}}")).checks is None


FAULTS = {
    "unknown kind": (
        "a: {kind: money, label: {zh: 甲, en: A}}",
        "2:13: 'kind' must be one of 'text', 'code'",
    ),
    "no kind": ("a: {label: {zh: 甲, en: A}}", "2:6: 'kind' is missing"),
    "no label": ("a: {kind: text}", "2:6: 'label' is missing"),
    "no English label": ("a: {kind: text, label: {zh: 甲}}", "2:26: 'en' is missing"),
    "unknown key": (
        "a: {kind: text, lable: 1, label: {zh: 甲, en: A}}",
        "2:19: unknown key 'lable'; did you mean 'label'?",
    ),
    "unknown unit": ("a: {kind: number, unit: 亩亩, label: {zh: 甲, en: A}}", "2:27: unknown unit '亩亩'"),
    "unit of a text": (
        "a: {kind: text, unit: 亩, label: {zh: 甲, en: A}}",
        "2:19: a field of kind text has no 'unit'",
    ),
    "values of a bool": (
        "a: {kind: bool, values: {x: 甲}, label: {zh: 甲, en: A}}",
        "2:19: a field of kind bool has no 'values'",
    ),
    "enum without values": (
        "a: {kind: enum, label: {zh: 甲, en: A}}",
        "2:6: a field of kind enum needs 'values'",
    ),
    "set without values": (
        "a: {kind: set, values: {}, label: {zh: 甲, en: A}}",
        "2:6: a field of kind set needs 'values'",
    ),
    "list of nothing": ("a: {kind: list, label: {zh: 甲, en: A}}", "2:6: a field of kind list needs 'of'"),
    "list of no subject": (
        "a: {kind: list, of: bilding, label: {zh: 甲, en: A}}",
        "2:23: no subject is called 'bilding'; there are project",
    ),
    "id in capitals": (
        "landArea: {kind: text, label: {zh: 甲, en: A}}",
        "2:3: 'landArea' must be lower-case words",
    ),
    "value id in capitals": (
        "a: {kind: enum, values: {New: 新}, label: {zh: 甲, en: A}}",
        "2:28: 'New' must be lower-case words",
    ),
    "values that share a label": (
        "a: {kind: enum, values: {x: 新, y: 新}, label: {zh: 甲, en: A}}",
        "2:34: value 'y' has a name in common with 'x'",
    ),
    "alias that is another value's label": (
        "a: {kind: enum, values: {x: {zh: 新, aliases: [旧]}, y: 旧}, label: {zh: 甲, en: A}}",
        "2:54: value 'y' has a name in common with 'x'",
    ),
    "limit that is no number": (
        "a: {kind: number, min: few, label: {zh: 甲, en: A}}",
        "2:26: 'min' is not written as it must be",
    ),
    "limits crossed": (
        "a: {kind: number, min: 2, max: 1, label: {zh: 甲, en: A}}",
        "2:26: min is more than max",
    ),
    "unknown decider": (
        "a: {kind: bool, decided_by: dog, label: {zh: 甲, en: A}}",
        "2:31: 'decided_by' must be one of 'person'",
    ),
    "what speaks against a case, of a field that no person decides": (
        "a: {kind: bool, against: true, label: {zh: 甲, en: A}}",
        "2:19: only a field that a person decides (decided_by: person) has 'against'",
    ),
    "what speaks against a case, of a text": (
        "a: {kind: text, decided_by: person, against: true, label: {zh: 甲, en: A}}",
        "2:39: a field of kind text has no 'against'",
    ),
    "classification of a text": (
        "a: {kind: text, classification: x, label: {zh: 甲, en: A}}",
        "2:19: a field of kind text has no 'classification'",
    ),
    "field that is no mapping": ("a: text", "2:6: must be a mapping of keys and values"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_at_its_place(name: str) -> None:
    written, said = FAULTS[name]
    (found,) = faults(written)
    assert found.startswith(said)


@pytest.mark.parametrize("second", ["{zh: 甲, en: B}", "{zh: 乙, en: a1}", "{zh: 乙, en: B}, aliases: [别名]"])
def test_two_fields_of_a_subject_cannot_share_a_name(second: str) -> None:
    first = "a1: {kind: text, label: {zh: 甲, en: A}, aliases: [别名]}"
    (found,) = faults(f"{first}\nb1: {{kind: text, label: {second}}}")
    assert found.startswith("3:3: ")
    assert found.endswith("already names the field a1")


def test_all_faults_are_told_at_once() -> None:
    assert (
        len(faults("A: {kind: number, unit: 斗, label: {zh: 甲, en: A}}\nb: {kind: x}\nc: {kind: enum, min: 1}")) == 5
    )


def test_a_file_with_two_documents_is_refused() -> None:
    for text in ("", "project: {}\n---\nproject: {}\n"):
        with pytest.raises(InputError):
            only_document(text.encode(), "v.yaml")


def test_the_vocabulary_of_the_rulebook_loads() -> None:
    vocabulary = load_vocabulary(
        read_yaml(REAL.read_bytes(), REAL.name)[0],
        lambda name: (REAL.parent / name).read_bytes(),
        lambda name: RegisterFile((REAL.parent / name).read_bytes(), name),
    )
    assert vocabulary.field("project", "用地面积").unit == unit("亩")
    assert vocabulary.field("project", "buildings").of == "building"
    raw = read_yaml(REAL.read_bytes(), "v")[0]
    assert isinstance(raw, Mapping)
    stated = {key.text: value for key, value in raw.entries if key.text in vocabulary.subjects}
    assert len(stated) == len(vocabulary.subjects) == 6
    for subject, fields in stated.items():
        assert isinstance(fields, Mapping)
        assert [field.id for field in vocabulary.fields(subject)] == [key.text for key, _ in fields.entries]
