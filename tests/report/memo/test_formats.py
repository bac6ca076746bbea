"""Every format holds the same texts, whatever an application brings."""

import re
from collections import Counter
from pathlib import Path

import pytest

from compliance.report.memo.draft import LONGEST
from compliance.report.memo.formats import FORMATS
from compliance.report.memo.pdf import to_pdf
from compliance.report.memo.web import to_html, to_markdown
from compliance.text import Lang, printable
from tests.attacks import SEEDS, hostile
from tests.memos import (
    EXAMPLES,
    LANGS,
    ROOT,
    bare,
    example,
    faults,
    hostile_memo,
    html,
    of_html,
    of_pdf,
    of_word,
    parts,
    signed,
    tables,
    texts,
    without_headers,
    word,
)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_word_and_web_page_hold_the_same_texts(name: str, lang: Lang) -> None:
    memo = example(name, lang)
    assert of_word(word(memo)) == texts(memo)
    assert of_html(to_html(memo)) == texts(memo)


@pytest.mark.parametrize("lang", LANGS)
def test_every_format_holds_the_texts_of_a_memo_with_findings_settings_and_an_office(lang: Lang) -> None:
    memo = signed(lang)
    assert of_word(word(memo)) == texts(memo)
    assert of_html(to_html(memo)) == texts(memo)
    raw = of_pdf(to_pdf(memo))
    stripped = without_headers(raw, memo)
    assert [text for text in texts(memo) if bare(text) not in raw and bare(text) not in stripped] == []
    plain = bare(re.sub(r"\\(.)", r"\1", to_markdown(memo).decode()))
    assert [text for text in texts(memo) if bare(text) not in plain] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES[:4])
def test_a_pdf_file_holds_the_same_texts(name: str, lang: Lang) -> None:
    memo = example(name, lang)
    raw = of_pdf(to_pdf(memo))
    stripped = without_headers(raw, memo)
    assert [text for text in texts(memo) if bare(text) not in raw and bare(text) not in stripped] == []
    expected = Counter(bare("".join(texts(memo))))
    repeated = Counter(bare("".join(cell for table in tables(memo) for cell in table.header)))
    labels = Counter("\uff1a:")
    assert expected - Counter(raw) == Counter()
    assert set(Counter(raw) - expected) <= set(repeated) | set(labels)


@pytest.mark.parametrize("name", EXAMPLES[:4])
def test_markdown_holds_the_same_texts(name: str) -> None:
    memo = example(name)
    plain = bare(re.sub(r"\\(.)", r"\1", to_markdown(memo).decode()))
    assert [text for text in texts(memo) if bare(text) not in plain] == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_memo_gives_the_same_bytes(suffix: str) -> None:
    first, second = (FORMATS[suffix](example("feiyu-gis")) for _ in range(2))
    assert first == second


def test_the_memos_among_the_examples_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    from regenerate_examples import memos

    written = memos()
    assert set(written) == {path.relative_to(ROOT) for path in (ROOT / "examples/memos").iterdir()}
    for path, content in written.items():
        kept = (ROOT / path).read_bytes()
        same = parts(kept) == parts(content) if path.suffix == ".docx" else kept == content
        assert same, "run `make examples`"


VALUES = hostile(500)


@pytest.mark.parametrize("start", range(0, 500, 100))
def test_hostile_values_leave_word_and_web_pages_intact(start: int, tmp_path: Path) -> None:
    for first in range(start, start + 100, 4):
        values = VALUES[first : first + 4]
        memo = hostile_memo(values)
        said = texts(memo)
        assert all(any(printable(value) in text for text in said) for value in values)
        content = word(memo)
        assert of_word(content) == said
        assert b"w:hyperlink" not in parts(content)["word/document.xml"]
        page = to_html(memo)
        assert of_html(page) == said
        assert not {"script", "b", "a"} & {tag for tag, _, _ in html(page).attributes}
        assert "http://" not in to_markdown(memo).decode()
    assert faults(content, tmp_path) == []


@pytest.mark.parametrize("start", range(0, len(SEEDS) - 1, 4))
def test_hostile_values_leave_pdf_files_intact(start: int) -> None:
    values = (SEEDS + SEEDS)[start : start + 4]
    memo = hostile_memo(values)
    raw = of_pdf(to_pdf(memo))
    for value in values:
        if all(c.isascii() or "\u4e00" <= c <= "\u9fff" for c in printable(value)):
            assert bare(printable(value)) in raw
    assert "规则版本" in raw


def test_very_long_values_are_cut_and_said_to_be(tmp_path: Path) -> None:
    memo = hostile_memo(["长" * 100_000, "x" * 100_000, "y " * 50_000, "z{{" * 33_000])
    assert max(map(len, texts(memo))) < LONGEST + 100
    assert "…（共 100000 字，此处从略）" in memo.section["subject"].rows[0][1]
    assert len(memo.title) < 100
    for render in FORMATS.values():
        assert 1000 < len(render(memo)) < 2_000_000
    assert faults(word(memo), tmp_path) == []
