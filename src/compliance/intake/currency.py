"""Foreign currencies in amounts and headings, which are never converted, and signs of yuan that say no more."""

import re
import unicodedata

_FOREIGN = re.compile(
    r"美元|美金|美圆|港元|港币|港幣|欧元|日元|日圆|英镑|新台币|台币|新加坡元|新元|澳元|澳门元|加元|韩元|卢布|瑞郎|外币"
    r"|(?<![A-Z])(?:USD|HKD|EUR|JPY|GBP|TWD|SGD|AUD|CAD|KRW)(?![A-Z])|US\$|HK\$|[$€£]",
    re.IGNORECASE,
)
_YUAN = re.compile(r"\(人民币\)|人民币|(?<![A-Z])(?:RMB|CNY)(?![A-Z])|[¥¥]", re.IGNORECASE)


def foreign(text: str) -> str | None:
    """The foreign currency that a text names, or None."""
    match = _FOREIGN.search(unicodedata.normalize("NFKC", text[:200]))
    return match[0] if match else None


def without_yuan_sign(text: str) -> str:
    """An amount without the word or sign that only says it is in yuan."""
    return _YUAN.sub("", unicodedata.normalize("NFKC", text), count=1).strip() or text
