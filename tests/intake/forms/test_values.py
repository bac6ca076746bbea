"""What stands beside a label, to a value, a doubt, or nothing."""

import pytest

from compliance.case import Datum, Doubt
from compliance.errors import Place
from compliance.intake.forms.grid import Mark
from compliance.intake.forms.values import Values, Written, is_unfilled, is_unit
from compliance.intake.told import Told
from compliance.rulebook.model import Rulebook
from compliance.vocabulary.fields import Vocabulary
from tests.forms import plain
from tests.intake.reading import heading_of

AT = Place("form.docx", 3, table=1)


def read(vocabulary: Vocabulary, label: str, text: str, **more: object) -> Datum | Doubt | Told | None:
    """What a text states beside a label; a unit counts as stated where the label has brackets."""
    values = Values(vocabulary, starts_1904=False, percents=False)
    written = Written(text, AT, **more)  # type: ignore[arg-type]  # marks, typed
    return values.read(heading_of(vocabulary, label), written, has_unit="(" in label)


STATED = [
    ("建设性质", "☐新建 ☑技改", "upgrade"),
    ("建设性质", "技改", "upgrade"),
    ("是否签约", "是☐ 否☑", False),
    ("是否签约", "☑", True),
    ("建设单位", "某公司\n(公章)", "某公司"),
    ("行业代码", "C3311 金属结构制造", "3311"),
    ("总投资(万元)", "12000", 12000),
    ("总投资", "6.8亿元", 68000),
    ("总投资", "___5000___万元", 5000),
    ("新增从业人员", "120", 120),
]


@pytest.mark.parametrize(("label", "text", "value"), STATED)
def test_a_value_is_read_as_on_any_paper(rulebook: Rulebook, label: str, text: str, value: object) -> None:
    found = read(rulebook.vocabulary, label, text)
    assert isinstance(found, Datum)
    assert plain(found.value) == value
    assert found.at == AT


BLANK = [("总投资(万元)", "____万元"), ("受理日期", "____年__月__日"), ("建设性质", "☐新建 ☐技改"), ("建设单位", "/")]


@pytest.mark.parametrize(("label", "text"), BLANK)
def test_a_blank_states_nothing(rulebook: Rulebook, label: str, text: str) -> None:
    assert read(rulebook.vocabulary, label, text) is None


DOUBTED = [
    ("总投资", "9000", "states a unit"),
    ("总投资(万元)", "≥5000", "a limit"),
    ("容积率", "不低于1.0", "a limit"),
    ("建设性质", "☑新建 ☑技改", "more than one"),
    ("建设性质", "☐新建☑", "which box"),
    ("建设单位", "☑", "nothing stands"),
    ("建设单位", "☑甲 ☑乙", "more than one box"),
    ("项目名称", "指项目立项批复时的名称,应不超过30个字", "an instruction"),
    ("项目名称", "甲项目。位于某地", "a sentence"),
    ("建设单位", "甲公司 联系人:王五", "a sentence"),
    ("总投资(万元)", "120mg/m3, 6.4t/a", ""),
    ("是否签约", "正在办理", "true or false"),
]


@pytest.mark.parametrize(("label", "text", "words"), DOUBTED)
def test_what_is_not_certain_is_in_doubt(rulebook: Rulebook, label: str, text: str, words: str) -> None:
    found = read(rulebook.vocabulary, label, text)
    assert isinstance(found, Doubt)
    assert words in found.reason.en
    assert found.written


@pytest.mark.parametrize("mark", Mark)
def test_a_marked_cell_is_in_doubt_whatever_it_says(rulebook: Rulebook, mark: Mark) -> None:
    assert isinstance(read(rulebook.vocabulary, "总投资(万元)", "9000", marks=frozenset({mark})), Doubt)


def test_words_that_tell_of_another_field_do(rulebook: Rulebook) -> None:
    found = read(rulebook.vocabulary, "实际开工日期", "未动工")
    assert isinstance(found, Told)
    assert (found.field.id, found.datum.value) == ("construction_started", False)


def test_a_number_of_a_spreadsheet_is_taken_as_stored(rulebook: Rulebook) -> None:
    found = read(rulebook.vocabulary, "总投资(亿元)", "1.2", typed=1.2)
    assert isinstance(found, Datum)
    assert plain(found.value) == 12000


def test_units_and_unfilled_blanks_are_told_apart() -> None:
    assert is_unit("(万元)")
    assert not is_unit("甲")
    assert not is_unit("12")
    assert is_unfilled("约____亩")
    assert not is_unfilled("约310亩")
