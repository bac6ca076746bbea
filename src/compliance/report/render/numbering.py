"""The numbers of headings and annexes, after GB/T 9704-2012: 一、 （一） 1."""

from compliance.text import Lang

_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return ten + _NUMERALS[ones]


def section_number(index: int, lang: Lang) -> str:
    """The number of a heading of the first level, counted from 0: 一、"""
    return f"{numeral(index + 1)}、" if lang == "zh" else f"{index + 1}. "


def part_number(index: int, lang: Lang) -> str:
    """The number of a heading of the second level, in full-width brackets: （一）"""
    return f"\uff08{numeral(index + 1)}\uff09" if lang == "zh" else f"({index + 1}) "


def point_number(index: int, lang: Lang) -> str:
    """The number of a heading of the third level: 1."""
    return f"{index + 1}." if lang == "zh" else f"{index + 1}. "


def annex_number(index: int, lang: Lang) -> str:
    """The number of an annex, counted from 0: 附件1"""
    return f"附件{index + 1}" if lang == "zh" else f"Annex {index + 1}"
