"""What rules are about is said by the vocabulary alone: a rulebook on river permits works on every engine."""

import re
from datetime import date
from pathlib import Path

import pytest

from compliance.case import Case
from compliance.engines.columnar.outcomes import VerdictRank
from compliance.engines.columnar.program import Program, fields_read
from compliance.engines.durable.engine import Durable
from compliance.engines.engine import Outcome
from compliance.engines.reference import Reference
from compliance.errors import InputError
from compliance.intake.application import case_of, read_applications
from compliance.intake.leads.rows import Lead
from compliance.intake.progress_ledger import read_ledger
from compliance.nodes.from_yaml import read_yaml
from compliance.quality.runner import run_cases
from compliance.review.consistency import consistent
from compliance.review.decision import Verdict
from compliance.review.reviewer import Reviewer
from compliance.rulebook.cases import all_cases
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Edition, Rulebook
from compliance.screening.result import of_decision
from compliance.screening.screener import Screener
from tests.engines.columnar.comparison import BACKENDS, differences, expected
from tests.places import ROOT
from tests.rulebooks import CITE, add_pack

DAY = date(2015, 6, 1)
VOCABULARY = """
subjects:
  permit: {label: {zh: 许可, en: Permit}, sheet: {zh: 许可表, en: permits}, reviewed: true}
  tank:   {label: {zh: 储罐, en: Tank}, sheet: {zh: 储罐表, en: tanks}, part_of: permit}
  river:  {label: {zh: 河流, en: River}, sheet: {zh: 河流表, en: rivers}}
  basin:  {label: {zh: 流域, en: Basin}, sheet: {zh: 流域表, en: basin}, single: true}
classifications:
  substances: {label: {zh: 名录2015版, en: the list of 2015}, lists: {zh: 物质代码, en: substance code}, file: substances.csv}
permit:
  name:      {kind: text, label: {zh: 许可名称, en: Name of the permit}}
  river:     {kind: text, label: {zh: 河流, en: River}}
  substance: {kind: code, classification: substances, label: {zh: 物质, en: Substance}}
  flow:      {kind: number, unit: 吨/年, min: 0, label: {zh: 排放量, en: Flow}}
  tanks:     {kind: list, label: {zh: 储罐, en: Tanks}, of: tank}
tank:
  name:      {kind: text, label: {zh: 储罐名称, en: Name of the tank}}
  volume:    {kind: number, unit: 吨, min: 0, label: {zh: 容量, en: Volume}}
river:
  name:      {kind: text, label: {zh: 河名, en: Name of the river}}
  permits:   {kind: list, label: {zh: 许可, en: Permits}, of: permit}
basin:
  name:      {kind: text, label: {zh: 流域名, en: Name of the basin}}
  rivers:    {kind: list, label: {zh: 河流, en: Rivers}, of: river}
checks:
  - {id: tanks-hold-the-flow, holds: sum(volume over tank) <= 100000 吨, doubts: [tanks], message: {zh: 甲, en: a}}
"""
RULES = f"""
define:
  - {{id: toxic, label: {{zh: 有毒, en: Toxic}}, holds: "substance in {{'76'}}"}}
rules:
  - {{id: CITY-toxic, title: {{zh: 甲, en: A}}, cite: {CITE}, force: prohibition, require: not toxic}}
  - {{id: CITY-flow, title: {{zh: 乙, en: B}}, cite: {CITE}, force: condition, require: flow <= 100 吨/年}}
  - {{id: CITY-tank, title: {{zh: 丙, en: C}}, cite: {CITE}, force: obligation, subject: tank, when: flow > 10 吨/年, require: volume <= 50 吨}}
  - {{id: CITY-river, title: {{zh: 丁, en: D}}, cite: {CITE}, force: target, subject: river, require: count(permit) <= 1}}
"""
CASES = """
cases:
  - {name: a tank too large, rule: CITY-tank, as_of: 2015-06-01, input: {flow: 11, tanks: [{volume: 50}, {volume: 51}]}, outcome: [pass, fail]}
  - {name: two permits on a river, rule: CITY-river, subject: river, as_of: 2015-06-01, input: {permits: [{flow: 1}, {flow: 2}]}, outcome: fail}
"""
APPLICATIONS = """
- {name: clean, substance: '1001', flow: 100, tanks: [{volume: 50}]}
- {name: too much, substance: '1001', flow: 100.1, tanks: [{volume: 50}]}
- {name: toxic, substance: '7647', flow: 5}
- {name: no such substance, substance: '1002', flow: 5, tanks: [{volume: 60}]}
- {name: of a division that is not listed, substance: '9999', flow: 5, tanks: [{volume: 60}]}
- {name: one tank too large, substance: '1001', flow: 11, tanks: [{volume: 50}, {volume: 50.5}]}
- {name: one tank unknown, substance: '1001', flow: 11, tanks: [{volume: 50}, {name: 二号}]}
- {name: tanks beyond belief, substance: '1001', flow: 11, tanks: [{volume: 100001}]}
- {name: nothing else}
"""
VERDICTS = {
    "clean": VerdictRank.PASS,
    "too much": VerdictRank.CONDITIONAL,
    "toxic": VerdictRank.FAIL,
    "no such substance": VerdictRank.UNDETERMINED,
    "of a division that is not listed": VerdictRank.UNDETERMINED,
    "one tank too large": VerdictRank.FAIL,
    "one tank unknown": VerdictRank.UNDETERMINED,
    "tanks beyond belief": VerdictRank.UNDETERMINED,
    "nothing else": VerdictRank.UNDETERMINED,
}


