"""Random amounts, areas and dates, written as offices write them, are read back exactly."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from compliance.case import Datum
from compliance.errors import Place
from compliance.intake.values import read_value
from compliance.quantity.days import FIRST, LAST
from compliance.quantity.quantity import Quantity
from compliance.rulebook.model import Rulebook
from tests.intake.reading import heading_of

_SMALL, _SUM = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_FULL_WIDTH = str.maketrans("0123456789.-/,", "０１２３４５６７８９．－／，")


def spelt(value: int, digits: str = _SMALL, places: str = "十百千") -> str:
    """A whole number below 10¹² in Chinese, as it is written out."""
    if value >= 10**8:
        return _joined(value, 10**8, "亿", digits, places)
    if value >= 10**4:
        return _joined(value, 10**4, "万", digits, places)
    for place, sign in zip((1000, 100, 10), reversed(places), strict=True):
        if value >= place:
            return _joined(value, place, sign, digits, places)
    return digits[value]


def _joined(value: int, place: int, sign: str, digits: str, places: str) -> str:
    head, tail = divmod(value, place)
    zero = digits[0] if tail and tail < place // 10 else ""
    return spelt(head, digits, places) + sign + zero + (spelt(tail, digits, places) if tail else "")


def decimal(value: Fraction) -> str:
    """A number of at most eight decimals."""
    whole, rest = divmod(value * 10**8, 10**8)
    return f"{int(whole)}.{int(rest):08}".rstrip("0").rstrip(".")


def formal(value: int) -> str:
    """The number in the signs in which sums of money are written out."""
    return spelt(value, _SUM, "拾佰仟")


# So many 万元, as a sum of money.
AMOUNTS: Mapping[str, Callable[[int], str]] = {
    "bare": str,
    "thousands": lambda wan: f"{wan:,}",
    "full width": lambda wan: f"{wan:,}万元".translate(_FULL_WIDTH),
    "ten thousands": lambda wan: f"{wan}万元",
    "spaced": lambda wan: f" {wan} 万元 ",
    "in parentheses": lambda wan: f"{wan}（万元）",
    "hundred millions": lambda wan: f"{decimal(Fraction(wan, 10**4))}亿元",
    "short": lambda wan: f"{decimal(Fraction(wan, 10**4))}亿",
    "as people say": lambda wan: f"{decimal(Fraction(wan, 10**4))}个亿",
    "thousand yuan": lambda wan: f"{wan * 10}千元",
    "yuan": lambda wan: f"{wan * 10**4:,}元",
    "both magnitudes": lambda wan: (
        f"{wan // 10**4}亿{wan % 10**4:04}万元" if wan > 10**4 and wan % 10**4 else f"{wan}万元"
    ),
    "spelt": lambda wan: f"{spelt(wan * 10**4)}元",
    "spelt ten thousands": lambda wan: f"{spelt(wan)}万元" if wan < 10**4 else f"{spelt(wan * 10**4)}元",
    "sum": lambda wan: f"{formal(wan * 10**4)}元整",
    "sum in yuan": lambda wan: f"人民币{formal(wan * 10**4)}圆整",
    "renminbi before": lambda wan: f"人民币{wan}万元",
    "renminbi behind": lambda wan: f"{wan}万元人民币",
    "sign": lambda wan: f"￥{wan:,}万元",
    "traditional": lambda wan: f"{wan}萬元",
    "with a stop": lambda wan: f"{wan}万元;",
}

# So many hundredths of a 亩, as an area.
AREAS: Mapping[str, Callable[[int], str]] = {
    "bare": lambda parts: decimal(Fraction(parts, 100)),
    "mu": lambda parts: f"{decimal(Fraction(parts, 100))}亩",
    "market mu": lambda parts: f"{decimal(Fraction(parts, 100))}市亩",
    "in parentheses": lambda parts: f"{decimal(Fraction(parts, 100))}(亩)",
    "thousands": lambda parts: f"{parts // 100:,}.{parts % 100:02} 亩",
    "full width": lambda parts: f"{decimal(Fraction(parts, 100))}亩".translate(_FULL_WIDTH),
    "hectares": lambda parts: f"{decimal(Fraction(3 * parts, 100) / 15)}公顷",
    "ha": lambda parts: f"{decimal(Fraction(3 * parts, 100) / 15)}ha",
    "hm²": lambda parts: f"{decimal(Fraction(3 * parts, 100) / 15)}hm²",
    "square metres": lambda parts: f"{20 * parts}平方米",
    "㎡": lambda parts: f"{20 * parts:,}㎡",
    "ten thousand ㎡": lambda parts: f"{decimal(Fraction(20 * parts, 10**4))}万㎡",
    "both": lambda parts: f"{decimal(Fraction(3 * parts, 100))}亩({20 * parts}平方米)",
    "square kilometres": lambda parts: f"{decimal(Fraction(20 * parts, 10**6))}平方公里",
}
# A 亩 is no whole number of square metres: these are written for three times as many.
TRIPLED = {"hectares", "ha", "hm²", "square metres", "㎡", "ten thousand ㎡", "both", "square kilometres"}

DATES: Mapping[str, Callable[[date], str]] = {
    "iso": date.isoformat,
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "points": lambda day: f"{day.year}.{day.month}.{day.day}",
    "padded points": lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    "Chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "padded Chinese": lambda day: f"{day.year}年{day.month:02}月{day.day:02}日",
    "spaced Chinese": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "spoken": lambda day: f"{day.year}年{day.month}月{day.day}号",
    "digits": lambda day: f"{day:%Y%m%d}",
    "full width": lambda day: day.isoformat().translate(_FULL_WIDTH),
    "with a clock": lambda day: f"{day.isoformat()} 00:00:00",
    "spelt": lambda day: (
        f"{''.join('〇一二三四五六七八九'[int(c)] for c in str(day.year))}年{_of_month(day.month)}月{_of_month(day.day)}日"
    ),
    "half spelt": lambda day: f"{day.year}年{_of_month(day.month)}月{_of_month(day.day)}日",
}


def _of_month(number: int) -> str:
    return spelt(number).removeprefix("一") if 10 <= number < 20 else spelt(number)


def stated(rulebook: Rulebook, heading: str, written: str) -> object:
    """What an application states by those words."""
    meant = heading_of(rulebook.vocabulary, heading)
    found = read_value(meant, written, Place("application.yaml", 1, 1))
    assert isinstance(found, Datum), (written, found)
    return found.value.amount if isinstance(found.value, Quantity) else found.value


@given(wan=st.integers(1, 9_999_999), style=st.sampled_from(sorted(AMOUNTS)))
def test_an_amount_is_read_back_from_any_style(rulebook: Rulebook, wan: int, style: str) -> None:
    assert stated(rulebook, "总投资", AMOUNTS[style](wan)) == wan


@given(parts=st.integers(1, 9_999_999), style=st.sampled_from(sorted(AREAS)))
def test_an_area_is_read_back_from_any_style(rulebook: Rulebook, parts: int, style: str) -> None:
    assert stated(rulebook, "用地面积", AREAS[style](parts)) == Fraction((3 if style in TRIPLED else 1) * parts, 100)


@given(day=st.dates(FIRST, LAST), style=st.sampled_from(sorted(DATES)))
def test_a_date_is_read_back_from_any_style(rulebook: Rulebook, day: date, style: str) -> None:
    assert stated(rulebook, "实际开工日期", DATES[style](day)) == day
