"""What can be wrong with a file or a value: where, what, and what to do about it."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from compliance.text import Lang, Text, printable

LISTED = 10  # so many known ids stand in the message about an unknown one


class Place(NamedTuple):
    """A position in an input, everything counted from 1 and 0 where it is not said.

    It is a file with a line and column; a cell of a sheet (`cell`); a row (`line`) of a `table` of a document; or a
    `paragraph` of it; of what has pages also the `page`.
    """

    file: str
    line: int = 0
    column: int = 0
    cell: bool = False
    page: int = 0
    table: int = 0
    paragraph: int = 0

    @property
    def base(self) -> "Place":
        """The same position, of a file without the folder that it lies in: what the content alone decides."""
        return self._replace(file=PurePath(self.file).name)

    @property
    def in_order(self) -> tuple[str, int, int, int, int, int]:
        """By what places are sorted as a person comes to them: by pages, in each the paragraphs, then the tables."""
        return self.file, self.page, self.table, self.paragraph, self.line, self.column

    @property
    def is_whole(self) -> bool:
        """Whether it is the file as a whole."""
        return not (self.line or self.page or self.table or self.paragraph)

    def to(self, lang: Lang) -> str:
        """The place in words: 申请表.docx 表 2 第 3 行, leads.xlsx!E5, application.yaml:12:3."""
        within = self.within(lang)
        if not within:
            return self.file
        if self.cell:
            return f"{self.file}!{within}"
        return f"{self.file} {within}" if self._is_of_document else f"{self.file}:{within}"

    def within(self, lang: Lang) -> str:
        """The place without its file: 表 2 第 3 行, E5, 12:3; nothing for the file as a whole."""
        if self.cell:
            return f"{column_letters(self.column)}{self.line}" if self.line else ""
        if self._is_of_document:
            return " ".join(self._steps(lang)) if lang == "zh" else ", ".join(self._steps(lang))
        return (f"{self.line}" + (f":{self.column}" if self.column else "")) if self.line else ""

    @property
    def _is_of_document(self) -> bool:
        return bool(self.page or self.table or self.paragraph)

    def _steps(self, lang: Lang) -> list[str]:
        """Page, table, row and paragraph, as far as they are said."""
        steps = (
            (self.page, Text(f"第 {self.page} 页", f"page {self.page}")),
            (self.table, Text(f"表 {self.table}", f"table {self.table}")),
            (self.line, Text(f"第 {self.line} 行", f"row {self.line}" if self.table else f"line {self.line}")),
            (self.paragraph, Text(f"第 {self.paragraph} 段", f"paragraph {self.paragraph}")),
        )
        return [words.to(lang) for said, words in steps if said]

    def __str__(self) -> str:
        return self.to("en")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place, said so that its author knows what to do."""

    place: Place
    message: Text

    def line(self, lang: Lang, *, folder: bool = True) -> str:
        """The problem on one line: place, then message, without control characters; `folder` shows that of the file."""
        return printable(f"{(self.place if folder else self.place.base).to(lang)}: {self.message.to(lang)}")


class InputError(Exception):
    """An input that cannot be used.  Carries every problem found in it, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.line("en") for problem in self.problems))

    def __reduce__(self) -> "tuple[type[InputError], tuple[tuple[Problem, ...]]]":
        return InputError, (self.problems,)


def unreadable(file: str, zh: str, en: str) -> InputError:
    """A fault of a file as a whole, or of a sheet of it that is named behind the file."""
    return InputError([Problem(Place(file), Text(zh, en))])


class RequestError(Exception):
    """A request that cannot be carried out as it was made; `text` says what to ask instead."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)

    def __reduce__(self) -> "tuple[type[RequestError], tuple[Text]]":
        return RequestError, (self.text,)


class UnknownIdError(Exception):
    """An id that names nothing; `text` says what was probably meant."""

    def __init__(self, id_: str, known: Sequence[str], what: Text) -> None:
        meant = nearest(id_, known)
        more = "…" if len(known) > LISTED else ""
        zh, en = (mark.join(known[:LISTED]) + more for mark in ("、", ", "))
        hint = (f",是否指 {meant}?", f"; did you mean {meant}?") if meant else (f",现有:{zh}", f"; known: {en}")
        self.text = Text(f"没有{what.zh}“{id_}”{hint[0]}", f"no {what.en} {id_!r}{hint[1]}")
        self._asked = (id_, tuple(known), what)
        super().__init__(self.text.en)

    def __reduce__(self) -> "tuple[type[UnknownIdError], tuple[str, tuple[str, ...], Text]]":
        return UnknownIdError, self._asked


def column_letters(column: int) -> str:
    """The letters of a spreadsheet's column, counted from 1: A, Z, AA …"""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """The number of a spreadsheet's column of those letters, counted from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def shown(text: str, limit: int = 40) -> str:
    """The text as it may stand inside a message: shortened, so that a hostile value cannot flood it."""
    return text if len(text) <= limit else text[:limit] + "…"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None."""
    close = difflib.get_close_matches(word[:100], list(words), n=1, cutoff=0.6)
    return close[0] if close else None
