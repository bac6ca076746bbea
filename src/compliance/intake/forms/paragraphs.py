"""The paragraphs of a form outside of its tables: which hold answers, and what they say of the whole form."""

import re
from collections.abc import Iterator, Sequence

from compliance.intake.columns.meaning import units_in
from compliance.intake.forms.grid import Line, Paper
from compliance.quantity.units import Unit

_UNIT = re.compile(r"(?:^|[\s(（])(?:金额|计量|面积|货币)?单位[:：]\s*([^\s)）;；]+)")
_HELP = re.compile(
    r"[《(（]?.{0,20}(?:填表|填写|填报|编制)?(?:说明|须知|注意事项|要求)[:：]|(?:填表|填写|填报|编制)(?:说明|须知)|(?:附)?注[:：\d]|备注[:：]"
)


def explains(line: Line) -> bool:
    """Whether a paragraph begins to explain how the form is to be filled in."""
    return _HELP.match(line.text) is not None


def outside_of_help(lines: Sequence[Line]) -> Iterator[Line]:
    """The paragraphs that are no part of an explanation of how to fill in the form, which goes on to the next table."""
    explaining = -1
    for line in lines:
        if explains(line):
            explaining = line.tables
        if line.tables != explaining:
            yield line


def units_of(paper: Paper) -> Iterator[Unit]:
    """The units that a form states once for all of its numbers: 单位:万元."""
    texts = [line.text for line in paper.lines] + [cell.text for grid in paper.grids for cell in grid.cells]
    for text in texts:
        for said in _UNIT.findall(text):
            found = [units_in(word) for word in re.split("[、,，/]", said)]
            if all(found):
                yield from (one[0] for one in found)
