"""One page says for everybody what is met, missed, overdue and open; nothing vanishes from it."""

from pathlib import Path

import pytest

from compliance.assessment.bodies import kinds_of, summed
from compliance.assessment.run import Assessed, LedgerJob, run_assessment
from compliance.report.assessment.overview import compose_overview, shared_out
from compliance.text import Lang
from tests.progress import DAY, LEDGER, crowded, written
from tests.rulebooks import shipped


@pytest.fixture(scope="module")
def example() -> Assessed:
    return run_assessment(LedgerJob(shipped(), LEDGER, DAY))


@pytest.mark.parametrize("lines", [None, 40, 23, 12])
def test_the_lines_of_bodies_add_up_to_the_total_however_few_there_are(tmp_path: Path, lines: int | None) -> None:
    found = crowded(tmp_path)
    page = compose_overview(found.assessment, found.reading, "zh", lines)
    assert summed(line.tally for line in page.bodies) == page.total.tally
    assert page.total.tally == summed(kind.tally for kind in kinds_of(found.assessment))


def test_the_worst_stand_by_name_and_the_others_are_counted_in_one_line(tmp_path: Path) -> None:
    found = crowded(tmp_path)
    zones = next(kind for kind in kinds_of(found.assessment) if kind.id == "zone")
    page = compose_overview(found.assessment, found.reading, "zh", 23)
    names = [line.name for line in page.bodies]
    named = [body.name.zh for body in zones.listed if body.name.zh in names]
    assert named == [body.name.zh for body in zones.listed[: len(named)]]
    assert f"产业集聚区:另 {33 - len(named)} 个" in names


def test_those_not_in_the_ledger_and_those_of_whom_nobody_is_have_a_line(example: Assessed) -> None:
    page = compose_overview(example.assessment, example.reading, "zh", 23)
    by_name = {line.name: line.tally for line in page.bodies}
    assert by_name["县(市、区):台账未列 9 个"].overdue == 18
    assert by_name["部门:台账未列负责者"].open == 1


def test_what_several_missed_alike_stands_in_one_line_and_a_single_gap_with_its_size(example: Assessed) -> None:
    lines = {
        (line.what, line.who): line.state for line in compose_overview(example.assessment, example.reading, "zh").missed
    }
    assert lines["9月底前套合主要工作基本完成", "叶县等 11 个"] == "过期未报"
    assert lines["6月底前制定区镇管理套合工作方案", "宝丰县"] == "逾期"
    assert lines["合同履约率、项目开工率、资金到位率提高", "乙产业集聚区"] == "未达标,差 3.33 个百分点"


def test_every_missed_demand_stands_among_the_figures_or_below_them(example: Assessed) -> None:
    page = compose_overview(example.assessment, example.reading, "zh")
    figures = sum(line.status.value == "unmet" for line in page.figures)
    numbers = [int(line.who.split("等 ")[1].split()[0]) if "等 " in line.who else 1 for line in page.missed]
    assert figures + sum(numbers) == page.total.tally.missed + page.total.tally.overdue


def test_lines_left_out_are_counted(tmp_path: Path) -> None:
    found = crowded(tmp_path)
    whole = compose_overview(found.assessment, found.reading, "zh")
    page = compose_overview(found.assessment, found.reading, "zh", 18)
    left = len(whole.figures) - len(page.figures)
    assert left > 0
    assert page.figures_left.startswith(f"另有 {left} 项:")
    assert (whole.figures_left, whole.missed_left) == ("", "")


def test_what_is_only_striven_for_is_told_apart(example: Assessed) -> None:
    page = compose_overview(example.assessment, example.reading, "zh")
    assert page.result == "共 172 项:达标 11,未达标 5,过期未报 20,待定 127;力争目标未及 9(不算未达标)"


def test_what_is_open_says_what_it_waits_for_and_how_much_a_person_decides(example: Assessed) -> None:
    (city, *_) = compose_overview(example.assessment, example.reading, "zh", 23).open
    assert (city.who, city.number) == ("全市", 36)
    assert city.what.startswith("46 项(人工认定 2 项):能源化工集群收入增速、")


def test_nobody_is_asked_for_what_the_text_asks_of_no_department(example: Assessed) -> None:
    for lang in ("zh", "en"):
        page = compose_overview(example.assessment, example.reading, lang)
        assert not any("市发展和改革委员会" in line.what for line in page.open)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_day_without_targets_gives_a_page_that_says_so(tmp_path: Path, lang: Lang) -> None:
    from datetime import date

    found = run_assessment(LedgerJob(shipped(), LEDGER, date(2014, 1, 1)))
    page = compose_overview(found.assessment, found.reading, lang)
    assert page.total.tally.total == 0
    assert page.facts[1][1] in ("该日没有施行的目标", "no targets are in force on that day")


@pytest.mark.parametrize(
    ("room", "wishes", "given"),
    [
        (10, [1, 2, 3], [1, 2, 3]),  # there is room for all
        (10, [1, 33, 33], [1, 5, 4]),  # what is left goes to each in turn
        (4, [1, 33, 33], [1, 3, 3]),  # and none gets less than its part
        (0, [], []),
    ],
)
def test_lines_are_shared_out_in_turn(room: int, wishes: list[int], given: list[int]) -> None:
    assert shared_out(room, wishes, 3) == given


def test_names_in_english_are_those_of_the_ledger_and_all_else_is_translated(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        集聚区__csv="产业集聚区,污水处理率\nA zone,90%\n",
        全市__yaml="新增从业人员: 1万人\n产业集聚区个数: 1\n",
    )
    page = compose_overview(found.assessment, found.reading, "en")
    said = [page.title, page.result, page.reading, page.figures_left, page.missed_left]
    said += [words for line in (*page.figures, *page.missed, *page.open) for words in line if isinstance(words, str)]
    said += [line.name for line in (*page.bodies, page.total)]
    assert [text for text in said if any("\u4e00" <= character <= "\u9fff" for character in text)] == []
