"""Options with boxes to which of them are ticked: ☐新建 ☑技改, 新建☐ 技改√, 内资(国有☐ 集体☑)."""

import re
from typing import NamedTuple

from compliance.intake.forms.grid import EMPTY_BOX, TICKED_BOX
from compliance.text import Text

_TICK = "√"
_SIGNS = f"{EMPTY_BOX}{TICKED_BOX}{_TICK}"
_APART = re.compile(r"[\s、,，;；/|]+")
_EDGES = " \t\n\u3000、,，;；/|:：()（）"
_REMARK = re.compile(r"[(（](?:请注明|请填写|注明|填写)?[:：]?[_＿\s]*[)）]?$|[_＿]+$")
SEVERAL_SIGNS = Text(
    "方框与选项的对应不能确定;请写明选了哪一项",
    "which box belongs to which option is not certain; say which one is chosen",
)


class Option(NamedTuple):
    """What stands at one box, and whether it is ticked."""

    name: str
    ticked: bool


def has_boxes(text: str) -> bool:
    """Whether a text holds a box or a tick."""
    return any(sign in text for sign in _SIGNS)


def options(text: str) -> tuple[Option, ...] | None:
    """The options of a text with boxes, in its order; None if which box belongs to which word is not certain.

    Boxes stand before every option or behind every one.
    """
    parts = re.split(f"([{_SIGNS}])", text.strip())
    words, signs = [part.strip(_EDGES) for part in parts[::2]], parts[1::2]
    if not signs:
        return None
    before, behind = not words[0], not words[-1]
    if before and not behind:
        named = words[1:]
    elif behind and not before:
        named = words[:-1]
    elif len(signs) == 1:
        named = [""] if before else words[:1]
        if not before and words[1]:
            return None
    else:
        return None
    names = [_REMARK.sub("", name).strip(_EDGES) for name in named]
    if len(signs) > 1 and not all(names):
        return None
    if any(_holds_more(name) for name in names):
        return None
    return tuple(Option(_inner(name), sign != EMPTY_BOX) for name, sign in zip(names, signs, strict=True))


def _holds_more(name: str) -> bool:
    """Whether there is more than one word at a box: a tick at one of them would leave open which it means."""
    return len([word for word in _APART.split(name) if word]) > 1


def _inner(name: str) -> str:
    """The option at a box within brackets that its group opens: 国有 of 内资(国有."""
    return (
        re.split("[(（]", name)[-1].strip(_EDGES)
        if name.count("(") + name.count("（") > name.count(")") + name.count("）")
        else name
    )
