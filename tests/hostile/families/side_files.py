"""Files that are given beside a case: mappings, profiles, findings, ids, an office's own tables."""

from random import Random

from tests.hostile.encodings import as_is, encoded
from tests.hostile.mutations import changed
from tests.hostile.trial import Device, Entry, File, Link, Pipe, Trial, arguments
from tests.hostile.values import value
from tests.places import ROOT

_LEDGER = File(b"t.csv", "项目名称,项目编号,总投资(亿元),投资额\n甲,A1,1.2,3\n乙,A2,2,4\n".encode())
_MAPPING = "项目名称: name\n投资额: {field: total_investment, unit: 亿元}\n备注: ignore\nconstants: {county: 叶县}\n"
_IDS = "A1\nA2\n"


def _office(name: str) -> str:
    return (ROOT / "examples/office" / name).read_text("utf-8")


def _retold(random: Random, text: str) -> str:
    lines = text.splitlines()
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(lines))
        separator = random.choice((":", ","))
        before, _, after = lines[at].partition(separator)
        lines[at] = random.choice(
            (
                f"{before}{separator} {value(random, surrogates=True)}",
                f"{value(random, surrogates=True)}{separator}{after}",
                lines[at] + "\n" + lines[at],
                "",
            )
        )
    return "\n".join(lines) + "\n"


def _content(random: Random, text: str) -> bytes:
    chosen = random.random()
    if chosen < 0.5:
        return as_is(_retold(random, text))
    if chosen < 0.7:
        return encoded(random, text)
    if chosen < 0.9:
        return changed(random, as_is(text))
    return random.choice(
        (
            b"",
            b"\0",
            b"[]",
            b"5",
            b"{}",
            b"[" * 50_000,
            b"a: " * 500,
            b"\xff" * 50,
            b"x" * 500_000,
            as_is("项目编号,认定\n" * 500),
        )
    )


def _entry(random: Random, name: bytes, text: str) -> Entry:
    chosen = random.random()
    if chosen < 0.04:
        return Pipe(name)
    if chosen < 0.07:
        return Device(name, random.choice(("/dev/zero", "/dev/null", "/dev/full")))
    if chosen < 0.09:
        return Link(name, random.choice((name, b"nowhere", b".")))
    return File(name, _content(random, text))


def _example() -> File:
    return File(b"a.yaml", (ROOT / "examples/baolong-stainless.yaml").read_bytes())


def _mapping(random: Random) -> Trial:
    commands = (
        ("review", "t.csv", "--show-mapping"),
        ("review", "t.csv", "--row", "2"),
        ("screen", "t.csv", "-o", "codes", "--compact", "csv", "-q"),
    )
    entries = (_LEDGER, _entry(random, b"map.yaml", _MAPPING))
    return Trial(arguments(*random.choice(commands), "--mapping", "map.yaml"), entries, (b"codes",))


def _profile(random: Random) -> Trial:
    entries = (_example(), _entry(random, b"p.yaml", _office("office.yaml")))
    return Trial(arguments("review", "a.yaml", "--profile", "p.yaml"), entries)


def _findings(random: Random) -> Trial:
    if random.random() < 0.5:
        entries = (_example(), _entry(random, b"f.yaml", _office("findings.yaml")))
        return Trial(arguments("review", "a.yaml", "--findings", "f.yaml"), entries)
    entries = (_LEDGER, _entry(random, b"f.csv", _office("ledger-findings.csv")))
    return Trial(arguments("review", "t.csv", "--row", "2", "--findings", "f.csv"), entries)


def _ids(random: Random) -> Trial:
    line = arguments("memo", "t.csv", "-o", "memos", "--format", "md", "--ids", "@ids.txt", "-q")
    return Trial(line, (_LEDGER, _entry(random, b"ids.txt", _IDS)), (b"memos",), may_write_some=True)


def _setting(random: Random) -> Trial:
    given = value(random).replace("\0", "")
    forms = (f"in_zone={given}", f"总投资={given}", given, f"{given}=是", "=", "in_zone", f"项目名称={given}")
    return Trial(arguments("review", "a.yaml", "--set", random.choice(forms).encode("utf-8", "replace")), (_example(),))


def _tables(random: Random) -> Trial:
    name = random.choice((b"tables/capital.csv", b"tables/x.csv", b"tables/zones.csv"))
    entries = (_example(), _entry(random, name, "code,value\n31,20\n"))
    return Trial(arguments("review", "a.yaml", "--tables", "tables"), entries)


def make(random: Random, number: int) -> Trial:
    """A command that is given such a file."""
    return (_mapping, _profile, _findings, _ids, _setting, _tables)[number % 6](random)
