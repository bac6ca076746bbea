"""A folder of memos: one on each application or lead asked for, and an index that leads to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from compliance.errors import InputError, Problem, RequestError
from compliance.intake.forms.material import read_material
from compliance.intake.forms.supplements import Supplements
from compliance.intake.leads.leads import Leads
from compliance.intake.leads.reading import require_one_sheet
from compliance.report.letters.enclosure import enclosed_with
from compliance.report.letters.kinds import PaperKind
from compliance.report.letters.papers import follows, paper_of
from compliance.report.letters.to_offices import Consulted, compose_consultations
from compliance.report.memo.batch import rendered
from compliance.report.memo.content import Memo
from compliance.report.memo.draft import short_name
from compliance.report.memo.folder import Entry, file_name, folder_name, index_csv, index_html
from compliance.report.memo.formats import Render
from compliance.report.memo.run import LISTED, MemoJob, OnProgress, screened
from compliance.report.phrases import verdict_words
from compliance.review.decision import Decision, Verdict
from compliance.review.reviewer import Reviewer
from compliance.text import Lang, Text, same
from compliance.writing import write_whole

Composed = Iterator[tuple[Entry, Memo]]
Decided = tuple[int, str, Decision]  # the number of a case, its id and the decision on it
_COUNTY = "county"  # the field by which letters are filed
_NO_COUNTY = Text("未注明县区", "no county stated")
_SUMMARY = Text("汇总", "summary")


class Folder:
    """A new folder of memos, each written whole or not at all, and their index."""

    def __init__(self, path: Path, suffix: str, render: Render, lang: Lang) -> None:
        """A folder that is made with its first file.  Raises: RequestError if it has files already."""
        if path.exists() and any(path.iterdir()):
            raise RequestError(
                Text(
                    f"文件夹“{path}”不是空的;为免覆盖已有文件,请换一个或先清空",
                    f"the folder {str(path)!r} is not empty, and nothing is overwritten: name another or empty it",
                )
            )
        self.path = path
        self._suffix = suffix
        self._render = render
        self._lang = lang
        self._entries: list[Entry] = []

    @property
    def count(self) -> int:
        """How many memos there are."""
        return len(self._entries)

    def entry(self, number: int, id_: str, decision: Decision, within: str = "") -> Entry:
        """The entry of the memo on a decision, which says where it will stand; `id_` is the id that its source has.

        `within` is the folder in this one that it is filed in, if any.
        """
        name = decision.case.name
        words = verdict_words(decision.verdict, first_look=decision.first_look, outside=decision.outside)
        file = file_name(number, id_, name, self._suffix)
        filed = f"{folder_name(within)}/{file}" if within else file
        return Entry(number, short_name(id_), short_name(name), words, filed)

    def to_office(self, number: int, letter: Consulted) -> Entry:
        """The entry of a letter to an office."""
        file = file_name(number, letter.office, letter.called, self._suffix)
        return Entry(number, letter.office, letter.called, same(letter.letter.title), file)

    def enclose(self, entry: Entry, form: bytes) -> None:
        """Write the form that goes with a letter beside it."""
        self._put(enclosed_with(entry.file, self._lang), form)

    def write(self, memos: Iterable[tuple[Entry, Memo]]) -> None:
        """Write the memos as they come."""
        for entry, content in rendered(memos, self._render, self._suffix):
            self._put(entry.file, content)
            self._entries.append(entry)

    def sum_up(self, memo: Memo) -> str:
        """Write the summary; the name of its file."""
        name = _SUMMARY.to(self._lang) + self._suffix
        self._put(name, self._render(memo))
        return name

    def index(self, summary: str | None, *, rows: bool) -> None:
        """Write the index of what was written; `rows` says that numbers are rows of a ledger."""
        if self._entries or summary is not None:
            page = index_html(self._entries, self._lang, rows=rows, summary=summary)
            self._put("index.html", page.encode())
            self._put("index.csv", index_csv(self._entries, self._lang, rows=rows).encode())

    def _put(self, name: str, content: bytes) -> None:
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.path / name, content)


@dataclass(slots=True)
class Filled:
    """What came of a folder: the verdicts of the applications that memos are on, the faults of files, and notes.

    `without` is how many cases no paper of the kind asked for follows from.
    """

    verdicts: list[Verdict] = field(default_factory=list)
    without: int = 0
    faults: list[InputError] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def fill(folder: Folder, job: MemoJob, on_progress: OnProgress) -> Filled:
    """Write a memo on each case asked for, and the index; of a ledger also the summary.

    `on_progress` gets the number of sources, or of leads, done so far.  An interrupt leaves the index of what was
    written.  Raises: InputError for a ledger that turns out not to be readable.
    """
    filled = Filled()
    summary = None
    try:
        if job.leads is None:
            folder.write(_papers(job, folder, filled, _of_applications(job, filled, on_progress)))
        else:
            summary = _fill_from_ledger(folder, job, job.leads, filled, on_progress)
    finally:
        folder.index(summary, rows=job.leads is not None and not job.leads.by_sheet)
    return filled


def _fill_from_ledger(
    folder: Folder, job: MemoJob, leads: Leads, filled: Filled, on_progress: OnProgress
) -> str | None:
    """Write a memo on each lead asked for and the summary of all; the summary's file, which letters have none of."""
    from compliance.engines.columnar.backends import Polars
    from compliance.report.memo.screening import compose_screening_memo
    from compliance.screening.screener import Screener
    from compliance.screening.summary import ScreeningSummary

    if job.selection.rows:
        require_one_sheet(leads)
    reviewer = Reviewer(job.rulebook, job.asked, job.facts)
    screener = Screener(job.rulebook, job.day, Polars(), asked=job.asked, facts=job.facts)
    summary = ScreeningSummary(LISTED)

    def composed() -> Iterator[Decided]:
        for number, (lead, result) in enumerate(screener.results(leads, summary), start=1):
            if job.selection.takes(lead.row, lead.id, result.verdict):
                decision = reviewer.review(lead.case, job.day, job.day)
                yield number if leads.by_sheet else lead.row, lead.id, decision
            on_progress(summary.total)

    folder.write(_papers(job, folder, filled, composed()))
    if job.paper is not PaperKind.MEMO:
        return None
    screening = screened(job, leads, screener.edition, summary)
    return folder.sum_up(compose_screening_memo(screening, job.lang, job.profile))


