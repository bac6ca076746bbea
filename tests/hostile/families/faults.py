"""Places that cannot be written, outputs that are something else, and outputs that are inputs."""

import os
from collections.abc import Callable
from random import Random

from tests.hostile.rulebook import RULES
from tests.hostile.trial import Device, Entry, File, Folder, Link, Pipe, Surroundings, Trial, arguments
from tests.places import ROOT

_ROWS = "".join(f"甲{number}厂,{number}亿元,{number}亩\n" for number in range(300))
_OUTPUTS: tuple[tuple[tuple[str, ...], bytes], ...] = (
    (("review", "a.yaml", "--format", "json", "-o"), b"out.json"),
    (("review", "a.yaml", "--format", "markdown", "-o"), b"out.md"),
    (("review", "a.yaml", "-o"), b"out.txt"),
    (("review", "t.csv", "--save-mapping"), b"map.yaml"),
    (("screen", "t.csv", "-q", "--rules", "rules", "-o"), b"r.csv"),
    (("screen", "t.csv", "-q", "--rules", "rules", "-o"), b"r.xlsx"),
    (("screen", "t.csv", "-q", "--rules", "rules", "-o"), b"r.jsonl"),
    (("screen", "t.csv", "-q", "--rules", "rules", "-o"), b"r.json"),
    (("screen", "t.csv", "-q", "--rules", "rules", "-o"), b"r.parquet"),
    (("screen", "t.csv", "-q", "--rules", "rules", "--compact", "csv", "-o"), b"codes"),
    (("screen", "t.csv", "-q", "--rules", "rules", "--compact", "parquet", "-o"), b"codes"),
    (("memo", "a.yaml", "-o"), b"m.docx"),
    (("memo", "a.yaml", "-o"), b"m.html"),
    (("memo", "t.csv", "-q", "--rules", "rules", "--row", "2", "--format", "md", "-o"), b"memos"),
    (("memo", "--of", "screening", "t.csv", "-q", "--rules", "rules", "-o"), b"s.docx"),
    (("assess", "t.csv", "--format", "html", "-o"), b"t.html"),
    (("assess", "t.csv", "--format", "xlsx", "-o"), b"t2.xlsx"),
    (("rules", "docs", "--rules", "rules", "-o"), b"pages"),
)

# What stands where the output is to be, by its name.
_THERE: tuple[Callable[[bytes], tuple[Entry, ...]], ...] = (
    lambda name: (Folder(name),),
    lambda name: (File(name + b"/notes.txt", b"n"),),
    lambda name: (Pipe(name),),
    lambda name: (Device(name, "/dev/null"),),
    lambda name: (Device(name, "/dev/full"),),
    lambda name: (Link(name, b"elsewhere"),),
    lambda name: (File(b"elsewhere", b"old"), Link(name, b"elsewhere")),
    lambda name: (Link(name, name),),
    lambda name: (Link(name, b"t.csv"),),
    lambda name: (Link(name, b"a.yaml"),),
    lambda name: (Folder(b"other"), File(b"other/notes.txt", b"n"), Link(name, b"other")),
    lambda name: (Folder(b"other"), File(b"other/notes.txt", b"n"), Link(b"." + name + b".parts", b"other")),
    lambda name: (File(b"." + name + b".parts", b"n"),),
    lambda name: (
        File(b"." + name + b".parts/run.json", b"[" * 100_000),
        File(b"." + name + b".parts/part-000000.parquet", b""),
    ),
    lambda name: (File(name + b"/_screening.json", b"{}"), File(name + b"/leads.csv", b"x")),
)


def _entries() -> tuple[Entry, ...]:
    example = (ROOT / "examples/baolong-stainless.yaml").read_bytes()
    return (File(b"a.yaml", example), File(b"t.csv", ("项目名称,总投资,用地面积\n" + _ROWS).encode()), *RULES)


def _limited(random: Random, turn: int) -> Trial:
    """A file may grow to a few blocks only: a disk that is full."""
    given, output = _OUTPUTS[turn % len(_OUTPUTS)]
    there = () if output in (b"codes", b"memos", b"pages") else (File(output, b"what was there before\n"),)
    around = Surroundings(blocks=random.choice((0, 1, 8, 60)))
    return Trial((*arguments(*given), output), (*_entries(), *there), (output,), surroundings=around)


