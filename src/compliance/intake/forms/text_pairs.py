"""Lines of text that state labels with values: 县(市、区):某市  责任单位:某局.  Sentences are none."""

import re
from typing import NamedTuple

# A label begins a line, or stands behind a wide gap, and ends with a colon.
_LABEL = re.compile(
    r"(?:^|(?<=\n)|(?<=[ \t\u3000])|(?<=[;；]))[ \t\u3000]*"
    r"(?P<label>[^:：;；\s。](?:[^:：;；\n\t。 \u3000]|[ \u3000](?=\S{1,2}[ \u3000:：])){1,29}?)[ \t\u3000]*[:：]"
)
_IN_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_BLANKS = " \t\n\u3000_＿"


class TextPair(NamedTuple):
    """A label, and what stands behind it; empty for a blank that is not filled in."""

    label: str
    value: str


def text_pairs(text: str) -> tuple[TextPair, ...]:
    """The labels with values of a text, in its order; none if it does not begin with a label."""
    found = [match for match in _LABEL.finditer(text) if _IN_WORDS.search(match["label"])]
    if not found or text[: found[0].start()].strip(_BLANKS):
        return ()
    ends = [match.start() for match in found[1:]] + [len(text)]
    return tuple(
        TextPair(match["label"].strip(), text[match.end() : end].strip(_BLANKS + ";；"))
        for match, end in zip(found, ends, strict=True)
    )