def rules_in(folder: Path, vocabulary: str = VOCABULARY) -> Path:
    """The folder of the rulebook on river permits."""
    (folder / "vocabulary.yaml").write_text(vocabulary, encoding="utf-8")
    (folder / "substances.csv").write_text("code,name\n1001,水\n7647,盐\n", encoding="utf-8")
    add_pack(folder, RULES)
    (folder / "city/tests").mkdir()
    (folder / "city/tests/all.yaml").write_text(CASES, encoding="utf-8")
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return load_rulebook(rules_in(tmp_path))


@pytest.fixture
def applications(tmp_path: Path, book: Rulebook) -> list[Case]:
    path = tmp_path / "applications.yaml"
    path.write_text(APPLICATIONS, encoding="utf-8")
    return list(read_applications(path, book.vocabulary))


def edition_of(book: Rulebook) -> Edition:
    """The rules for permits and their tanks."""
    return book.edition(DAY).about("permit")


def test_rules_about_the_part_are_judged_with_the_whole(book: Rulebook) -> None:
    assert [rule.id for rule in edition_of(book).rules] == ["CITY-toxic", "CITY-flow", "CITY-tank"]
    assert [rule.id for rule in book.edition(DAY).about("river").rules] == ["CITY-river"]


def test_the_reference_decides_as_thought_out_by_hand(book: Rulebook, applications: list[Case]) -> None:
    found = {case.name: expected(edition_of(book), case, DAY)[1] for case in applications}
    assert found == VERDICTS


@pytest.mark.parametrize("name", BACKENDS)
def test_columns_say_what_the_reference_says(name: str, book: Rulebook, applications: list[Case]) -> None:
    assert differences(edition_of(book), DAY, applications, BACKENDS[name]) == []


def test_durable_rules_says_what_the_reference_says(book: Rulebook, applications: list[Case]) -> None:
    durable, reference = Durable(edition_of(book)), Reference(edition_of(book))
    for case in applications:
        usable = consistent(case, book, DAY)
        said = [(ruling.rule.id, ruling.outcome) for ruling in durable.evaluate(usable, DAY)]
        assert said == [(ruling.rule.id, ruling.outcome) for ruling in reference.evaluate(usable, DAY)]


