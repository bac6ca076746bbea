"""Writes the reports, memos and forms in examples/ anew: reports as text and JSON, memos as Word and Markdown.

Of an application the text is the answer on one page; of two there is the whole report besides.
"""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

from compliance.assessment.run import LedgerJob, run_allocation, run_assessment
from compliance.engines.columnar.backends import Polars
from compliance.intake.application import read_applications
from compliance.intake.forms.material import read_form
from compliance.intake.forms.reading import FormReading
from compliance.intake.leads.leads import read_leads
from compliance.intake.office import Office, read_profile
from compliance.report.assessment.formats import ALLOCATION, ASSESSMENT, FULL_ASSESSMENT
from compliance.report.form.formats import FORMATS as FORM_FORMATS
from compliance.report.form.run import FormJob
from compliance.report.form.run import run as compose_form
from compliance.report.form_mapping import FORMATS as READING_FORMATS
from compliance.report.memo.formats import FORMATS as MEMO_FORMATS
from compliance.report.memo.project import compose_memo
from compliance.report.memo.run import LISTED
from compliance.report.memo.screening import compose_screening_memo
from compliance.report.render.format import FileFormat, Product, TextFormat
from compliance.report.review.formats import FORMATS, FULL_FORMATS
from compliance.review.reviewer import Reviewer
from compliance.rulebook.load import load_rulebook
from compliance.rulebook.model import Rulebook
from compliance.screening.screener import Screener
from compliance.screening.summary import Screening, ScreeningSummary
from compliance.text import Lang

EXAMPLES = Path("examples")
OUTPUTS: tuple[tuple[str, str, Lang], ...] = (
    ("report.txt", "text", "zh"),
    ("report.en.txt", "text", "en"),
    ("report.json", "json", "zh"),
)
# A refusal, and one with most clauses: the whole reports, which --full gives.
FULL = ("steel-new-capacity", "baolong-stainless.found")
FULL_OUTPUTS: tuple[tuple[str, Lang], ...] = (("report.full.txt", "zh"), ("report.full.en.txt", "en"))
# A pass with entitlements, a refusal, and one that waits for data; as Word, and as Markdown to read and compare.
MEMOS = ("baolong-stainless", "steel-new-capacity", "xuyuan-cold-rolling")
# The application of which authorities have found something, as examples/office says.
FOUND = "baolong-stainless"
# A filled form, as scripts/make_form.py writes it.
FORM = EXAMPLES / "forms/filing.docx"
MEMO_SUFFIXES = (".docx", ".md")
# The application of which a supplement is shown, and the day by whose rules the blank form asks.
SUPPLEMENTED = "xuyuan-cold-rolling"
FORM_DAY = date(2015, 6, 1)
# Every example states its date of acceptance, so that "today" never enters a report.
TODAY = date(2015, 12, 31)


def reports() -> dict[Path, str]:
    """Each report's file, relative to the project, with its content."""
    rulebook = load_rulebook()
    reviewer = Reviewer(rulebook, rulebook.vocabulary.stages.for_review(None))
    found: dict[Path, str] = {}
    for application in sorted(EXAMPLES.glob("*.yaml")):
        found |= _of_application(application, application.stem, reviewer, rulebook)
    found |= _of_form(reviewer, rulebook)
    found |= _with_what_an_office_knows(rulebook)
    found |= _of_ledger(rulebook)
    return found


def _of_application(application: Path, name: str, reviewer: Reviewer, rulebook: Rulebook) -> dict[Path, str]:
    cases = read_applications(application, rulebook.vocabulary)
    decisions = [reviewer.review(case, None, TODAY) for case in cases]
    found: dict[Path, str] = {}
    for suffix, format_, lang in OUTPUTS:
        found[EXAMPLES / "reports" / f"{name}.{suffix}"] = _written(FORMATS[format_], decisions, lang)
    for suffix, lang in FULL_OUTPUTS if name in FULL else ():
        found[EXAMPLES / "reports" / f"{name}.{suffix}"] = _written(FULL_FORMATS["text"], decisions, lang)
    return found


def _of_form(reviewer: Reviewer, rulebook: Rulebook) -> dict[Path, str]:
    """The report on the form, and how it was read."""
    reports, read = EXAMPLES / "reports", read_form(FORM, rulebook.vocabulary, FormReading())
    decisions = [reviewer.review(read.case, None, TODAY)]
    found = {
        reports / f"{FORM.stem}.{suffix}": _written(FORMATS[format_], decisions, lang)
        for suffix, format_, lang in OUTPUTS
    }
    found[reports / f"{FORM.stem}.reading.txt"] = _written(READING_FORMATS["text"], read, "zh")
    found[reports / f"{FORM.stem}.reading.en.txt"] = _written(READING_FORMATS["text"], read, "en")
    return found


