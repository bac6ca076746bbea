"""Word memos as LibreOffice sets them: page, margins, lines and characters measured from what comes out.

Slow, and in need of LibreOffice, poppler and a Chinese font: only in the long test profile, where they are at hand.
"""

import re
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from compliance.engines.columnar.backends import Polars
from compliance.intake.leads.leads import read_leads
from compliance.report.memo.content import Memo
from compliance.report.memo.run import LISTED
from compliance.report.memo.screening import compose_screening_memo
from compliance.report.memo.word import own_template
from compliance.report.memo.word_bars import COLOUR
from compliance.review.decision import Verdict
from compliance.rulebook.model import Rulebook
from compliance.screening.screener import Screener
from compliance.screening.summary import Screening, ScreeningSummary
from compliance.text import Lang
from tests.memos import DAY, LANGS, ROOT, bare, example, ledger_memo, texts
from tests.profiles import ONLY_LONG

MISSING = [program for program in ("soffice", "pdftotext", "pdftoppm", "fc-list") if shutil.which(program) is None]
MM = 72 / 25.4
FONT_SIZE = 16  # 三号
MAY_HANG = tuple("。,、;:")  # a mark that ends a line may stand in the margin, as Chinese is set

pytestmark = [
    ONLY_LONG,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

Word = tuple[float, float, float, float, str]


def run(*command: str) -> str:
    """The output of a program that must succeed."""
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def converted(memo: Memo, folder: Path) -> Path:
    """The memo's Word file as LibreOffice prints it."""
    source = folder / "memo.docx"
    source.write_bytes(own_template(memo.lang).render(memo))
    run(
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(source),
    )
    return folder / "memo.pdf"


def words(pdf: Path) -> list[list[Word]]:
    """The words of each page with their left, top, right and bottom edges in points."""
    pages = run("pdftotext", "-bbox", str(pdf), "-").split("<page ")[1:]
    pattern = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')
    return [[(*map(float, found[:4]), found[4]) for found in pattern.findall(page)] for page in pages]  # type: ignore[misc]  # four numbers and a word


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_libreoffice_prints_every_text_on_a4(lang: Lang, tmp_path: Path) -> None:
    memo = example("baolong-stainless", lang)
    pdf = converted(memo, tmp_path)
    assert "(A4)" in run("pdfinfo", str(pdf))
    printed = Counter(bare(run("pdftotext", str(pdf), "-")))
    missing = Counter(bare("".join(texts(memo)))) - printed
    # pdftotext leaves out hyphens at which a line ends.
    assert set(missing) <= {"-"}


def test_text_stands_in_the_margins_of_the_standard(tmp_path: Path) -> None:
    for page in words(converted(example("steel-new-capacity"), tmp_path)):
        body = [word for word in page if word[3] < (297 - 30) * MM]
        assert min(word[0] for word in body) >= 28 * MM - 1
        edges = (word[2] - FONT_SIZE if word[4].endswith(MAY_HANG) else word[2] for word in body)
        assert max(edges) <= (210 - 26) * MM + 1
        assert min(word[1] for word in body) >= 37 * MM - 1
        assert max(word[3] for word in body) <= (297 - 35) * MM + 1


def test_a_page_takes_22_lines_of_28_characters(tmp_path: Path) -> None:
    memo = example("steel-new-capacity")
    (section,) = (s for s in memo.sections if s.id == "conclusion")
    long = type(section)(section.id, section.number, section.title, ("国" * 28 * 60,), ())
    only = type(memo)(*(getattr(memo, f) if f != "sections" else (long,) for f in memo.__dataclass_fields__))
    page = words(converted(only, tmp_path))[1]
    lines = Counter(round(word[1]) for word in page if "国" in word[4])
    characters = Counter[int]()
    for word in page:
        characters[round(word[1])] += word[4].count("国")
    tops = sorted(lines)
    assert len(tops) == 22
    assert {count for top, count in characters.items() if top in lines} == {28}
    steps = {round(below - above) for above, below in pairwise(tops)}
    assert steps <= {28, 29, 30}


def test_pages_are_numbered_on_the_outer_side(tmp_path: Path) -> None:
    for number, page in enumerate(words(converted(example("steel-new-capacity"), tmp_path)), start=1):
        foot = [word for word in page if word[1] > (297 - 35) * MM]
        assert "".join(word[4] for word in foot) == f"—{number}—"
        left, right = foot[0][0], foot[-1][2]
        assert right > (210 - 26 - 3) * MM if number % 2 else left < (28 + 3) * MM


def test_bars_of_charts_are_drawn_as_long_as_their_figures(rulebook: Rulebook, tmp_path: Path) -> None:
    leads = read_leads(ROOT / "examples/leads/leads.xlsx", rulebook.vocabulary)
    screener, summary = Screener(rulebook, DAY, Polars()), ScreeningSummary(LISTED)
    for _ in screener.results(leads, summary):
        pass
    summary.verdicts[Verdict.FAIL] = summary.total // 2
    screening = Screening("leads.xlsx", screener.edition, DAY, summary, leads.notes)
    pdf = converted(compose_screening_memo(screening, "zh"), tmp_path)
    run("pdftoppm", "-r", "72", "-f", "2", "-l", "2", "-singlefile", str(pdf), str(tmp_path / "page"))
    header, pixels = (tmp_path / "page.ppm").read_bytes().split(b"\n255\n", 1)
    width = int(header.split()[1])
    filled = bytes.fromhex(COLOUR)
    rows = [pixels[at : at + 3 * width] for at in range(0, len(pixels), 3 * width)]
    lengths = {sum(row[at : at + 3] == filled for at in range(0, len(row), 3)) for row in rows} - {0}
    assert max(lengths) > 180
    assert any(abs(length / max(lengths) - 0.5) < 0.03 for length in lengths)


def test_a_page_is_drawn_black_on_white(tmp_path: Path) -> None:
    pdf = converted(example("steel-new-capacity"), tmp_path)
    run("pdftoppm", "-r", "40", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(tmp_path / "page"))
    header, pixels = (tmp_path / "page.ppm").read_bytes().split(b"\n255\n", 1)
    assert header.startswith(b"P6")
    dark = sum(1 for at in range(0, len(pixels), 3) if max(pixels[at : at + 3]) < 128)
    coloured = sum(1 for at in range(0, len(pixels), 3) if max(pixels[at : at + 3]) - min(pixels[at : at + 3]) > 60)
    assert 0.002 < dark * 3 / len(pixels) < 0.2
    assert coloured == 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_body_of_a_memo_on_targets_has_six_pages_at_most(lang: Lang, tmp_path: Path) -> None:
    memo = ledger_memo(lang)
    pages = run("pdftotext", "-layout", str(converted(memo, tmp_path)), "-").split("\f")
    first = bare(memo.annexes[0].number + memo.annexes[0].title)
    assert next(number for number, page in enumerate(pages) if bare(page).startswith(first)) <= 6