def test_a_code_is_doubted_in_the_words_of_its_classification(book: Rulebook, applications: list[Case]) -> None:
    decisions = {case.name: Reviewer(book).review(case, DAY, DAY) for case in applications}
    (doubt,) = decisions["no such substance"].case.doubts
    assert (doubt.field, doubt.reason.zh) == ("substance", "名录2015版 没有此物质代码,请核对代码及其版本")
    assert doubt.reason.en == "the list of 2015 has no such substance code; check the code and its edition"
    outcomes = {f.rule.id: f.outcome for f in decisions["no such substance"].findings}
    assert outcomes["CITY-toxic"] is Outcome.UNDETERMINED
    assert [doubt.field for doubt in decisions["of a division that is not listed"].case.doubts] == ["substance"]


def test_the_cases_beside_the_rules_run_for_the_whole_and_for_another_subject(tmp_path: Path, book: Rulebook) -> None:
    cases = all_cases(tmp_path, book)
    assert [case.case.subject for case in cases] == ["permit", "river"]
    assert run_cases(book, cases) == []


def test_a_ledger_is_read_by_the_names_that_the_vocabulary_gives(tmp_path: Path, book: Rulebook) -> None:
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "河流表.csv").write_text("河名\n沙河\n汝河\n", encoding="utf-8")
    (folder / "permits.csv").write_text("许可名称,河流\n甲,沙河\n乙,黄河\n", encoding="utf-8")
    ledger = read_ledger(folder, book.vocabulary)
    assert [(case.subject, case.name) for case in ledger.cases] == [
        ("basin", "流域表"),
        ("river", "沙河"),
        ("river", "汝河"),
    ]
    held = [case.data["permits"].value for case in ledger.of("river")]
    assert [[one.name for one in records] for records in held if isinstance(records, tuple)] == [["甲"], []]
    assert [record.name for record in ledger.records["permit"]] == ["甲", "乙"]
    assert [note.message for note in ledger.reading.notes if "黄河" in note.message.zh] == [
        ("河流表名册没有“黄河”", "'黄河' is not in the list of rivers")
    ]


def test_a_ledger_needs_a_subject_to_which_it_belongs(tmp_path: Path) -> None:
    book = load_rulebook(rules_in(tmp_path, VOCABULARY.replace(", single: true", "")))
    with pytest.raises(InputError) as caught:
        read_ledger(tmp_path, book.vocabulary)
    assert "single: true" in caught.value.problems[0].message.en


def test_a_classification_whose_file_is_missing_is_refused(tmp_path: Path) -> None:
    rules_in(tmp_path)
    (tmp_path / "substances.csv").unlink()
    with pytest.raises(InputError) as caught:
        load_rulebook(tmp_path)
    (found,) = caught.value.problems
    assert found.place.line == 8
    assert found.message.en.startswith("the file substances.csv of the classification 'substances' is missing")


def test_a_classified_code_of_records_is_doubted_in_one_review_and_refused_in_many(tmp_path: Path) -> None:
    text = VOCABULARY.replace(
        "  volume: ", "  content: {kind: code, classification: substances, label: {zh: 内容, en: Content}}\n  volume: "
    )
    rules_in(tmp_path, text)
    (tmp_path / "city/more.yaml").write_text(
        f"rules:\n  - {{id: CITY-more, title: {{zh: 戊, en: E}}, cite: {CITE}, force: condition, subject: tank, require: content != '7647'}}\n",
        encoding="utf-8",
    )
    book = load_rulebook(tmp_path)
    path = tmp_path / "a.yaml"
    path.write_text("{name: a, flow: 1, tanks: [{content: '1002'}]}", encoding="utf-8")
    (case,) = read_applications(path, book.vocabulary)
    held = consistent(case, book, DAY).data["tanks"].value
    assert isinstance(held, tuple)
    assert [doubt.field for doubt in held[0].doubts] == ["content"]
    assert "content" not in held[0].data
    with pytest.raises(InputError, match="content cannot be evaluated on many cases at once"):
        Program(edition_of(book), DAY, BACKENDS["polars"].dialect, any_records=True, details=True)


