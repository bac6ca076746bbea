"""Sentences in the two languages of the product, kept together so that neither is forgotten."""

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]


class Text(NamedTuple):
    """One sentence or label, in Chinese and in English."""

    zh: str
    en: str

    def to(self, lang: Lang) -> str:
        """The wording in that language."""
        return self.zh if lang == "zh" else self.en


def printable(text: str) -> str:
    """The text on one line, without control and direction characters, so that it cannot disturb what shows it."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


def same(text: str) -> Text:
    """A text that reads alike in both languages: a number, an id, a quoted word."""
    return Text(text, text)


def join(parts: tuple[Text, ...], zh: str, en: str) -> Text:
    """The parts in one text, with the separator of each language."""
    if len(parts) == 1:
        return parts[0]
    return Text(zh.join([part.zh for part in parts]), en.join([part.en for part in parts]))
