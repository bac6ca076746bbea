"""Rulebooks: a small one with something changed."""

import re
from collections.abc import Callable
from random import Random

from tests.hostile.encodings import as_is, encoded
from tests.hostile.mutations import changed
from tests.hostile.rulebook import CONTENT, PACK_FILE, RULES
from tests.hostile.trial import Entry, File, Link, Pipe, Trial, arguments
from tests.hostile.turns import in_turn
from tests.hostile.values import value
from tests.rulebooks import VOCABULARY

_APPLICATION = File(
    b"a.yaml",
    "项目名称: 某项目\n用地面积: 400\n总投资: 2亿元\n是否入驻: 是\n行业代码: '3011'\n约定日期: 2015-06-01\n".encode(),
)
_LABEL = "label: {zh: 甲, en: A}"
_RULE = "  - {id: CITY-9, title: {zh: 甲, en: A}, cite: {clause: 第一条, source: 公报, confidence: A}, force: condition, when: 'true', require: 'REQUIRED'}\n"


def _defined(lines: list[str], last: str) -> str:
    return CONTENT.replace("define:\n", "define:\n" + "".join(f"  - {{{line}}}\n" for line in lines)) + _RULE.replace(
        "REQUIRED", last
    )


def _holds(levels: int, joined: str) -> str:
    """Definitions that each name the one before."""
    lines = [f"id: d0, {_LABEL}, holds: in_zone"]
    lines += [f"id: d{n}, {_LABEL}, holds: {joined.replace('D', f'd{n - 1}')}" for n in range(1, levels)]
    return _defined(lines, f"d{levels - 1}")


def _values(levels: int) -> str:
    """Values that are each the one before twice."""
    lines = [f"id: v0, {_LABEL}, value: investment, unit: 万元"]
    lines += [f"id: v{n}, {_LABEL}, value: v{n - 1} + v{n - 1}, unit: 万元" for n in range(1, levels)]
    return _defined(lines, f"v{levels - 1} > 5 万元")


def _table(rows: str, hit: str = "first") -> str:
    table = f"  - {{id: odd, {_LABEL}, hit: {hit}, inputs: [land_area], output: {{unit: ''}}, rows: [{rows}]}}\n"
    return CONTENT.replace("tables:\n", "tables:\n" + table) + _RULE.replace("REQUIRED", "odd(land_area) > 1")


def _required(condition: str) -> str:
    return CONTENT + _RULE.replace("REQUIRED", condition)


SPECIAL: tuple[Callable[[], str], ...] = (
    lambda: _holds(30, "D and D"),
    lambda: _holds(12, "D or not D"),
    lambda: _holds(1_000, "D"),
    lambda: _holds(200, "not D"),
    lambda: _values(30),
    lambda: _values(8),
    lambda: _required("1" + " + 1" * 450 + " > 2"),
    lambda: _required("not " * 450 + "in_zone"),
    lambda: _required("not\\t" * 400 + "in_zone"),
    lambda: _required("(" * 800 + "in_zone" + ")" * 800),
    lambda: _required("-" * 1_500 + "1 > 0"),
    lambda: _required("in_zone and " * 150 + "in_zone"),
    lambda: _required(" or ".join(["in_zone", "exempted"] * 80)),
    lambda: _required("x" * 100_000),
    lambda: _required("land_area > " + "9" * 1_900 + " 亩"),
    lambda: _required("land_area > 1e400 亩"),
    lambda: _required("land_area / 0 > 1 亩"),
    lambda: _required("land_area / (land_area - land_area) > 1"),
    lambda: _required("agreed + 99999999 年 <= as_of"),
    lambda: _required("agreed + 1e9 日 <= as_of"),
    lambda: _required("agreed - 9999 年 <= as_of"),
    lambda: _required("agreed <= date(''2015-W01-1'')"),
    lambda: _required("agreed <= date(''9999-12-31'') + 1 日"),
    lambda: _required("agreed <= date(''0001-01-01'') - 1 日"),
    lambda: _required("code in {" + ", ".join(f"''{n}''" for n in range(3_000)) + "}"),
    lambda: _table("['-', '1e99999999']"),
    lambda: _table("['-', 1e999999]"),
    lambda: _table("['-', .inf]"),
    lambda: _table("['-', .nan]"),
    lambda: _table("['[1..0]', 1]"),
    lambda: _table("['[..]', 1]"),
    lambda: _table("['[0..1e99999]', 1]"),
    lambda: _table("[]"),
    lambda: _table("[['-'], 1]"),
    lambda: _table(", ".join(f"['[{n}..{n + 1})', {n}]" for n in range(2_000)), "unique"),
    lambda: _table(", ".join(f"['[{n}..{n + 2})', {n}]" for n in range(300)), "unique"),
    lambda: _table("['-', " + "9" * 140_000 + "]"),
    lambda: "",
    lambda: "[]",
    lambda: "rules:\n",
    lambda: "rules: 5\n",
    lambda: "rules: [5, [], {}]\n",
    lambda: "rules: &a [*a]\n",
    lambda: CONTENT + CONTENT,
    lambda: "\0",
    lambda: CONTENT.replace("define:", "define: {}\nx:"),
    lambda: CONTENT + "  - {}\n" * 300,
    lambda: CONTENT.replace("CITY-1", "../../x"),
    lambda: CONTENT.replace("CITY-1", "x" * 5_000),
    lambda: CONTENT.replace("big", "true"),
    lambda: CONTENT.replace("id: dense", "id: big"),
    lambda: CONTENT.replace("holds: investment >=", "holds: big and investment >="),
)

