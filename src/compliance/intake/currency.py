"""Foreign currencies in amounts and headings, which are never converted, and signs of yuan that say no more."""

import re
import unicodedata

_FOREIGN = re.compile(
    r"美元|美金|美圆|港元|港币|港幣|欧元|日元|日圆|英镑|新台币|台币|新加坡元|新元|澳元|澳门元|加元|韩元|卢布|瑞郎|外币"
    r"|\b(?:USD|HKD|EUR|JPY|GBP|TWD|SGD|AUD|CAD|KRW)\b|US\$|HK\$|[$€£]",
    re.IGNORECASE,
)
_YUAN = re.compile(r"^(?:人民币|RMB|CNY|[¥¥])\s*|\(?人民币\)?$", re.IGNORECASE)


def foreign(text: str) -> str | None:
    """The foreign currency that a text names, or None."""
    match = _FOREIGN.search(unicodedata.normalize("NFKC", text[:200]))
    return match[0] if match else None


def without_yuan_sign(text: str) -> str:
    """An amount without the words and signs that only say it is in yuan."""
    return _YUAN.sub("", unicodedata.normalize("NFKC", text).strip()).strip() or text
