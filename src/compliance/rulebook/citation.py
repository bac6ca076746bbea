"""Find a quote in the text of a policy document, and the section in which it stands."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_MARK = re.compile(
    r"(?:^|(?<=\s))(?P<part>[一二三四五六七八九十]+)、"
    r"|\((?P<section>[一二三四五六七八九十]+)\)"
    r"|(?:^|(?<=\s))(?P<item>\d{1,2})\.(?=[\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's text and where its sections begin, in the numbering of Chinese official documents 一、(一)1."""

    text: str
    starts: tuple[int, ...]
    sections: tuple[str, ...]

    def sections_of(self, quote: str) -> tuple[str, ...]:
        """The sections in which the quote stands word for word, such as 二(六)3; empty if it does not."""
        found = (match.start() for match in re.finditer(re.escape(quote), self.text))
        return tuple(self.section_at(offset) for offset in found)

    def section_at(self, offset: int) -> str:
        """The section at that place of the text; empty before the first."""
        index = bisect_right(self.starts, offset) - 1
        return self.sections[index] if index >= 0 else ""


def source_text(text: str) -> SourceText:
    """The document with its sections found."""
    part = section = ""
    starts, sections = [], []
    for mark in _MARK.finditer(text):
        if mark["part"]:
            part, section, item = mark["part"], "", ""
        elif mark["section"]:
            section, item = f"({mark['section']})", ""
        else:
            item = mark["item"]
        starts.append(mark.start())
        sections.append(part + section + item)
    return SourceText(text, tuple(starts), tuple(sections))
