"""Applications in YAML and JSON."""

import json
from functools import cache
from random import Random

from tests.hostile.encodings import as_is, encoded
from tests.hostile.mutations import changed
from tests.hostile.trial import Entry, File, Link, Trial, arguments
from tests.hostile.uses import of_application
from tests.hostile.values import value
from tests.places import ROOT

_LABELS = (
    *(
        "项目名称",
        "受理日期",
        "是否拟入驻产业集聚区",
        "行业代码",
        "总投资",
        "用地面积",
        "建设性质",
        "项目阶段",
        "buildings",
        "认定",
    ),
    *("项目编号", "实际开工日期", "新增从业人员", "name", "total_investment", "land_area", "不存在的键", ""),
)
_NUMBERED = (
    "0",
    "1e400",
    "9" * 400,
    "-0.0",
    ".inf",
    "-.INF",
    ".nan",
    "0x" + "F" * 300,
    "0o777",
    "0b11",
    "1:2:3",
    "190:20:30",
    "1_0_0",
    "+.5",
)
_TAGS = (
    "!!python/object/apply:os.system [id]",
    "!!python/name:os.system",
    "!!binary /////w==",
    "!!binary 好",
    "!!timestamp 2015-13-45",
    "!!set {a, b}",
    "!!omap [a: 1, a: 2]",
    "!!pairs [a: 1]",
    "!!float x",
    "!!int ''",
    "!!bool maybe",
    "!!null x",
    "!!str [a]",
    "!x y",
    "!<tag:x> y",
    "!!map []",
    "!!seq {}",
    "2015-06-01T99:99:99",
    "2015-13-45",
    "2015-06-01 00:00:00 +99:99",
    "0000-01-01",
    "9999-12-31T23:59:59-23:59",
)
_LINES = (
    "<<: {总投资: 5}",
    "<<: [1, 2]",
    "<<: *a",
    "<<: a",
    "? [a, b]\n: c",
    "? {a: b}\n: c",
    "? !!set {x}\n: y",
    "[a]: b",
    "{a: b}: c",
    "null: x",
    "1: x",
    "true: x",
    "2015-06-01: x",
    ".nan: x",
    "---\n项目名称: 乙",
    "...\n",
    "%YAML 9.9\n---",
    "%TAG ! !\n---",
    "\t- x",
    "- x",
    "总投资: &a 5\n用地面积: *a",
    "总投资: &a [*a]",
    "总投资: *nowhere",
    "buildings: &b [{层数: 3}, *b]",
    "总投资: 5\n总投资: 6",
    "项目名称: |\n  a\n b",
    'x: "\\uD800"',
    'x: "\\x00"',
    'x: "\\U0010FFFF"',
    'x: "\\U00110000"',
    "x: 'a",
    "buildings: 5",
    "buildings: {层数: 3}",
    "buildings: [5, [6], null, '']",
    "认定: 5",
    "认定: [{}]",
    "认定: [{事项: 5, 结论: [], 单位: {}, 日期: x}]",
    "认定: {事项: x}",
    "认定: [{规则: NLC08-investment-intensity, 结论: 符合, 单位: 局, 日期: 2999-01-01}]",
    "认定: [{规则: {}, 结论: 符合, 单位: 局, 日期: 2015-06-10}]",
    "项目名称:",
    "受理日期: 9999-12-31",
    "受理日期: 2951-06-01",
    "受理日期: 0001-01-01",
    "总投资: 近亿元",
    "总投资: 亿元",
    "用地面积: 亿五千万亩",
)


def _nested(random: Random) -> str:
    """Something in something, many times."""
    depth = random.choice((30, 200, 1_000, 20_000, 100_000))
    form = random.randrange(7)
    match form:
        case 0:
            return "总投资: " + "[" * depth
        case 1:
            return "总投资: " + "[" * depth + "]" * depth
        case 2:
            return "总投资: " + "{a: " * depth + "1" + "}" * depth
        case 3:
            return "- " * depth + "x"
        case 4:
            return "".join(" " * n + "a:\n" for n in range(min(depth, 1_500)))
        case 5:
            return '{"总投资": ' * depth + "1" + "}" * depth
        case _:
            return "? " * depth + "x"