_TOKENS = re.compile(r"[A-Za-z_-]+|[一-龥]+|\d+|[<>=!+*/]+|[\[\]{}(),:]")
_OTHERS = (
    *(
        "land_area",
        "investment",
        "in_zone",
        "code",
        "source",
        "agreed",
        "buildings",
        "building",
        "as_of",
        "big",
        "dense",
        "intensity",
        "least",
        "step",
        "heavy",
    ),
    *(
        "and",
        "or",
        "not",
        "in",
        "known",
        "count",
        "sum",
        "every",
        "where",
        "satisfies",
        "between",
        "true",
        "null",
        "date",
        "5",
        "-1",
        "0",
        "1e400",
        "99999999999999999999",
    ),
    *(
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "'",
        '"',
        "+",
        "-",
        "*",
        "/",
        "<",
        ">=",
        "=",
        "!=",
        "..",
        "亩",
        "万元",
        "年",
        "日",
        "吨/年",
        "%",
        "&a",
        "*a",
        "!!set",
        "|",
        "\t",
        "#",
    ),
)


def _retold(random: Random, text: str) -> str:
    """The text with a few words in place of others."""
    for _ in range(random.choice((1, 1, 2, 4))):
        found = list(_TOKENS.finditer(text))
        if not found:
            break
        match = random.choice(found)
        other = random.choice((*_OTHERS, "", match.group() * 2, random.choice(found).group(), value(random)))
        text = text[: match.start()] + other + text[match.end() :]
    return text


def _altered(random: Random, text: str) -> bytes:
    chosen = random.random()
    if chosen < 0.65:
        return as_is(_retold(random, text))
    if chosen < 0.75:
        return encoded(random, _retold(random, text) if random.random() < 0.5 else text)
    if chosen < 0.85:
        lines = text.splitlines(keepends=True)
        at = random.randrange(len(lines))
        return as_is(
            "".join([*lines[:at], *random.choice((lines[at + 1 :], [lines[at], *lines[at:]], lines[at:][::-1]))])
        )
    return changed(random, as_is(text))


_CASES = "cases:\n  - {name: 甲, rule: CITY-1, as_of: 2015-06-01, input: {用地面积: 5, 是否入驻: 是}, outcome: pass}\n"


def _entries(random: Random, number: int) -> tuple[Entry, ...]:
    """The small rulebook, with a file changed or one too many."""
    special = in_turn(number, 2, SPECIAL)
    if special is not None:
        return (*RULES[:2], File(b"rules/city/rules.yaml", as_is(special())))
    vocabulary, pack, rules = RULES
    chosen = random.random()
    if chosen < 0.5:
        return vocabulary, pack, File(rules.name, _altered(random, CONTENT))
    if chosen < 0.65:
        return vocabulary, File(pack.name, _altered(random, PACK_FILE)), rules
    if chosen < 0.85:
        return File(vocabulary.name, _altered(random, VOCABULARY)), pack, rules
    if chosen < 0.92:
        return *RULES, File(b"rules/city/tests/a.yaml", _altered(random, _CASES))
    return *RULES[: random.choice((0, 1, 2, 3))], _odd(random)


def _odd(random: Random) -> Entry:
    """Something that no rulebook holds."""
    name = random.choice(
        (
            b"rules/city/x.yaml",
            b"rules/x.yaml",
            b"rules/x.csv",
            b"rules/city/source.txt",
            b"rules/gbt4754_2011.csv",
            b"rules/zones.csv",
            b"rules/counties.csv",
            b"rules/city/\xff.yaml",
        )
    )
    return random.choice(
        (
            File(
                name,
                random.choice(
                    (
                        b"",
                        b"\0",
                        b"\xff\xfe",
                        b"x",
                        b"a,b\n1\n",
                        b"[]",
                        b"a" * 300_000,
                        '项目,"'.encode(),
                        random.randbytes(100),
                    )
                ),
            ),
            Pipe(name),
            Link(name, random.choice((b"nowhere", b"../city", b".", b"x.yaml"))),
            Link(b"rules/a", b"."),
            File(name + b"/x.yaml", b""),
        )
    )


def make(random: Random, number: int) -> Trial:
    """A command that reads such a rulebook."""
    entries = (
        *_entries(random, number),
        _APPLICATION,
        File(b"t.csv", "项目名称,总投资,用地面积\n甲,2亿元,400\n".encode()),
    )
    given = random.choice(
        (
            ("review", "a.yaml"),
            ("review", "a.yaml", "--as-of", "2015-06-01"),
            ("review", "a.yaml", "--as-of", "2015-06-01", "--format", "json"),
            ("rules", "check"),
            ("rules", "check"),
            ("rules", "list"),
            ("rules", "show", "CITY-1"),
            ("rules", "test"),
            ("rules", "coverage"),
            ("rules", "trace"),
            ("rules", "docs", "-o", "pages"),
            ("screen", "t.csv", "-o", "r.csv", "-q", "--as-of", "2015-06-01"),
            ("screen", "t.csv", "-o", "codes", "--compact", "csv", "-q"),
            ("memo", "a.yaml", "-o", "m.md", "--as-of", "2015-06-01"),
            ("assess", "t.csv"),
        )
    )
    return Trial(arguments(*given, "--rules", "rules"), entries, (b"r.csv", b"codes", b"m.md", b"pages"))