def _with_what_an_office_knows(rulebook: Rulebook) -> dict[Path, str]:
    """The report on one application with the findings of authorities, and what the office has set."""
    office = Office(read_profile(EXAMPLES / "office/office.yaml"), (), EXAMPLES / "office/findings.yaml")
    facts = office.facts(rulebook.vocabulary).facts
    reviewer = Reviewer(rulebook, rulebook.vocabulary.stages.for_review(None), facts)
    return _of_application(EXAMPLES / f"{FOUND}.yaml", f"{FOUND}.found", reviewer, rulebook)


def _of_ledger(rulebook: Rulebook) -> dict[Path, str]:
    """The reports on the ledger; what is shared out also with the findings of authorities on its projects."""
    job, reports = LedgerJob(rulebook, EXAMPLES / "ledger", TODAY), EXAMPLES / "reports"
    assessed = run_assessment(job)
    known = Office(findings=EXAMPLES / "office/ledger-findings.csv").facts(rulebook.vocabulary).facts
    shared = {"allocation": run_allocation(job), "allocation.found": run_allocation(replace(job, facts=known))}
    found = {
        reports / f"ledger.assessment.{format_}": _written(ASSESSMENT[format_], assessed, "zh")
        for format_ in ("json", "html")
    }
    languages: tuple[tuple[str, Lang], ...] = ((".txt", "zh"), (".en.txt", "en"))
    for suffix, lang in languages:
        found[reports / f"ledger.assessment{suffix}"] = _written(ASSESSMENT["text"], assessed, lang)
        found[reports / f"ledger.assessment.full{suffix}"] = _written(FULL_ASSESSMENT["text"], assessed, lang)
        for name, allocated in shared.items():
            found[reports / f"ledger.{name}{suffix}"] = _written(ALLOCATION["text"], allocated, lang)
    return found


def _written(format_: TextFormat[Product] | FileFormat[Product], product: Product, lang: Lang) -> str:
    """The product as a format of text writes it."""
    assert isinstance(format_, TextFormat)
    stream = io.StringIO()
    format_.write(product, lang, stream)
    return stream.getvalue()


def memos() -> dict[Path, bytes]:
    """Each memo's file, relative to the project, with its content."""
    rulebook = load_rulebook()
    reviewer = Reviewer(rulebook, rulebook.vocabulary.stages.for_review(None))
    found: dict[Path, bytes] = {}
    for name in MEMOS:
        (case,) = read_applications(EXAMPLES / f"{name}.yaml", rulebook.vocabulary)
        memo = compose_memo(reviewer.review(case, None, TODAY), rulebook, "zh")
        for suffix in MEMO_SUFFIXES:
            found[EXAMPLES / "memos" / f"{name}{suffix}"] = MEMO_FORMATS[suffix](memo)
    return found | _of_leads(rulebook)


def _of_leads(rulebook: Rulebook) -> dict[Path, bytes]:
    """The summary of the screening of the leads."""
    leads = read_leads(EXAMPLES / "leads" / "leads.xlsx", rulebook.vocabulary)
    asked = rulebook.vocabulary.stages.for_screening(None)
    screener, summary = Screener(rulebook, TODAY, Polars(), asked=asked), ScreeningSummary(LISTED)
    for _ in screener.results(leads, summary):
        pass
    memo = compose_screening_memo(Screening("leads.xlsx", screener.edition, TODAY, summary, leads.notes), "zh")
    return {EXAMPLES / "memos" / f"leads.screening{suffix}": MEMO_FORMATS[suffix](memo) for suffix in MEMO_SUFFIXES}


def forms() -> dict[Path, bytes]:
    """Each form's file, relative to the project, with its content: blank ones, and a supplement."""
    rulebook = load_rulebook()
    drafts = {"application": None, f"{SUPPLEMENTED}.supplement": EXAMPLES / f"{SUPPLEMENTED}.yaml"}
    found: dict[Path, bytes] = {}
    for name, draft in drafts.items():
        form = compose_form(FormJob(rulebook, draft, FORM_DAY, TODAY, "zh")).form
        assert form is not None, "the example lacks something"
        for suffix, format_ in FORM_FORMATS.items():
            stream = io.BytesIO()
            format_.write(form, form.lang, stream)
            found[EXAMPLES / "forms" / f"{name}{suffix}"] = stream.getvalue()
    return found


def main() -> None:
    """Write every report, memo and form."""
    contents = {path: text.encode() for path, text in reports().items()} | memos() | forms()
    for path, content in contents.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
