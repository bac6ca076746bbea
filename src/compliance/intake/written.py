"""The words and forms in which people write nothing, yes, no and a code: one table for every reading of values."""

import re
from collections.abc import Mapping

# Words that say that a cell has no content yet, in any case; and the signs that say so alone, for a character class.
IDLE_WORDS = ("待定", "未定", "待补", "待补充", "不详", "未知", "暂缺", "暂无数据", "N/A", "NA")
IDLE_SIGNS = r"-—–―－/\\_.…·\s"
TRUTHS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "y", "是", "有", "√", "✓", "✔", "☑"), True),
    **dict.fromkeys(("false", "no", "n", "否", "无", "不是", "没有", "\N{MULTIPLICATION SIGN}"), False),
}
# A code of GB/T 4754: the letter of a section, then a division, group or class.
SECTIONS = "A-T"
CODE_DIGITS = "[0-9]{2,4}"

_IDLE = re.compile(rf"[{IDLE_SIGNS}]+|{'|'.join(IDLE_WORDS)}", re.IGNORECASE)


def is_idle(text: str) -> bool:
    """Whether a text says only that there is nothing to say yet."""
    return _IDLE.fullmatch(text[:50]) is not None
