"""The title of a memo in lines that end between words, as GB/T 9704-2012 asks."""

import re
from collections.abc import Collection, Iterator

from rich.cells import cell_len

from compliance.text import Lang

LINE = 40  # columns of a line of characters of size 2, a Chinese character being two wide: 20 of them are 155 mm
# Words that end a part of a title, and signs and words that a line must not begin with.
_WHOLE = "的"
_ENDS = (_WHOLE, "省", "市", "县", "区", "公司", "集团", "园区", "基地", "年度")
_NOT_FIRST = "的了及和与，。、；：）》〉”’〕"
_NOT_LAST = "关于（《〈“‘〔"
_UNBROKEN = re.compile(
    r"年产[\d.]+[万亿]?[^\W\d_]?|[\d.]+[万亿]?[吨台套件平亩元米个辆]?|[A-Za-z][A-Za-z0-9.-]*|〔\d+〕\d+号|\d{4}年度?"
)


def title_lines(title: str, lang: Lang, known: Collection[str] = ()) -> tuple[str, ...]:
    """The title in as few lines as hold it; no line ends in a number or in one of the known names.

    A line ends best behind 的, where what the title is about ends; of others those that are most even are taken.

    A title in English, which breaks at spaces by itself, is one line, and so is one with no place to end a line at.
    """
    if lang == "en" or cell_len(title) <= LINE:
        return (title,)
    places = list(_places(title, known))
    best: tuple[tuple[int, bool, int], tuple[str, ...]] | None = None
    for lines in (*_in_two(title, places), *_in_three(title, places)):
        widths = [cell_len(line) for line in lines]
        if max(widths) <= LINE:
            score = (len(lines), not lines[-2].endswith(_WHOLE), max(widths) - min(widths))
            if best is None or score < best[0]:
                best = (score, tuple(line.strip() for line in lines))
    return (title,) if best is None else best[1]


def _in_two(title: str, places: list[int]) -> Iterator[tuple[str, ...]]:
    yield from ((title[:at], title[at:]) for at in places)


def _in_three(title: str, places: list[int]) -> Iterator[tuple[str, ...]]:
    for number, first in enumerate(places):
        yield from ((title[:first], title[first:second], title[second:]) for second in places[number + 1 :])


def _places(title: str, known: Collection[str]) -> Iterator[int]:
    """Where a line may end: behind a known name, or a word or sign that ends a part."""
    whole = [match.span() for match in _UNBROKEN.finditer(title)]
    whole += [(at, at + len(name)) for name in known if len(name) > 1 for at in _all(title, name)]
    ends = {end for _, end in whole} | {start for start, _ in whole}
    ends |= {at + len(word) for word in _ENDS for at in _all(title, word)}
    for at in sorted(ends):
        inside = any(start < at < end for start, end in whole)
        if 0 < at < len(title) and not inside and title[at] not in _NOT_FIRST and title[at - 1] not in _NOT_LAST:
            yield at


def _all(text: str, word: str) -> Iterator[int]:
    """Each place at which the word begins."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
