"""What can be wrong with a file or a value: where, what, and what to do about it."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from compliance.text import Lang, Text, printable

LISTED = 10  # so many known ids stand in the message about an unknown one


class Place(NamedTuple):
    """A position in an input: a file with a line and column, or a cell of a sheet (`cell`), both counted from 1."""

    file: str
    line: int = 0
    column: int = 0
    cell: bool = False

    @property
    def base(self) -> "Place":
        """The same position, of a file without the folder that it lies in: what the content alone decides."""
        return self._replace(file=PurePath(self.file).name)

    def __str__(self) -> str:
        if not self.line:
            return self.file
        if self.cell:
            return f"{self.file}!{column_letters(self.column)}{self.line}"
        return f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place, said so that its author knows what to do."""

    place: Place
    message: Text

    def line(self, lang: Lang, *, folder: bool = True) -> str:
        """The problem on one line: place, then message, without control characters; `folder` shows that of the file."""
        return printable(f"{self.place if folder else self.place.base}: {self.message.to(lang)}")


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


def shown(text: str, limit: int = 40) -> str:
    """The text as it may stand inside a message: shortened, so that a hostile value cannot flood it."""
    return text if len(text) <= limit else text[:limit] + "…"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None."""
    close = difflib.get_close_matches(word[:100], list(words), n=1, cutoff=0.6)
    return close[0] if close else None