def test_records_of_two_kinds_are_not_mixed_up_in_columns_but_refused(tmp_path: Path) -> None:
    well = "  well: {label: {zh: 井, en: Well}, part_of: permit}\n"
    text = VOCABULARY.replace("  river:  {label", f"{well}  river:  {{label", 1)
    text = text.replace("  tanks: ", "  wells: {kind: list, label: {zh: 井, en: Wells}, of: well}\n  tanks: ", 1)
    text = text.replace("\ntank:\n", "\nwell:\n  depth: {kind: number, label: {zh: 深度, en: Depth}}\ntank:\n", 1)
    rules_in(tmp_path, text)
    more = f"{{id: CITY-more, title: {{zh: 戊, en: E}}, cite: {CITE}, force: condition, subject: well, require: depth < 9}}"
    (tmp_path / "city/more.yaml").write_text(f"rules:\n  - {more}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"tanks cannot be evaluated on many cases at once: a list .* beside wells"):
        Program(edition_of(load_rulebook(tmp_path)), DAY, BACKENDS["polars"].dialect, any_records=True, details=True)


def test_the_columns_of_the_reviewed_subject_bear_the_names_of_its_fields(book: Rulebook) -> None:
    read = fields_read(edition_of(book))
    assert [field.id for field in read.of_case] == ["substance", "flow", "tanks"]
    assert [field.id for field in read.of_records] == ["volume"]


def test_without_stages_everything_is_due_and_no_review_is_a_first_look(
    book: Rulebook, applications: list[Case]
) -> None:
    asked = book.vocabulary.stages.for_review(None)
    assert (asked, book.vocabulary.stages.for_screening(None)) == (None, None)
    decision = Reviewer(book, asked).review(applications[0], DAY, DAY)
    assert (decision.stage, decision.first_look, decision.final) == (None, False, True)
    assert all(finding.outcome is not Outcome.DEFERRED for finding in decision.findings)


# The same rules, with stages of their own.
STAGED = """
subjects:
  permit: {label: {zh: 许可, en: Permit}, sheet: {zh: 许可表, en: permits}, reviewed: true}
  tank:   {label: {zh: 储罐, en: Tank}, part_of: permit}
  river:  {label: {zh: 河流, en: River}}
stages:
  - {id: enquiry, label: {zh: 咨询, en: Enquiry}, screened: true}
  - {id: filing, label: {zh: 申请, en: Filing}, reviewed: true}
  - {id: running, label: {zh: 运行, en: Running}, reached: opened}
permit:
  name:      {kind: text, stage: enquiry, label: {zh: 许可名称, en: Name of the permit}}
  phase:     {kind: enum, stage: enquiry, values: stages, label: {zh: 所处阶段, en: Phase}}
  substance: {kind: code, stage: enquiry, label: {zh: 物质, en: Substance}}
  flow:      {kind: number, stage: filing, unit: 吨/年, label: {zh: 排放量, en: Flow}}
  opened:    {kind: bool, stage: running, label: {zh: 是否已运行, en: Opened}}
  tanks:     {kind: list, stage: filing, label: {zh: 储罐, en: Tanks}, of: tank}
tank:
  name:      {kind: text, stage: filing, label: {zh: 储罐名称, en: Name of the tank}}
  volume:    {kind: number, stage: running, unit: 吨, label: {zh: 容量, en: Volume}}
river:
  permits:   {kind: list, label: {zh: 许可, en: Permits}, of: permit}
"""
# The stage asked for (none: the usual one of a review), what is given, the stage it is judged at, the outcomes of the
# three rules, the verdict, and what is asked for.
AT_STAGES = {
    "an enquiry is asked for its substance alone": (
        "enquiry", "{}", "enquiry", ["undetermined", "deferred", "deferred"], Verdict.UNDETERMINED, ["substance"],
    ),
    "an enquiry is asked for no more": (
        "enquiry", "{substance: '1001'}", "enquiry", ["pass", "deferred", "deferred"], Verdict.PASS, [],
    ),
    "a ban is not left for later": (
        "enquiry", "{substance: '7647'}", "enquiry", ["fail", "deferred", "deferred"], Verdict.FAIL, [],
    ),
    "a breach that is known counts early": (
        "enquiry", "{substance: '1001', flow: 101}", "enquiry", ["pass", "fail", "deferred"], Verdict.CONDITIONAL, [],
    ),
    "a filing is asked for its flow and tanks": (
        None, "{substance: '1001'}", "filing", ["pass", "undetermined", "undetermined"], Verdict.UNDETERMINED, ["flow", "tanks"],
    ),
    "a filing is not asked what its tanks hold": (
        None, "{substance: '1001', flow: 11, tanks: [{name: 一号}]}", "filing", ["pass", "pass", "deferred"], Verdict.PASS, [],
    ),
    "a permit that runs is": (
        None, "{substance: '1001', flow: 11, tanks: [{name: 一号}], opened: 是}", "running",
        ["pass", "pass", "undetermined"], Verdict.UNDETERMINED, ["tanks[1].volume"],
    ),
    "so is one that says at which stage it is": (
        None, "{phase: 运行, substance: '1001', flow: 11, tanks: [{name: 一号}]}", "running",
        ["pass", "pass", "undetermined"], Verdict.UNDETERMINED, ["tanks[1].volume"],
    ),
    "a stage that is asked for counts and not the one stated": (
        "filing", "{phase: 运行, substance: '1001', flow: 11, tanks: [{name: 一号}]}", "filing",
        ["pass", "pass", "deferred"], Verdict.PASS, [],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder = tmp_path_factory.mktemp("staged")
    (folder / "vocabulary.yaml").write_text(STAGED, encoding="utf-8")
    add_pack(folder, RULES)
    return load_rulebook(folder)


@pytest.mark.parametrize("name", AT_STAGES)
def test_a_rulebook_has_stages_of_its_own_on_every_engine(staged: Rulebook, name: str) -> None:
    at, given, stage, outcomes, verdict, missing = AT_STAGES[name]
    stages = staged.vocabulary.stages
    asked = stages.for_review(stages.named(at))
    case = case_of(read_yaml(given.encode(), "a.yaml")[0], staged.vocabulary, "permit", name)
    for engine in (Durable, Reference):
        rulings = engine(edition_of(staged)).evaluate(case, DAY, asked)
        assert [ruling.outcome.value for ruling in rulings] == outcomes, engine
    decision = Reviewer(staged, asked).review(case, DAY, DAY)
    assert decision.stage is not None
    assert (decision.stage.id, decision.verdict) == (stage, verdict)
    assert [request.input.path for request in decision.requests] == missing
    assert (decision.first_look, decision.final) == (stage == "enquiry", "deferred" not in outcomes)
    for backend in BACKENDS.values():
        (result,) = Screener(staged, DAY, backend, asked=asked).screen([Lead(1, case, "1")])
        said = of_decision(Lead(1, case, "1"), decision)
        assert result._replace(missing=()) == said._replace(missing=())
        assert set(result.missing) == set(said.missing)


def test_no_engine_knows_a_subject_or_a_field_by_name() -> None:
    vocabulary = load_rulebook().vocabulary
    fields = {field.id for subject in vocabulary.subjects for field in vocabulary.fields(subject)}
    words = {*vocabulary.subjects, *fields} - {"name"}  # by which case and record are called, as are many other things
    places = ("engines", "quality", "rulebook/json_schema.py", "language/typecheck.py", "intake/columns")
    files = [file for place in places for file in _modules(ROOT / "src/compliance" / place)]
    known = re.compile(r'"([a-z_0-9]+)"')
    found = {
        f"{file.name}: {word}" for file in files for word in known.findall(file.read_text("utf-8")) if word in words
    }
    assert len(files) > 25
    assert found == set()


def _modules(place: Path) -> list[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]
