"""The public interface does what the commands do, and loads no more than it needs."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import compliance
from compliance.cli.main import run

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


def test_an_assessment_is_that_of_the_command(tmp_path: Path) -> None:
    ledger, output = EXAMPLES / "ledger", tmp_path / "targets.json"
    found = compliance.assess_ledger(ledger, compliance.load_rulebook(), DAY)
    assert run(["assess", str(ledger), "--as-of", "2015-12-31", "--format", "json", "-o", str(output)]) == 0
    stated = [(a["rule"], a["status"]) for a in json.loads(output.read_text("utf-8"))["attainments"]]
    assert [(a.rule.id, a.status.value) for a in found.assessment.attainments] == stated


def test_a_review_loads_no_library_of_columns_and_no_document() -> None:
    script = (
        "import sys, compliance; book = compliance.load_rulebook(); "
        f"cases = compliance.read_cases({str(EXAMPLES / 'feiyu-gis.yaml')!r}, book); "
        "compliance.render_review(compliance.review_cases(cases, book), 'json', 'zh'); "
        "print(sorted({'polars', 'duckdb', 'docx', 'narwhals', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
