"""Files and outputs whose names are hard to handle."""

from random import Random

from tests.hostile.rulebook import RULES
from tests.hostile.trial import Entry, File, Trial, arguments
from tests.places import ROOT

_STEMS: tuple[bytes, ...] = (
    b"a b", b" a ", b"a[1]", b"[ab]", b"*", b"a?b", b"{a,b}", b"~", b"$HOME", b"a;b", b"a&b", b"a|b", b"'", b'"', b"`id`", b"$(id)", b"a\nb", b"a\rb", b"a\tb", b"\x1b[2J", b"\x07", b"\x7f", b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"a\xffb",
    b"-", b"--", b"-o", b"--help", b"-x", b"@a", b"@", b"%s", b"{0}", b"{{ x }}", b"a%2Fb", b"http:", b"file:", b"s3:", b"hdfs:", b"CON", b"nul", b".", b"..a", b".hidden", b"a.", b"a..", b"...", b"\\", b"a\\b", b"C:\\x", b"=1+1", b"#a", b"!a", b"^a", b"a=b", b"a,b",
    "结果[1]".encode(), "某项目 (最终)".encode(), "长".encode() * 80, b"x" * 240, "\u202egpj".encode(), "é".encode(), "e\u0301".encode(), "\u2028".encode(), "\u00a0".encode(), "\u200b".encode(), "👩‍🚒".encode(), "\ufeff".encode(), b"0", b"1e5", b"true", b"null", b"",
)  # fmt: skip
_LEDGER = "项目名称,总投资,用地面积\n甲,2亿元,400\n乙,近亿元,5\n".encode()


def _placed(random: Random, suffix: bytes) -> bytes:
    stem = random.choice(_STEMS)
    if random.random() < 0.2:
        stem += random.choice(_STEMS)[:20]
    name = (stem[: 250 - len(suffix)] + suffix) or b"x"
    chosen = random.random()
    if name in (b".", b"..") or b"/" in name:
        return b"x" + suffix
    return b"./" + name if chosen < 0.15 else b"d/" + name if chosen < 0.3 else name


def _given(random: Random, name: bytes) -> tuple[bytes, ...]:
    """The name as an argument: most after `--` if it begins with a dash."""
    return (b"--", name) if name.startswith(b"-") and random.random() < 0.7 else (name,)


def make(random: Random, number: int) -> Trial:
    """A command that reads from, or writes to, a file so named."""
    example = (ROOT / "examples/baolong-stainless.yaml").read_bytes()
    small = arguments("--rules", "rules")
    match random.randrange(8):
        case 0:
            name = _placed(random, random.choice((b".yaml", b".json", b"")))
            return Trial(
                (*arguments("review", "--format", random.choice(("text", "json", "markdown"))), *_given(random, name)),
                (File(name, example),),
            )
        case 1:
            output = _placed(random, random.choice((b".json", b".md", b"")))
            entries: tuple[Entry, ...] = (File(b"a.yaml", example), *_folder(output))
            return Trial((*arguments("review", "a.yaml", "--format", "json", "-o"), output), entries, (output,))
        case 2:
            name = _placed(random, random.choice((b".csv", b".CSV")))
            return Trial(
                (*arguments("review", "--row", "2"), *small, *_given(random, name)), (File(name, _LEDGER), *RULES)
            )
        case 3:
            output = _placed(random, random.choice((b".csv", b".xlsx", b".json", b".jsonl", b".parquet")))
            entries = (File(b"t.csv", _LEDGER), *RULES, *_folder(output))
            return Trial((*arguments("screen", "t.csv", "-q"), *small, b"-o", output), entries, (output,))
        case 4:
            name, output = _placed(random, b".csv"), _placed(random, b"")
            entries = (File(name, _LEDGER), *RULES, *_folder(output))
            return Trial(
                (
                    *arguments("screen", "-q", "--compact", random.choice(("csv", "parquet"))),
                    *small,
                    b"-o",
                    output,
                    *_given(random, name),
                ),
                entries,
                (output,),
            )
        case 5:
            output = _placed(random, random.choice((b".md", b".docx", b".html")))
            return Trial(
                (*arguments("memo", "a.yaml", "-o"), output), (File(b"a.yaml", example), *_folder(output)), (output,)
            )
        case 6:
            name = _placed(random, b"")
            folder = tuple(
                File(name + b"/" + path.name.encode(), path.read_bytes())
                for path in sorted((ROOT / "examples/ledger").iterdir())
            )
            return Trial((b"assess", *_given(random, name)), folder)
        case _:
            name = _placed(random, b"")
            entries = (
                File(b"a.yaml", example),
                *(File(one.name.replace(b"rules/", name + b"/", 1), one.content) for one in RULES),
            )
            return Trial((*arguments("review", "a.yaml", "--rules"), name), entries)


def _folder(output: bytes) -> tuple[Entry, ...]:
    """A file beside the output, so that its folder is there."""
    folder, separator, _ = output.rpartition(b"/")
    return (File(folder + b"/beside", b""),) if separator and folder not in (b"", b".") else ()