def _aliases(random: Random) -> str:
    """Each line names the one before several times."""
    levels, times = random.choice(((9, 9), (30, 2), (60, 3), (5, 40)))
    lines = ["a0: &a0 5"]
    for level in range(1, levels):
        named = ", ".join([f"*a{level - 1}"] * times)
        lines.append(
            random.choice(
                (f"a{level}: &a{level} [{named}]", f"a{level}: &a{level} {{x: *a{level - 1}, y: *a{level - 1}}}")
            )
        )
    return "\n".join([*lines, f"总投资: *a{levels - 1}", f"buildings: *a{levels - 1}", f"<<: *a{levels - 1}"])


def _of_type(random: Random, depth: int = 0) -> object:
    """A value of any type that JSON has."""
    match random.randrange(9 if depth < 4 else 6):
        case 0:
            return random.choice((None, True, False))
        case 1:
            return random.choice((0, -1, 5, 10**30, 10**400, 1e308, 1.5, float("nan"), float("inf")))
        case 2 | 3 | 4 | 5:
            return value(random, surrogates=True)
        case 6:
            return [_of_type(random, depth + 1) for _ in range(random.randint(0, 4))]
        case _:
            return {random.choice(_LABELS): _of_type(random, depth + 1) for _ in range(random.randint(0, 4))}


def _scalar(random: Random) -> str:
    chosen = random.random()
    if chosen < 0.2:
        return random.choice(_NUMBERED)
    if chosen < 0.4:
        return random.choice(_TAGS)
    if chosen < 0.7:
        return json.dumps(value(random, surrogates=True), ensure_ascii=random.random() < 0.5)
    return value(random, surrogates=True)


def _as_json(random: Random) -> str:
    whole = {random.choice(_LABELS): _of_type(random) for _ in range(random.randint(1, 10))} | {
        "项目名称": value(random)
    }
    text = json.dumps(
        random.choice((whole, whole, whole, [whole], _of_type(random))), ensure_ascii=random.random() < 0.5
    )
    if random.random() < 0.2:
        text = text[:-1] + random.choice(
            (",}", ',"总投资":1,"总投资":2}', "", "}}", '\n{"a":1}', "//", ',"a":01}', ",'a':1}")
        )
    return text


def _as_yaml(random: Random) -> str:
    lines = _example(random).splitlines()
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(lines))
        form = random.random()
        if form < 0.4:
            lines.insert(at, f"{random.choice(_LABELS)}: {_scalar(random)}")
        elif form < 0.75:
            lines.insert(at, random.choice(_LINES))
        elif form < 0.85 and lines:
            lines[at - 1] = lines[at - 1].partition(":")[0] + ": " + _scalar(random)
        elif form < 0.93:
            lines.insert(at, _nested(random))
        else:
            lines.insert(at, _aliases(random))
    return "\n".join(lines) + "\n"


@cache
def examples() -> tuple[str, ...]:
    """The examples that ship."""
    return tuple(path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.yaml")))


def _example(random: Random) -> str:
    return random.choice((*examples(), "项目名称: 某项目\n受理日期: 2015-06-01\n", ""))


def content(random: Random) -> bytes:
    """An application as bytes."""
    chosen = random.random()
    if chosen < 0.3:
        return as_is(_as_json(random))
    if chosen < 0.7:
        return as_is(_as_yaml(random))
    if chosen < 0.8:
        return encoded(random, _as_yaml(random))
    if chosen < 0.97:
        return changed(random, random.choice((as_is(_example(random)), as_is(_as_json(random)))))
    return random.choice(
        (
            b"",
            b"\0",
            b" ",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\n" * 1000,
            b"[]",
            b"{}",
            b"null",
            b"-",
            b"\x1b[2J",
            b"a" * 1_000_000,
        )
    )


def make(random: Random, number: int) -> Trial:
    """A command that reads such an application."""
    name = random.choice((b"a.yaml", b"a.yaml", b"a.json", b"a.yml", b"a.txt", b"a"))
    file: Entry = File(name, content(random))
    if random.random() < 0.01:
        file = Link(name, random.choice((b"a", b"nowhere", b".", b"../../" + b"x" * 200)))
    if random.random() < 0.05:
        good = File(b"good.yaml", examples()[0].encode())
        given = arguments("review", name, "good.yaml", *random.choice(((), ("-o", "out.txt"))))
        return Trial(given, (file, good), (b"out.txt",), may_write_some=True)
    return of_application(random, name, (file,))
