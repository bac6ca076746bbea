"""Forms: Word files that are damaged or hold what Word never writes, and tables that are no forms."""

from collections.abc import Callable
from functools import cache
from random import Random

from tests.forms import cell, check_box, control, field, paragraph, row, run, symbol, table, word_bytes, word_table
from tests.hostile.mutations import archive_of, changed, flipped, other_parts, parts_of
from tests.hostile.trial import File, Trial, arguments
from tests.hostile.turns import in_turn
from tests.hostile.uses import writing

_TEXTS = (
    "",
    "9000",
    "☑是 ☐否",
    "约____亩",
    "6.8亿元",
    "9" * 50,
    "☑" * 3_000,
    "单位:" * 2_000,
    "：" * 5_000,
    "（" * 5_000,
    "其中" * 500,
    "\u202e甲",
    "二○一五年",
    "是否" * 20,
)
_LABELS = (
    "项目名称",
    "总投资(万元)",
    "用地面积",
    "建设性质",
    "是否签约",
    "建筑名称",
    "层数",
    "序号",
    "合计",
    "联系人",
    "项目单位",
    "COD(t/a)",
)
_ENTITY = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
_DOCUMENT = "word/document.xml"


@cache
def own() -> bytes:
    """A form with most of what Word puts into one."""
    return word_bytes(
        paragraph("县(市、区)：某县   填报日期：2015年6月3日"),
        table(
            row("项目名称", cell("某项目", columns=3)),
            row("是否签约", cell(check_box(ticked=True), "是 ", check_box(ticked=False), "否"), "总投资(万元)", "9000"),
            row(
                "建设性质",
                cell(symbol("Wingdings", "F0FE"), "新建 ", symbol("Wingdings", "F0A8"), "技改"),
                "用地面积(亩)",
                "30",
            ),
            row(cell("单位", merge="restart"), "建设单位", cell(control("<w:showingPlcHdr/>", "单击输入"), columns=2)),
            row(cell("", merge="continue"), "受理日期", cell(field("<w:textInput/>", "2015-06-01"), columns=2)),
        ),
        word_table(
            [["序号", "建筑名称", "层数", "单体建筑面积(㎡)"], ["1", "1#", "3", "5000"], ["合计", "", "", "5000"]]
        ),
    )


def _with_document(xml: bytes) -> bytes:
    return archive_of(parts_of(own()) | {_DOCUMENT: xml})


def _nested(times: int) -> str:
    inner = paragraph("甲")
    for _ in range(times):
        inner = table(row(cell(inner if inner.startswith("<w:p>") else inner + "<w:p/>")))
    return inner


def _random(random: Random) -> bytes:
    """A table of any labels and values, merged in any way."""
    rows = []
    for _ in range(random.randint(1, 12)):
        cells = [
            cell(
                run(random.choice(_LABELS if random.random() < 0.5 else _TEXTS)),
                columns=random.choice((1, 1, 1, 2, 5)),
                merge=random.choice(("", "", "", "restart", "continue")),
            )
            for _ in range(random.randint(1, 8))
        ]
        rows.append(row(*cells))
    return word_bytes(paragraph(random.choice(_TEXTS)), table(*rows))


SPECIAL: tuple[Callable[[], bytes], ...] = (
    lambda: b"", lambda: b"PK", lambda: own()[:900], lambda: own() + own(), lambda: archive_of({}), lambda: archive_of({_DOCUMENT: b""}),
    lambda: _with_document(_ENTITY + b"<w>&b;&c;</w>"), lambda: _with_document(b"<a>" * 100_000), lambda: _with_document(b" " * 40_000_000),
    lambda: word_bytes(_nested(4)), lambda: word_bytes(_nested(40)), lambda: word_bytes("<w:ins>" * 300 + run("甲") + "</w:ins>" * 300),
    lambda: word_bytes(table(row(cell("甲", columns=99_999)))), lambda: word_bytes(word_table([["项目名称", "甲"]] * 11_000)),
    lambda: word_bytes(paragraph("项目名称：" * 20_000)), lambda: word_bytes(table(row(cell("", merge="continue"), "甲"))),
    lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000), lambda: b"%PDF-1.7", word_bytes,
)  # fmt: skip


def _content(random: Random, number: int) -> bytes:
    special = in_turn(number, 3, SPECIAL)
    if special is not None:
        return special()
    chosen = random.random()
    if chosen < 0.2:
        return flipped(random, own())
    if chosen < 0.35:
        return changed(random, own())
    return other_parts(random, own()) if chosen < 0.7 else _random(random)


def make(random: Random, number: int) -> Trial:
    """A command that reads such a form, or two of them."""
    name = random.choice((b"f.docx", b"f.docx", b"f.docx", b"f.docm"))
    entries = (File(name, _content(random, number)),)
    chosen = random.random()
    if chosen < 0.4:
        return Trial(arguments("review", name, "--show-mapping"), entries)
    if chosen < 0.7:
        return Trial(arguments("review", name, "--format", "json"), entries)
    if chosen < 0.8:
        return Trial(arguments("review", name, "--blank", "b.docx"), (*entries, File(b"b.docx", own())))
    if chosen < 0.9:
        return Trial(arguments("screen", name, "-o", "r.csv", "-q"), entries)
    return writing(arguments("memo", name, "-o", "m.md"), entries, b"m.md")
