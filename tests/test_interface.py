"""The public interface does what the commands do, and loads no more than it needs."""

import builtins
import inspect
import json
import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import compliance
from compliance.cli.main import run
from compliance.report.assessment.formats import ALLOCATION, ASSESSMENT
from compliance.rulebook.model import Rulebook

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = date(2015, 12, 31)


def test_a_review_is_that_of_the_command(tmp_path: Path) -> None:
    application = EXAMPLES / "steel-new-capacity.yaml"
    rulebook = compliance.load_rulebook()
    decisions = compliance.review_cases(compliance.read_cases(application, rulebook), rulebook, DAY)
    output = tmp_path / "report.json"
    run(["review", str(application), "--as-of", "2015-12-31", "--format", "json", "-o", str(output)])
    assert compliance.render_review(decisions, "json", "zh") == output.read_text("utf-8")


def test_a_screening_is_that_of_the_command(tmp_path: Path) -> None:
    ledger, output = EXAMPLES / "leads/leads.xlsx", tmp_path / "results.jsonl"
    rulebook = compliance.load_rulebook()
    found = list(compliance.screen_leads(compliance.read_lead_ledger(ledger, rulebook), rulebook, DAY))
    assert run(["screen", str(ledger), "-o", str(output), "--as-of", "2015-12-31", "-q"]) == 0
    rows = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [(lead.row, result.verdict.value, list(result.missing)) for lead, result in found] == [
        (row["row"], row["verdict"], row["missing"]) for row in rows
    ]


def test_what_a_ledger_lacks_is_plain_data(rulebook: Rulebook) -> None:
    leads = compliance.read_lead_ledger(EXAMPLES / "leads/leads.xlsx", rulebook)
    lacks = compliance.find_lacks(compliance.screen_leads(leads, rulebook, DAY), rulebook)
    assert json.loads(json.dumps(lacks.as_data())) == {
        "waiting": 1,
        "steps": [{"columns": ["capacity_replacement"], "settled": 1, "exact": True}],
        "uncounted": 0,
    }


def test_an_assessment_is_that_of_the_command(tmp_path: Path) -> None:
    ledger, output = EXAMPLES / "ledger", tmp_path / "targets.json"
    found = compliance.assess_ledger(ledger, compliance.load_rulebook(), DAY)
    assert run(["assess", str(ledger), "--as-of", "2015-12-31", "--format", "json", "-o", str(output)]) == 0
    stated = [(a["rule"], a["status"]) for a in json.loads(output.read_text("utf-8"))["attainments"]]
    assert [(a.rule.id, a.status.value) for a in found.assessment.attainments] == stated


@pytest.mark.parametrize("format_", list(ASSESSMENT))
def test_a_report_on_targets_is_that_of_the_command(format_: str, rulebook: Rulebook, tmp_path: Path) -> None:
    output = tmp_path / f"targets.{format_}"
    found = compliance.assess_ledger(EXAMPLES / "ledger", rulebook, DAY)
    asked = ["assess", str(EXAMPLES / "ledger"), "--as-of", "2015-12-31", "--format", format_, "-o", str(output)]
    assert run([*asked, "--lang", "en"]) == 0
    rendered, written = compliance.render_assessment(found, format_, "en"), output.read_bytes()
    if format_ == "xlsx":
        assert contents(rendered) == contents(written)
    else:
        assert rendered == written


def test_the_whole_report_on_targets_is_that_of_the_command(rulebook: Rulebook, tmp_path: Path) -> None:
    output = tmp_path / "targets.txt"
    found = compliance.assess_ledger(EXAMPLES / "ledger", rulebook, DAY)
    assert run(["assess", str(EXAMPLES / "ledger"), "--as-of", "2015-12-31", "--full", "-o", str(output)]) == 0
    assert compliance.render_assessment(found, "text", "zh", full=True) == output.read_bytes()
    assert compliance.render_assessment(found, "text", "zh") != output.read_bytes()


@pytest.mark.parametrize("format_", list(ALLOCATION))
def test_an_allocation_is_that_of_the_command(format_: str, rulebook: Rulebook, tmp_path: Path) -> None:
    output = tmp_path / "shares"
    found = compliance.allocate_ledger(EXAMPLES / "ledger", rulebook, DAY)
    asked = ["allocate", str(EXAMPLES / "ledger"), "--as-of", "2015-12-31", "--format", format_, "-o", str(output)]
    assert run([*asked, "--lang", "zh"]) == 0
    assert compliance.render_allocation(found, format_, "zh") == output.read_bytes()


def test_a_format_that_there_is_not_is_answered_with_those_there_are(rulebook: Rulebook) -> None:
    assessed = compliance.assess_ledger(EXAMPLES / "ledger", rulebook, DAY)
    allocated = compliance.allocate_ledger(EXAMPLES / "ledger", rulebook, DAY)
    with pytest.raises(compliance.RequestError, match=r"no format 'pdf'; use text, json, json-1 or markdown$"):
        compliance.render_review((), "pdf", "en")
    with pytest.raises(compliance.RequestError, match=r"no format 'pdf'; use text, json, html or xlsx$"):
        compliance.render_assessment(assessed, "pdf", "en")
    with pytest.raises(compliance.RequestError, match=r"no format 'xlsx'; use text or json$") as caught:
        compliance.render_allocation(allocated, "xlsx", "en")
    assert caught.value.text.zh == "没有格式“xlsx”,请用 text 或 json"


