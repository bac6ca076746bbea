"""The words and forms in which people write nothing, yes, no and a code: one table for every reading of cells."""

from collections.abc import Mapping

# Words that say that a cell has no content yet, in any case; and the signs that say so alone, for a character class.
IDLE_WORDS = ("待定", "未定", "待补", "待补充", "不详", "未知", "暂缺", "暂无数据", "N/A", "NA")
IDLE_SIGNS = r"-—–―/\\_.…·\s"
TRUTHS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "yes", "y", "是", "有", "√"), True),
    **dict.fromkeys(("false", "no", "n", "否", "无", "\N{MULTIPLICATION SIGN}"), False),
}
# A code of GB/T 4754: the letter of a section, then a division, group or class.
SECTIONS = "A-T"
CODE_DIGITS = "[0-9]{2,4}"
