"""Memos as their readers see them: the texts in order, whatever the format."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from zipfile import ZipFile

from docx import Document
from docx.table import Table as WordTable
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from compliance.assessment.allocate import allocate
from compliance.assessment.run import Assessed, LedgerJob, run_assessment
from compliance.intake.application import read_applications
from compliance.intake.office import Profile
from compliance.report.memo.content import Memo, Section, Table
from compliance.report.memo.project import compose_memo
from compliance.report.memo.targets import compose_targets_memo
from compliance.report.memo.word import own_template
from compliance.review.reviewer import Reviewer
from compliance.text import Lang
from tests.people import GIVEN, GREEN, INTENSITY, decided, found, set_by
from tests.places import ROOT
from tests.rulebooks import shipped

EXAMPLES = tuple(path.stem for path in sorted((ROOT / "examples").glob("*.yaml")))
DAY = date(2015, 12, 31)
TARGETS_BODY = [
    "conclusion",
    "figures",
    "missed",
    "open",
    "proposal",
]  # the sections of a memo on targets before its annexes


@cache
def _reviewer() -> Reviewer:
    return Reviewer(shipped(), shipped().vocabulary.stages.for_review(None))


def memo_on(application: Path, lang: Lang = "zh") -> Memo:
    """The memo on one application."""
    (case,) = read_applications(str(application), shipped().vocabulary)
    return compose_memo(_reviewer().review(case, None, DAY), shipped(), lang)


def hostile_memo(values: Sequence[str], lang: Lang = "zh") -> Memo:
    """The memo on a case whose name, id, zone and tracker are those values, past all that intake refuses."""
    name, id_, zone, tracker = values
    (case,) = read_applications(str(ROOT / "tests/data/memo-texts.yaml"), shipped().vocabulary)
    data = dict(case.data)
    for field, value in (("name", name), ("project_id", id_), ("zone", zone), ("tracker", tracker)):
        data[field] = data[field]._replace(value=value, written=value)
    case = replace(case, name=name, id=id_, data=MappingProxyType(data))
    return compose_memo(_reviewer().review(case, None, DAY), shipped(), lang)


def example(name: str, lang: Lang = "zh") -> Memo:
    """The memo on an example."""
    return memo_on(ROOT / f"examples/{name}.yaml", lang)


def signed(lang: Lang = "zh") -> Memo:
    """The memo of an office with a profile, on a case of which persons have found something."""
    given = {key: value for key, value in GIVEN.items() if key != "建设性质"} | {"是否认定为低水平重复项目": "否"}
    findings = (
        found(规则=INTENSITY, 结论="符合", 理由="查表1"),
        found(规则=GREEN, 结论="符合"),
        found(事项="是否认定为重污染项目", 结论="否", 文号=""),
    )
    decision = decided(given, *findings, facts=set_by("建设性质=新建"), stage="land")
    profile = Profile(
        name="某县发展和改革委员会", document_number="某发改审〔2015〕1号", signatories=("投资科", "分管领导")
    )
    return compose_memo(decision, shipped(), lang, profile)


@cache
def ledger_assessed() -> Assessed:
    """The example ledger's."""
    return run_assessment(LedgerJob(shipped(), ROOT / "examples/ledger", DAY))


@cache
def ledger_memo(lang: Lang) -> Memo:
    """The memo on targets of the example ledger."""
    city = LedgerJob(shipped(), ROOT / "examples/ledger", DAY).read().city
    found = ledger_assessed()
    return compose_targets_memo(found.assessment, allocate(shipped(), city, DAY), found.reading, lang)


def texts(memo: Memo) -> list[str]:
    """Every text of a memo, in the order in which it is read."""
    return [text for text in _texts(memo) if text]


def _texts(memo: Memo) -> Iterator[str]:
    yield from (*memo.masthead, memo.office, *memo.title_lines, memo.subtitle, memo.addressee)
    yield from _of_sections(memo.body)
    yield from (memo.closing, *memo.attachments, memo.office, memo.issued)
    yield from _cells(memo.signature)
    for annex in memo.annexes:
        yield from (annex.number, annex.title)
        yield from _of_sections(annex.sections)


def _of_sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.number + section.title
        yield from section.paragraphs
        for group in section.groups:
            yield group.number + group.title
            for entry in group.entries:
                yield from (entry.number + entry.heading, entry.note)
                for line in entry.lines:
                    yield from (line.label, line.text)
            if group.chart is not None:
                yield from group.chart.header
                for bar in group.chart.bars:
                    yield from (bar.label, bar.figure)
            if group.table is not None:
                yield from _cells(group.table)


def _cells(table: Table) -> Iterator[str]:
    yield from table.header
    for row in table.rows:
        yield from row


def tables(memo: Memo) -> list[Table]:
    """Every table of a memo but the one for signatures."""
    return [group.table for section in memo.sections for group in section.groups if group.table is not None]


def bare(text: str) -> str:
    """The text without white space, which layout adds and takes away."""
    return "".join(text.split())


def of_word(content: bytes) -> list[str]:
    """The texts of a Word file."""
    found: list[str] = []
    for block in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, WordTable):
            found += [cell.text for row in block.rows for cell in row.cells]
        elif block.style is not None and block.runs and block.runs[0].style.name == "Memo Label":
            found += [block.runs[0].text.rstrip("\uff1a: "), "".join(run.text for run in block.runs[1:])]
        else:
            found.append(block.text)
    return [text for text in found if text]


def word(memo: Memo) -> bytes:
    """The memo as a Word file of the program's own template."""
    return own_template(memo.lang).render(memo)


def faults(content: bytes, folder: Path) -> list[str]:
    """What the Open XML schemas and Word's own rules find wrong with a file."""
    path = folder / "checked.docx"
    path.write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file; two files with the same parts may differ in how they are compressed."""
    with ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


class _Page(HTMLParser):
    """What a browser would show and fetch."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts = [""]
        self.attributes: list[tuple[str, str, str]] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._hidden += tag in ("style", "title")
        self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "title")
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts[-1] += data


def html(content: bytes) -> _Page:
    """A parsed page."""
    page = _Page()
    page.feed(content.decode())
    page.close()
    return page


def of_html(content: bytes) -> list[str]:
    """The texts of a page."""
    return [text.strip() for text in html(content).texts if text.strip()]


def of_pdf(content: bytes) -> str:
    """The text of a PDF file without white space and page numbers."""
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join(re.sub(r"—\d+—$", "", bare(page.extract_text())) for page in pages)


def without_headers(text: str, memo: Memo) -> str:
    """The text of a PDF file without the headers of tables, which every page repeats."""
    charts = [group.chart for section in memo.sections for group in section.groups if group.chart is not None]
    for header in {bare("".join(table.header)) for table in (*tables(memo), *charts, memo.signature)}:
        text = text.replace(header, "")
    return text


LANGS: tuple[Lang, ...] = ("zh", "en")


def template(folder: Path, *paragraphs: str) -> Path:
    """A Word template of an office."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    path = folder / "own.docx"
    document.save(str(path))
    return path
