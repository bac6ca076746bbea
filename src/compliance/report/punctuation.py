"""Chinese text as official paper has it: full-width signs, and days in words."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

_SIGNS = {",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "?": "\uff1f", "!": "\uff01"}
_CHINESE = re.compile("[\u2e80-\u2fff\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2460-\u24ff]")
# An address, or a file with a cell or a line of it.
_KEPT = (
    r"https?://(?:(?!;(?:[^!-~]|https?:|$))[^\s\u2018-\u201d\u3000-\u9fff\uff00-\uffef])+",
    r"[^\s\"\u201c\u201d(),;:、，；：（）]+\.(?:yaml|yml|json|jsonl|xlsx|xlsm|xls|ods|csv|tsv|parquet|docx)"
    r"(?:\[[^\]]*\])?(?:![A-Z]+\d+|:\d+(?::\d+)?)?",
)
_DAY = re.compile(r"(?<![\w-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\w-])")


def full_width(text: str, verbatim: Iterable[str] = ()) -> str:
    """Chinese text with the full-width signs of GB/T 15834; what is quoted word for word keeps its own.

    `verbatim` are the words that stand in the text as a document has them.  Addresses, names of files, numbers, times
    and foreign words beside one another stay as they are, and so does a text without Chinese.
    """
    if not _CHINESE.search(text):
        return text
    signs = list(text)
    opened: list[int] = []
    for at in _free(text, verbatim):
        sign = text[at]
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            first = opened.pop()
            if _CHINESE.search(text, max(first - 1, 0), at + 2):
                signs[first], signs[at] = "\uff08", "\uff09"
        elif sign in _SIGNS and (sign == ";" or not _between_ascii(text, at)):
            signs[at] = _SIGNS[sign]
            if text[at + 1 : at + 2] == " ":
                signs[at + 1] = ""
    return "".join(signs)


def _free(text: str, verbatim: Iterable[str]) -> Iterator[int]:
    """The places of the signs that may be changed."""
    kept = sorted((re.escape(words) for words in set(verbatim) if words), key=len, reverse=True)
    at = 0
    for match in re.finditer("|".join((*kept, *_KEPT)), text):
        yield from range(at, match.start())
        at = match.end()
    yield from range(at, len(text))


def _between_ascii(text: str, at: int) -> bool:
    """Whether what stands next to a sign on both sides, spaces aside, is neither Chinese nor the end."""
    before, after = text[:at].rstrip(" ")[-1:], text[at + 1 :].lstrip(" ")[:1]
    return before.isascii() and after.isascii() and before != "" and after != ""


def long_day(day: date) -> str:
    """A day as GB/T 9704-2012 writes it: 2015年6月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def with_long_days(text: str) -> str:
    """The text with each day of the form 2015-06-01 as 2015年6月1日; what only looks like a day stays."""
    return _DAY.sub(_long, text)


def _long(match: re.Match[str]) -> str:
    try:
        return long_day(date(*map(int, match.groups())))
    except ValueError:
        return match[0]
