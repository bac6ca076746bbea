"""Writes the reports in examples/ anew: each application as text in both languages and as JSON."""

import io
from datetime import date
from pathlib import Path

from compliance.allocate import allocate
from compliance.assess import assess
from compliance.intake.application import read_applications
from compliance.intake.ledger import read_ledger
from compliance.report.allocation import compose_allocation
from compliance.report.assessment import compose_assessment
from compliance.report.assessment_html import to_html
from compliance.report.assessment_json import to_json
from compliance.report.formats import FORMATS
from compliance.report.terminal import print_page
from compliance.review import Reviewer
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from compliance.text import Lang

EXAMPLES = Path("examples")
OUTPUTS: tuple[tuple[str, str, Lang], ...] = (
    ("report.txt", "text", "zh"),
    ("report.en.txt", "text", "en"),
    ("report.json", "json", "zh"),
)
# Every example states its date of acceptance, so that "today" never enters a report.
TODAY = date(2015, 12, 31)


def reports() -> dict[Path, str]:
    """Each report's file, relative to the project, with its content."""
    rulebook = load_rulebook()
    reviewer = Reviewer(rulebook)
    found: dict[Path, str] = {}
    for application in sorted(EXAMPLES.glob("*.yaml")):
        decisions = [reviewer.review(c, None, TODAY) for c in read_applications(application, rulebook.vocabulary)]
        for suffix, format_, lang in OUTPUTS:
            stream = io.StringIO()
            FORMATS[format_](decisions, lang, stream)
            found[EXAMPLES / "reports" / f"{application.stem}.{suffix}"] = stream.getvalue()
    found |= _of_ledger(rulebook)
    return found


def _of_ledger(rulebook: Rulebook) -> dict[Path, str]:
    ledger = read_ledger(EXAMPLES / "ledger", rulebook.vocabulary)
    assessment = assess(rulebook, ledger.cases, TODAY)
    reports = EXAMPLES / "reports"
    found = {
        reports / "ledger.assessment.json": to_json(assessment, ledger.notes, "zh"),
        reports / "ledger.assessment.html": to_html(assessment, ledger.notes, "zh"),
    }
    languages: tuple[tuple[str, Lang], ...] = (("", "zh"), (".en", "en"))
    for suffix, lang in languages:
        stream = io.StringIO()
        print_page(compose_assessment(assessment, ledger.notes, lang), stream, lang)
        found[reports / f"ledger.assessment{suffix}.txt"] = stream.getvalue()
    distributions = allocate(rulebook, ledger.city, TODAY)
    for suffix, lang in languages:
        stream = io.StringIO()
        print_page(compose_allocation(distributions, TODAY, ledger.notes, lang), stream, lang)
        found[reports / f"ledger.allocation{suffix}.txt"] = stream.getvalue()
    return found


def main() -> None:
    """Write every report."""
    for path, content in reports().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