def _papers(job: MemoJob, folder: Folder, filled: Filled, decided: Iterable[Decided]) -> Composed:
    """The papers that are asked for and follow: letters to applicants filed by county, one to each office."""
    consulted: list[Decision] = []
    for number, id_, decision in decided:
        if not follows(job.paper, decision):
            filled.without += 1
        elif job.paper is PaperKind.CONSULTATION:
            consulted.append(decision)
        else:
            within = "" if job.paper is PaperKind.MEMO else _county(decision) or _NO_COUNTY.to(job.lang)
            paper = paper_of(job.paper, decision, job.rulebook, job.lang, job.profile)
            entry = folder.entry(number, id_, decision, within)
            if paper.enclosed is not None:
                folder.enclose(entry, paper.enclosed)
            yield entry, paper.memo
    for number, letter in enumerate(compose_consultations(consulted, job.lang, job.profile), start=1):
        yield folder.to_office(number, letter), letter.letter


def _county(decision: Decision) -> str:
    """The county that the case states; nothing where none is known."""
    datum = decision.case.data.get(_COUNTY)
    return str(datum.value) if datum is not None else ""


def _of_applications(job: MemoJob, filled: Filled, on_progress: OnProgress) -> Iterator[Decided]:
    """The decisions on the applications asked for; verdicts and faults are noted in `filled`."""
    reviewer, number = Reviewer(job.rulebook, job.asked, job.facts), 0
    supplements = Supplements(job.supplements, job.rulebook.vocabulary, job.rulebook.digest)
    for done, source in enumerate(job.sources, start=1):
        try:
            cases, notes = read_material(source, job.rulebook.vocabulary, job.forms, job.rulebook.digest)
            filled.notes += notes
        except InputError as error:
            filled.faults.append(error)
            continue
        for case in cases:
            number += 1
            decision = reviewer.review(supplements.on(case), job.as_of, job.today)
            if job.selection.takes(0, case.id, decision.verdict):
                filled.verdicts.append(decision.verdict)
                yield number, case.id, decision
        on_progress(done)
    if (idle := supplements.unmatched()) is not None:
        filled.faults.append(idle)
