"""Command lines that read a file of a kind."""

from random import Random

from tests.hostile.rulebook import RULES
from tests.hostile.trial import Entry, File, Trial, arguments

_OLD = b"what was there before\n"


def of_application(random: Random, name: bytes, entries: tuple[Entry, ...]) -> Trial:
    """A command that reads an application."""
    chosen = random.random()
    if chosen < 0.45:
        return Trial(arguments("review", name, *_format(random)), entries)
    if chosen < 0.65:
        output = random.choice((b"out.json", b"out.md"))
        form = "json" if output == b"out.json" else "markdown"
        return writing(arguments("review", name, "--format", form, "-o", output), entries, output)
    if chosen < 0.85:
        output = random.choice((b"m.md", b"m.html", b"m.docx"))
        return writing(arguments("memo", name, "-o", output), entries, output)
    if chosen < 0.95:
        return Trial(arguments("review", name, "--rules", "rules", *_format(random)), (*entries, *RULES))
    first = entries[0]
    content = first.content if isinstance(first, File) else b""
    return Trial(arguments("review", "-"), entries, stdin=content)


def of_ledger(random: Random, name: bytes, entries: tuple[Entry, ...]) -> Trial:
    """A command that reads a ledger of leads or, more seldom, one of progress; most by a small rulebook."""
    small, all_entries = ("--rules", "rules"), (*entries, *RULES)
    chosen = random.random()
    if chosen < 0.25:
        return Trial(arguments("review", name, "--row", str(random.choice((2, 2, 3, 4, 99)))), entries)
    if chosen < 0.4:
        return Trial(arguments("review", name, "--show-mapping", *small), all_entries)
    if chosen < 0.65:
        output = random.choice((b"r.csv", b"r.xlsx", b"r.json", b"r.jsonl", b"r.parquet"))
        return writing(arguments("screen", name, "-o", output, "-q", *small), all_entries, output)
    if chosen < 0.72:
        form = random.choice(("csv", "parquet"))
        return Trial(
            arguments("screen", name, "-o", "codes", "--compact", form, "-q", *small), all_entries, (b"codes",)
        )
    if chosen < 0.82:
        return Trial(arguments("assess", name, *random.choice(((), ("--format", "json")))), entries)
    if chosen < 0.87:
        return Trial(arguments("allocate", name), entries)
    if chosen < 0.93:
        output = random.choice((b"s.md", b"s.docx"))
        return writing(arguments("memo", "--of", "screening", name, "-o", output, "-q", *small), all_entries, output)
    if chosen < 0.97:
        return Trial(arguments("memo", name, "-o", "memos", "--format", "md", "-q", *small), all_entries, (b"memos",))
    return writing(arguments("screen", name, "-o", "full.csv", "-q"), entries, b"full.csv")


def writing(given: tuple[bytes, ...], entries: tuple[Entry, ...], output: bytes) -> Trial:
    """A command that writes a file where there is one already, which only a command that succeeds may replace."""
    return Trial(given, (*entries, File(output, _OLD)), (output,))


def _format(random: Random) -> tuple[str, ...]:
    return random.choice(((), (), ("--format", "json"), ("--format", "markdown"), ("--lang", "en")))
