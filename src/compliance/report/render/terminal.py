"""A page as text: 80 columns, Chinese characters two columns wide, plain when it is not a terminal."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Styled

from compliance.report.content import Conclusion, Item, Page, Section, Tone
from compliance.report.render.numbering import section_number
from compliance.text import Lang, printable

NARROWEST, WIDEST = 80, 100
_NARROW = 12  # columns: rather than in fewer, a value stands below its label
_STYLES: dict[Tone, str] = {"good": "green", "bad": "bold red", "open": "yellow", "plain": "cyan"}
_NOT_FIRST = ",。、;:)”’》〕!?…,;:)%"
_NOT_LAST = "(“‘《〔("
_PIECE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]|[^\s\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]+|\s+")


def print_page(page: Page, stream: TextIO, lang: Lang) -> None:
    """Print the page: coloured and as wide as the terminal, up to 100 columns, or plain in 80 columns."""
    print_lines(lambda width: _lines(page, width, chinese=lang == "zh"), stream)


def print_lines(lines_in: Callable[[int], Iterable[Styled]], stream: TextIO) -> None:
    """Print what is made for a width: coloured and as wide as the terminal, up to 100 columns, or plain in 80."""
    console = Console(file=stream, highlight=False, width=None if stream.isatty() else NARROWEST)
    width = min(console.width, WIDEST)
    lines = lines_in(width)
    if console.color_system is None:
        stream.writelines(f"{line.plain}\n" for line in lines)
    else:
        console.print(*lines, sep="\n", soft_wrap=True, highlight=False)


def _lines(page: Page, width: int, *, chinese: bool) -> Iterator[Styled]:
    yield Styled(page.title, style="bold")
    yield Styled("─" * (width - 1), style="dim")
    for label, value in page.facts:
        yield from _labelled(label, value, width, 0, "dim", "dim")
    if page.conclusion is not None:
        yield Styled("")
        yield from _conclusion(page.conclusion, width)
    for number, section in enumerate(page.sections):
        if not page.dense:
            yield Styled("")
        yield from _section(section, number, width, chinese=chinese)
    if page.closing:
        if not page.dense:
            yield Styled("")
        for text in wrapped(page.closing, width - 1):
            yield Styled(text, style="dim")


def _conclusion(conclusion: Conclusion, width: int) -> Iterator[Styled]:
    yield from _labelled(conclusion.label, conclusion.text, width, 0, "bold", f"bold {_STYLES[conclusion.tone]}")


def _section(section: Section, number: int, width: int, *, chinese: bool) -> Iterator[Styled]:
    numbered = section_number(number, "zh" if chinese else "en") + section.title
    yield Styled(numbered, style=f"bold {_STYLES[section.tone]}")
    for index, item in enumerate(section.items, start=1):
        yield from _item(item, index, width)


def _item(item: Item, index: int, width: int) -> Iterator[Styled]:
    first, *others = wrapped(item.heading, width - 7)
    yield Styled(f"{index:>3}. {first}", style="bold" if item.lines else "")
    for text in others:
        yield Styled(" " * 5 + text, style="bold" if item.lines else "")
    if item.note:
        for text in wrapped(item.note, width - 7):
            yield Styled(" " * 5 + text, style="dim")
    for label, value in item.lines:
        yield from _labelled(label, value, width, 5, "dim")


def _labelled(
    label: str, value: str, width: int, indent: int, label_style: str, style: str = "none"
) -> Iterator[Styled]:
    margin = indent + cell_len(label) + 2
    if width - margin - 1 < _NARROW:
        yield from (Styled(" " * indent + text, style=label_style) for text in wrapped(label, width - indent))
        margin = indent + 2
        yield from (Styled(" " * margin + text, style=style) for text in wrapped(value, width - margin))
        return
    first, *others = wrapped(value, width - margin - 1)
    line = Styled(" " * indent + label + "  ", style=label_style)
    line.append(first, style=style)
    yield line
    for text in others:
        yield Styled(" " * margin + text, style=style)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, but of one character where even that is too wide.

    Chinese may break between any two characters, but no line begins with a closing mark or ends with an opening
    one (GB/T 15834); other text breaks at spaces, and inside a word only if the word is wider than a line.
    """
    text, width = printable(text), max(width, 1)
    if cell_len(text) <= width:
        return [text.rstrip()]
    lines, line, filled = [], "", 0
    for piece in _pieces(text, width):
        if filled + cell_len(piece.rstrip()) <= width:
            line += piece
            filled += cell_len(piece)
            continue
        kept, moved = _carried(line)
        lines.append(kept.rstrip())
        line = moved + piece.lstrip()
        filled = cell_len(line)
    return [*lines, line.rstrip()]


def _pieces(text: str, width: int) -> Iterator[str]:
    """Text that may not be broken: words, and characters with the closing marks that follow them."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        if pieces and piece[0] in _NOT_FIRST:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    for piece in pieces:
        while cell_len(piece) > width:
            head = piece[: max(1, width // 2)]
            yield head
            piece = piece[len(head) :]  # noqa: PLW2901  # what is left of a word too long for a line
        yield piece


def _carried(line: str) -> tuple[str, str]:
    """The line, and the opening marks at its end that belong on the next."""
    kept = line.rstrip(_NOT_LAST)
    return (kept, line[len(kept) :]) if kept else (line, "")