def _forbidden(random: Random, turn: int) -> Trial:
    """The folder may not be written."""
    given, output = _OUTPUTS[turn % len(_OUTPUTS)]
    placed = b"locked/" + output
    there = () if output in (b"codes", b"memos", b"pages") else (File(placed, b"what was there before\n"),)
    around = Surroundings(powerless=True)
    return Trial(
        (*arguments(*given), placed), (*_entries(), *there, Folder(b"locked", 0o555)), (placed,), surroundings=around
    )


def _occupied(random: Random, turn: int) -> Trial:
    """Something else stands where the output is to be."""
    given, output = _OUTPUTS[turn % len(_OUTPUTS)]
    there = random.choice(_THERE)(output)
    extra = ("--resume",) if given[0] == "screen" and random.random() < 0.3 else ()
    led_to = tuple(one.target for one in there if isinstance(one, Link) and os.fsdecode(one.target) not in given)
    return Trial((*arguments(*given), output, *arguments(*extra)), (*_entries(), *there), (output, *led_to))


_LINES: tuple[tuple[str, ...], ...] = (
    ("review", "a.yaml", "-o", "a.yaml"),
    ("review", "a.yaml", "-o", "./a.yaml"),
    ("review", "a.yaml", "-o", "rules/../a.yaml"),
    ("review", "t.csv", "--save-mapping", "t.csv"),
    ("review", "a.yaml", "--rules", "rules", "-o", "rules/city/rules.yaml"),
    ("screen", "t.csv", "-q", "--rules", "rules", "-o", "t.csv"),
    ("screen", "t.csv", "-q", "--rules", "rules", "-o", "rules/vocabulary.yaml"),
    ("screen", "t.csv", "-q", "--rules", "rules", "--compact", "csv", "-o", "."),
    ("screen", "t.csv", "-q", "--rules", "rules", "--compact", "csv", "-o", ""),
    ("screen", "t.csv", "-q", "--rules", "rules", "--compact", "csv", "-o", "rules"),
    ("screen", "t.csv", "-q", "--rules", "rules", "--compact", "csv", "-o", "no/such/folder"),
    ("screen", "old/leads.csv", "-q", "--rules", "rules", "--compact", "csv", "-o", "old"),
    ("screen", "old", "-q", "--rules", "rules", "--compact", "csv", "-o", "old/new"),
    ("screen", "old", "-q", "--rules", "rules", "--compact", "csv", "-o", "old"),
    ("screen", "t.csv", "-q", "--rules", "rules", "-o", "no/such/r.csv"),
    ("screen", "t.csv", "-q", "--rules", "rules", "-o", "t.csv/r.csv"),
    ("review", "a.yaml", "-o", "a.yaml/x"),
    ("review", "a.yaml", "-o", "no/such/x"),
    ("review", "a.yaml", "-o", ""),
    ("memo", "a.yaml", "-o", "a.yaml"),
    ("memo", "a.yaml", "-o", "rules"),
    ("memo", "a.yaml", "-o", "no/such/m.md"),
    ("memo", "t.csv", "-q", "--rules", "rules", "-o", "old", "--format", "md", "--row", "2"),
    ("rules", "docs", "--rules", "rules", "-o", "rules"),
    ("rules", "docs", "--rules", "rules", "-o", "old"),
    ("assess", "old", "--format", "html", "-o", "old/leads.csv"),
)


def _of_itself(random: Random, turn: int) -> Trial:
    """The output is an input, or lies around one, or is nowhere."""
    line = _LINES[turn % len(_LINES)]
    old = (
        File(b"old/_screening.json", b"{}"),
        File(b"old/leads.csv", "项目名称,总投资\n甲,5\n".encode()),
        File(b"old/notes.txt", b"n"),
    )
    return Trial(arguments(*line), (*_entries(), *old))


def make(random: Random, number: int) -> Trial:
    """A command that meets such a place."""
    return (_limited, _occupied, _of_itself, _forbidden, _occupied)[number % 5](random, number // 5)