def test_a_language_that_there_is_not_is_refused_and_not_taken_for_english(rulebook: Rulebook) -> None:
    allocated = compliance.allocate_ledger(EXAMPLES / "ledger", rulebook, DAY)
    with pytest.raises(compliance.RequestError, match=r"no language 'cn'; use zh or en$"):
        compliance.render_review((), "text", "cn")  # type: ignore[arg-type]  # what is refused
    with pytest.raises(compliance.RequestError, match=r"no language 'ZH'; use zh or en$"):
        compliance.render_allocation(allocated, "json", "ZH")  # type: ignore[arg-type]  # what is refused


def contents(workbook: bytes) -> dict[str, bytes]:
    """The sheets and shared texts of a workbook: all that it says, without the time of its making."""
    with ZipFile(BytesIO(workbook)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if not name.startswith("docProps/")}


def test_a_review_loads_no_library_of_columns_and_no_document() -> None:
    script = (
        "import sys, compliance; book = compliance.load_rulebook(); "
        f"cases = compliance.read_cases({str(EXAMPLES / 'feiyu-gis.yaml')!r}, book); "
        "compliance.render_review(compliance.review_cases(cases, book), 'json', 'zh'); "
        "print(sorted({'polars', 'duckdb', 'docx', 'narwhals', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_folder_of_rules_is_named_by_a_string_as_by_a_path() -> None:
    folder = EXAMPLES.parent / "rules"
    assert compliance.load_rulebook(str(folder)).digest == compliance.load_rulebook(folder).digest
    with pytest.raises(compliance.InputError, match="examples"):
        compliance.load_rulebook(str(EXAMPLES))


def test_packs_are_several_ids_and_never_the_letters_of_one() -> None:
    with pytest.raises(TypeError, match=r"write \['pingdingshan-2015'\]"):
        compliance.load_rulebook(packs="pingdingshan-2015")
    assert [pack.id for pack in compliance.load_rulebook(packs=["pingdingshan-2015"]).packs] == ["pingdingshan-2015"]
    with pytest.raises(compliance.UnknownIdError, match="did you mean pingdingshan-2015"):
        compliance.load_rulebook(packs=["pingdingshan-2016"])


def test_bytes_are_read_under_a_name_only(rulebook: Rulebook) -> None:
    data = (EXAMPLES / "feiyu-gis.yaml").read_bytes()
    with pytest.raises(TypeError, match=r"use Source\(name, data\)"):
        compliance.read_cases(data, rulebook)  # type: ignore[arg-type]  # what is refused
    assert len(compliance.read_cases(compliance.Source("feiyu-gis.yaml", data), rulebook)) == 1


def test_a_day_that_is_not_given_is_today(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compliance, "date", _Then)
    leads = list(compliance.read_lead_ledger(EXAMPLES / "leads/leads.xlsx", rulebook))[:20]
    assert list(compliance.screen_leads(leads, rulebook)) == list(compliance.screen_leads(leads, rulebook, DAY))
    assert compliance.assess_ledger(EXAMPLES / "ledger", rulebook).assessment.as_of == DAY


class _Then(date):
    """A clock that stands still on the day of the examples."""

    @classmethod
    def today(cls) -> date:
        return DAY


def test_a_ledger_is_read_by_the_mapping_the_sheet_and_the_encoding_that_are_given(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    mapping = tmp_path / "columns.yaml"
    mapping.write_text("项目: name\n地: zone\n", "utf-8")
    ledger = compliance.Source("线索.csv", "项目,地\n甲厂,叶县\n".encode("gb18030"))
    for given in (mapping, str(mapping)):
        reading = compliance.LeadReading(given, encoding="gb18030")
        (lead,) = compliance.read_lead_ledger(ledger, rulebook, reading)
        assert lead.case.name == "甲厂"
    with pytest.raises(compliance.InputError):
        compliance.read_lead_ledger(ledger, rulebook, compliance.LeadReading(mapping, encoding="utf-8"))
    workbook = EXAMPLES / "leads/leads.xlsx"
    with pytest.raises(compliance.InputError, match="没有此表"):
        compliance.read_lead_ledger(workbook, rulebook, compliance.LeadReading(sheet="没有此表"))


def test_the_interface_shows_what_it_defines_and_raises_and_nothing_else() -> None:
    script = "from compliance import *; print(sorted(name for name in dir() if not name.startswith('__')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(dir(compliance))
    defined = {
        name: value
        for name, value in vars(compliance).items()
        if inspect.isfunction(value) and value.__module__ == "compliance" and not name.startswith("_")
    }
    assert len(defined) > 5
    raised = {
        name for function in defined.values() for name in re.findall(r"\b[A-Z]\w+Error\b", function.__doc__ or "")
    }
    assert raised - set(dir(builtins)) >= {"InputError", "RequestError", "UnknownIdError"}
    assert set(compliance.__all__) == {*defined, *(raised - set(dir(builtins))), "LeadReading", "Source"}
