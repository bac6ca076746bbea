"""Written codes of a classification to codes: 3011, C3011, 3011水泥制造, C30/3011, or the exact name of what is coded.

What contradicts itself is no code: two codes of which neither is the beginning of the other, the letter of another
section, the name of another code.  Whether a code exists is asked elsewhere (`review.consistency`), since it may exist
in another edition.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from compliance.errors import shown
from compliance.intake.written import CODE_DIGITS, SECTIONS
from compliance.text import Text
from compliance.vocabulary.fields import DIVISION, Classification, Field
from compliance.vocabulary.folding import fold

_LENGTH = 200  # of what is written, so much is read
_CLOSEST = 3
_CLASS = 4  # the digits of a code that has nothing below it

_ONE = rf"(?:[{SECTIONS}]\s*)?{CODE_DIGITS}"
_NO_MORE = r"(?![0-9A-Za-z]|\.[0-9])"
_AT_START = re.compile(rf"\(?{_ONE}(?:[\s/\\,、;|>-]+{_ONE})*{_NO_MORE}", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"[(\[【〔]\s*({_ONE})\s*[)\]】〕]\s*$", re.IGNORECASE)
_AT_END = re.compile(rf"(?<![0-9A-Za-z.])({_ONE})$", re.IGNORECASE)
_ANYWHERE = re.compile(rf"(?<![0-9A-Za-z.]){_ONE}{_NO_MORE}", re.IGNORECASE)
_EACH = re.compile(rf"([{SECTIONS}])?\s*({CODE_DIGITS})", re.IGNORECASE)
_OPENING, _CLOSING, _AROUND = "([【〔", ")]】〕", " \t:;,.、。/\\|>_·-—–"
# What follows a number that counts something and is no code: 30万吨, 2015年, 500强.
_COUNTED = tuple("万亿千百十吨亩元台套件年月日条座家强余多%‰米平")


def read_code(field: Field, written: str) -> str | Text:
    """The code, or why what is written is none."""
    label = field.label
    plain = unicodedata.normalize("NFKC", written[:_LENGTH]).strip()
    if any(unicodedata.category(character) == "No" for character in written[:_LENGTH]):
        return _malformed(label, written)  # ¹ ② and the like are marks of notes, no digits
    if field.classification is None:
        found = _EACH.fullmatch(plain)
        return found[2] if found else _refused(label, written)
    return _Reading(label, written, field.classification).of(plain)


def plain_codes(field: Field) -> str:
    """A pattern of codes that `read_code` takes as they stand, a letter before the digits apart; not of all of them."""
    classification = field.classification
    if classification is None:
        return rf"^[{SECTIONS}]?{CODE_DIGITS}\z"
    divisions = sorted({code[:DIVISION] for one in _editions(classification) for code in one.codes})
    of_sections: dict[str, list[str]] = {}
    for division in divisions:
        if section := classification.section_of(division):
            of_sections.setdefault(section, []).append(division)
    lettered = [f"{section}({'|'.join(within)})[0-9]{{0,2}}" for section, within in of_sections.items()]
    return rf"^({'|'.join(['[0-9]{2}', '[0-9]{4}', *lettered])})\z"


class _Parts(NamedTuple):
    """What is written, taken apart: codes (the letter before each, its digits), words, and how they stand together."""

    codes: tuple[tuple[str, str], ...]
    words: str
    words_first: bool
    in_brackets: bool

    @property
    def code(self) -> str:
        """The longest of the codes, empty if there is none."""
        return max((digits for _, digits in self.codes), key=len, default="")

    @property
    def is_one(self) -> bool:
        """Whether every code is the longest or a beginning of it."""
        return all(self.code.startswith(digits) for _, digits in self.codes)

    @property
    def has_letter(self) -> bool:
        """Whether a letter says that a number is a code."""
        return any(letter for letter, _ in self.codes)


def _parts(plain: str) -> _Parts:
    rest, leading = plain, _AT_START.match(plain)
    if leading:
        rest = plain[leading.end() :]
    bracketed = _IN_BRACKETS.search(rest)
    trailing = bracketed or (None if leading else _AT_END.search(rest))
    if trailing:
        rest = rest[: trailing.start()]
    found = [match[0] if match is leading else match[1] for match in (leading, trailing) if match]
    codes = tuple((letter.upper(), digits) for text in found for letter, digits in _EACH.findall(text))
    return _Parts(codes, _words(rest), leading is None, bracketed is not None)


def _words(rest: str) -> str:
    """What is left without what only sets it apart from a code; brackets within a name belong to it."""
    words = rest.lstrip(_AROUND + _CLOSING).rstrip(_AROUND)
    if words.startswith(tuple(_OPENING)) and words.endswith(tuple(_CLOSING)):
        return words[1:-1].strip(_AROUND)
    return words


class _Reading:
    """One reading of a code that a classification lists."""

    def __init__(self, label: Text, written: str, classification: Classification) -> None:
        self._label = label
        self._written = written
        self._of = classification

    def of(self, plain: str) -> str | Text:
        """The code that is written, or why there is none."""
        for other in self._of.other_editions:
            if _edition(other).search(plain):
                return self._of_another_edition(other)
        parts = _parts(_edition(self._of).sub(" ", plain).strip())
        number_left = any(character.isdigit() for character in parts.words)
        if number_left or not parts.is_one or not (parts.codes or parts.words):
            return _refused(self._label, self._written)
        if not parts.codes:
            return self._named(parts.words)
        return self._wrong_section(parts) or (self._with_words(parts) if parts.words else self._alone(parts))

    def _of_another_edition(self, other: Classification) -> Text:
        said, own, edition = shown(self._written), self._of.label, other.label
        zh = f"“{said}”写明是 {edition.zh} 的代码;请换算为 {own.zh} 的代码"
        return self._said(zh, f"'{said}' is a code of {edition.en}; convert it to the code of {own.en}")

    def _wrong_section(self, parts: _Parts) -> Text | None:
        section = self._of.section_of(parts.code)
        wrong = next((letter for letter, _ in parts.codes if letter and section and letter != section), None)
        if wrong is None:
            return None
        said = shown(self._written)
        zh = f"{parts.code} 属门类 {section},不属 {wrong};“{said}”二者必有一误,请核对"
        en = f"{parts.code} belongs to section {section}, not {wrong}; check '{said}'"
        return self._said(zh, en)

    def _alone(self, parts: _Parts) -> str | Text:
        code = parts.code
        if len(code) < _CLASS - 1 or parts.has_letter or f"0{code}" not in self._of.codes:
            return code
        zero = self._called(f"0{code}")
        zh = f"{code} 可能丢了前导 0;是否为 {zero}?请写全 4 位,或加门类字母"
        en = f"{code} may have lost a leading 0; is it {zero}? Write all 4 digits, "
        return self._said(zh, en + "or the letter of the section before them")

    def _with_words(self, parts: _Parts) -> str | Text:
        code, words = parts.code, parts.words
        named = self._of.code_named(words)
        if named is not None:
            return named if named.startswith(code) else self._another(code, f"{named}({self._of.label.zh})", words)
        for other in self._of.other_editions:
            named = other.code_named(words)
            if named is not None and (named != code or code in self._of.codes):
                return self._another(code, f"{named}({other.label.zh})", words)
            if named is not None:
                return code
        counts = not parts.words_first and words.startswith(_COUNTED)
        is_class = len(code) == _CLASS and (parts.in_brackets or not parts.words_first)
        if counts or not (is_class or parts.has_letter or words.endswith("业")):
            return _malformed(self._label, self._written)
        return code

    def _another(self, code: str, named: str, words: str) -> Text:
        """What is said of a code beside the name of another."""
        zh = f"{self._called(code)} 与“{shown(words)}”不符,后者是 {named};请核对"
        en = f"{self._called(code)} does not go with '{shown(words)}', the name of {named}; check it"
        return self._said(zh, en)

    def _called(self, code: str) -> str:
        name = self._of.names.get(code)
        return code if name is None else f"{code} {name}"

    def _named(self, words: str) -> str | Text:
        """The code of an exact name, or which codes have a name that is close."""
        code = self._of.code_named(words)
        if code is not None:
            return code
        if not self._of.names or not any(character >= "\u4e00" for character in words):
            return _malformed(self._label, self._written)
        said, edition = shown(self._written), self._of.label
        zh, en = f"“{said}”不是 {edition.zh} 中的全称", f"'{said}' is no full name of {edition.en}"
        for other in self._of.other_editions:
            if (code := other.code_named(words)) is not None:
                zh, en = f"{zh},而是 {other.label.zh} 的 {code}", f"{en} but that of {code} in {other.label.en}"
        close = [self._called(code) for code in _closest(self._of, words)]
        zh += f";是否为 {'、'.join(close)}?请填代码" if close else ";请填代码"
        en += f"; is it {', '.join(close)}? Give the code" if close else "; give the code"
        return self._said(zh, en)

    def _said(self, zh: str, en: str) -> Text:
        """The same, said of the field."""
        return Text(f"“{self._label.zh}”:{zh}", f"'{self._label.en}': {en}")


@lru_cache(maxsize=8)
def _edition(classification: Classification) -> re.Pattern[str]:
    """The name of an edition, in brackets or not."""
    name = r"\s*".join(map(re.escape, fold(classification.label.zh)))
    return re.compile(rf"[(\[]?\s*{name}(?![0-9])\s*[)\]]?", re.IGNORECASE)


def _editions(classification: Classification) -> tuple[Classification, ...]:
    return (classification, *classification.other_editions)


def _closest(classification: Classification, words: str) -> list[str]:
    """The codes whose names share most with the words, best first: pairs of characters, the rarer the more."""
    names, common = _pairs_of_names(classification)
    wanted = frozenset(_pairs(words))
    shared = {code: sum(1 / common[pair] for pair in pairs & wanted) for code, pairs in names.items()}
    best = sorted((code for code in shared if shared[code]), key=lambda code: (-shared[code], len(names[code]), code))
    return best[:_CLOSEST]


@lru_cache(maxsize=4)
def _pairs_of_names(classification: Classification) -> tuple[dict[str, frozenset[str]], Counter[str]]:
    """The pairs in the name of each code, and how many names have each pair."""
    names = {code: frozenset(_pairs(name)) for code, name in classification.names.items()}
    return names, Counter(pair for pairs in names.values() for pair in pairs)


def _pairs(words: str) -> Iterator[str]:
    folded = fold(words)
    return (folded[place : place + 2] for place in range(len(folded) - 1))


def _refused(label: Text, written: str) -> Text:
    """What is said of what is no code: of several, that there are several."""
    if len(_ANYWHERE.findall(unicodedata.normalize("NFKC", written[:_LENGTH]))) < 2:
        return _malformed(label, written)
    zh = f"“{label.zh}”填了不止一个代码:“{shown(written)}”;请只填主要行业的一个"
    return Text(zh, f"'{label.en}' holds more than one code: '{shown(written)}'; give the main one only")


def _malformed(label: Text, written: str) -> Text:
    zh = f"“{label.zh}”须为 2 至 4 位数字,如 3120 或 C3120,而不是“{shown(written)}”"
    return Text(zh, f"'{label.en}' must have 2 to 4 digits, as 3120 or C3120, not '{shown(written)}'")
