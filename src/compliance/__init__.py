"""Policy compliance: rules with citations, evaluated with reasons.

The public interface, for scripts and other programs:

    rulebook = load_rulebook()
    decisions = review_cases(read_cases("application.yaml", rulebook), rulebook)
    print(render_review(decisions, "text", "zh"))

It reviews, screens, assesses and allocates; memos, tables of millions of leads and what `compliance rules` shows are
for the commands alone.  What a function needs is imported when it is called, so that a review does not load what only
a screening needs.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.errors import InputError, RequestError, UnknownIdError
from compliance.facts import NO_FACTS
from compliance.intake.leads.reading import LeadReading
from compliance.source import Source
from compliance.version import __version__ as __version__

if TYPE_CHECKING:
    from compliance.assessment.run import Allocated, Assessed
    from compliance.case import Case
    from compliance.facts import Facts
    from compliance.intake.leads.leads import Leads
    from compliance.intake.leads.rows import Lead
    from compliance.review.decision import Decision
    from compliance.rulebook.model import Rulebook
    from compliance.screening.lacking import Lacks
    from compliance.screening.result import Result
    from compliance.text import Lang

__all__ = [
    "InputError",
    "LeadReading",
    "RequestError",
    "Source",
    "UnknownIdError",
    "allocate_ledger",
    "assess_ledger",
    "find_lacks",
    "load_rulebook",
    "read_cases",
    "read_facts",
    "read_lead_ledger",
    "render_allocation",
    "render_assessment",
    "render_review",
    "review_cases",
    "screen_leads",
]


def __dir__() -> list[str]:
    """The names of the interface, without the modules that happen to be loaded."""
    return list(__all__)


def load_rulebook(
    rules: str | Path | None = None, tables: str | Path | None = None, packs: Collection[str] = ()
) -> "Rulebook":
    """The rulebook of a folder, or the one that ships; with other tables, and of some packs only, where named.

    Raises: InputError with every fault of the rules, each with its place; UnknownIdError for a pack that is not there;
    TypeError for packs that are one string.
    """
    from compliance.rulebook.cache import open_rulebook

    if isinstance(packs, str):
        raise TypeError(f"packs are a collection of ids: write [{packs!r}], not {packs!r}")
    return open_rulebook(_folder(rules), _folder(tables), packs)


def read_cases(source: str | Path | Source, rulebook: "Rulebook") -> "tuple[Case, ...]":
    """One case for each application of a file, or of bytes under a name, in its order; of a form one.

    Raises: InputError if it cannot be read; RequestError for a ledger, which `read_lead_ledger` reads.
    """
    from compliance.intake.forms.material import read_material

    return read_material(source, rulebook.vocabulary, rulebook=rulebook.digest).cases


def read_lead_ledger(source: str | Path | Source, rulebook: "Rulebook", reading: LeadReading | None = None) -> "Leads":
    """The leads of a ledger, read as they are asked for; what `reading` does not say is found out.

    Raises: InputError if the ledger, or the mapping of its columns, cannot be read.
    """
    return (reading or LeadReading()).leads(source, rulebook.vocabulary)


def read_facts(
    rulebook: "Rulebook",
    profile: str | Path | Source | None = None,
    given: Iterable[str] = (),
    findings: str | Path | None = None,
) -> "Facts":
    """What an office knows: its profile, `FIELD=VALUE` for fields that it sets, and a file of findings by persons.

    Raises: InputError with everything in them that cannot be used.
    """
    from compliance.intake.office import Office, Profile, read_profile

    known = Profile() if profile is None else read_profile(profile)
    office = Office(known, tuple(given), None if findings is None else Path(findings))
    return office.facts(rulebook.vocabulary).facts


def review_cases(
    cases: "Iterable[Case]",
    rulebook: "Rulebook",
    as_of: date | None = None,
    stage: str | None = None,
    facts: "Facts" = NO_FACTS,
) -> "tuple[Decision, ...]":
    """The decision on each case, in their order, under the rules of a day: that given, that accepted, or today.

    `stage` is the id of the one to judge every case at; without it each is judged at that which it states, or as an
    application, and never before the last that it has reached.  `facts` are what the office knows beside the cases.
    Raises: UnknownIdError for a stage that is not there; RequestError for one where the rulebook has no stages.
    """
    from compliance.review.run import review_each

    return review_each(cases, rulebook, as_of, date.today(), rulebook.vocabulary.stages.named(stage), facts)


def screen_leads(
    leads: "Iterable[Lead]",
    rulebook: "Rulebook",
    as_of: date | None = None,
    stage: str | None = None,
    facts: "Facts" = NO_FACTS,
) -> "Iterator[tuple[Lead, Result]]":
    """Each lead with its result, in their order, under the rules of one day: that given, or today.

    `stage` and `facts` are as in `review_cases`, but a lead that states no stage is judged as one.  Results are plain
    values, to be read as they are; few are held at a time.
    Raises: UnknownIdError and RequestError as `review_cases` does.
    """
    from compliance.engines.columnar.backends import Polars
    from compliance.screening.screener import Screener
    from compliance.screening.summary import ScreeningSummary

    asked = rulebook.vocabulary.stages.for_screening(rulebook.vocabulary.stages.named(stage))
    screener = Screener(rulebook, as_of or date.today(), Polars(), asked=asked, facts=facts)
    return screener.results(leads, ScreeningSummary())


def find_lacks(screened: "Iterable[tuple[Lead, Result]]", rulebook: "Rulebook") -> "Lacks":
    """The fewest columns that would settle the most of the leads that wait for data, of what `screen_leads` gives.

    Its `as_data` is what JSON takes.
    """
    from compliance.screening.summary import ScreeningSummary

    summary = ScreeningSummary()
    for lead, result in screened:
        summary.add(lead, result)
    return summary.lacks(rulebook.vocabulary)


def assess_ledger(
    source: str | Path | Source,
    rulebook: "Rulebook",
    as_of: date | None = None,
    facts: "Facts" = NO_FACTS,
) -> "Assessed":
    """How every target in force on a day, or today, stands in a progress ledger.

    `facts` are what the office knows beside it.
    Raises: InputError if it cannot be read, or a finding cannot be used.
    """
    from compliance.assessment.run import LedgerJob, run_assessment

    return run_assessment(LedgerJob(rulebook, source, as_of or date.today(), facts))


def allocate_ledger(
    source: str | Path | Source,
    rulebook: "Rulebook",
    as_of: date | None = None,
    stage: str | None = None,
    facts: "Facts" = NO_FACTS,
) -> "Allocated":
    """The capacity and land that the city has, shared out among the projects of a progress ledger.

    `as_of` is the day whose rules say how; None is today.  `stage` and `facts` are as in `review_cases`.
    Raises: InputError if the ledger cannot be read; UnknownIdError and RequestError as `review_cases` does.
    """
    from compliance.assessment.run import LedgerJob, run_allocation

    chosen = rulebook.vocabulary.stages.named(stage)
    return run_allocation(LedgerJob(rulebook, source, as_of or date.today(), facts, chosen))


def render_review(decisions: "Sequence[Decision]", format_: str, lang: "Lang", *, full: bool = False) -> str:
    """The answers to applications, each on a page: text, json, json-1 or markdown, in the language zh or en.

    `full` asks for the whole report, which JSON is in any case.
    Raises: RequestError for a format or a language that there is not.
    """
    from compliance.report.render.by_name import render_text
    from compliance.report.review.formats import FORMATS, FULL_FORMATS

    return render_text(decisions, format_, FULL_FORMATS if full else FORMATS, lang)


def render_assessment(found: "Assessed", format_: str, lang: "Lang", *, full: bool = False) -> bytes:
    """The report on targets as the bytes of a file: text, json or html in UTF-8, or xlsx; as text on one page.

    `full` asks for the whole report, which the other formats are in any case.
    Raises: RequestError as `render_review` does.
    """
    from compliance.report.assessment.formats import ASSESSMENT, FULL_ASSESSMENT
    from compliance.report.render.by_name import render_bytes

    return render_bytes(found, format_, FULL_ASSESSMENT if full else ASSESSMENT, lang)


def render_allocation(found: "Allocated", format_: str, lang: "Lang") -> bytes:
    """The report on what was shared out as the bytes of a file: text or json in UTF-8.

    Raises: RequestError as `render_review` does.
    """
    from compliance.report.assessment.formats import ALLOCATION
    from compliance.report.render.by_name import render_bytes

    return render_bytes(found, format_, ALLOCATION, lang)


def _folder(given: str | Path | None) -> Path | None:
    return None if given is None else Path(given)
