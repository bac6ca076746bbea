"""The words of an answer to a yes-or-no question; what is neither, such as 正在办理, is in doubt."""

import re
import unicodedata
from functools import lru_cache

from compliance.intake.written import TRUTHS
from compliance.vocabulary.fields import Field
from compliance.vocabulary.folding import fold

# Behind a yes, words that do not take it back: 有,2个自然村.  A no with a remark (否,正在洽谈) is none.
_YES_WITH_REMARK = re.compile(r"(?:是|有|√|✓|☑)\s*[,;:(、](?P<remark>.+)", re.DOTALL)
_TAKEN_BACK = re.compile(
    r"[否无不未没非拟待暂尚仅除可能如若但将正约?]|部分|计划|预计|申请|办理|洽谈|意向|基本|左右|准备|争取|个别|原"
)
# One of two boxes is filled: ☑是 □否, 是□ 否■.
_FILLED, _EMPTY = "☑✓✔√■●", "□☐○"
_BOXES = re.compile(
    rf"(?P<first>[{_FILLED}{_EMPTY}])(?P<yes>是|有)[/、,]?(?P<second>[{_FILLED}{_EMPTY}])(?P<no>否|无)"
    rf"|(?P<yes_too>是|有)(?P<one>[{_FILLED}{_EMPTY}])[/、,]?(?P<no_too>否|无)(?P<two>[{_FILLED}{_EMPTY}])"
)
_ASKING = re.compile(r"是否|有无|是不是")
_DONE, _NOT_DONE = ("已经", "已"), ("尚未", "还未", "未", "没有")
_VERBS = ("符合", "属于", "属", "需要", "需", "拟入驻", "涉及", "具备", "新增", "纳入")


def truth(field: Field, written: str) -> bool | None:
    """Whether the words say yes or no to what the field asks; None if they say neither for certain."""
    word = fold(written[:100])
    known = TRUTHS.get(word)
    if known is None:
        known = _boxes(word)
    if known is None and not field.decided_by_person:
        known = _named(field, word)
    if known is None and (match := _YES_WITH_REMARK.fullmatch(unicodedata.normalize("NFKC", written[:100]).strip())):
        known = None if _TAKEN_BACK.search(match["remark"]) else True
    return known


def _boxes(word: str) -> bool | None:
    match = _BOXES.fullmatch(word)
    if match is None:
        return None
    yes, no = (match["first"] or match["one"]) in _FILLED, (match["second"] or match["two"]) in _FILLED
    return None if yes == no else yes


def _named(field: Field, word: str) -> bool | None:
    """The answer that says what is asked: 已签约, 未签 of 是否签约; 符合, 不符合 of 符合产业规划.

    Where only a finding counts, 未认定 may say that there is none yet: such words are not read (`decided_by_person`).
    """
    for asked in _asked(field):
        done = asked.removeprefix("已")
        if word in (asked, done, f"已{done}"):
            return True
        if done.startswith("有") and word in (f"没{done}", f"无{done[1:]}"):
            return False
        for verb in _VERBS:
            if done.startswith(verb[:1] if verb in ("属于", "需要") else verb):
                if word == verb:
                    return True
                if word == f"不{verb}":
                    return False
        for said, begun in ((True, _DONE), (False, _NOT_DONE)):
            if any(word.startswith(one) and _begins(done, word.removeprefix(one)) for one in begun):
                return said
    return None


def _begins(asked: str, rest: str) -> bool:
    return bool(rest) and asked.startswith(rest)


@lru_cache(maxsize=4096)
def _asked(field: Field) -> tuple[str, ...]:
    """What the field asks after, by its Chinese names: 签约 of 是否签约."""
    names = (re.sub(r"[((].*?[))]", "", name) for name in (field.label.zh, *field.aliases))
    asked = (_ASKING.split(fold(name))[-1] for name in names)
    return tuple(dict.fromkeys(name for name in asked if len(name) > 1))
