"""Tables in CSV and its like."""

from random import Random

from tests.hostile.encodings import as_is, encoded
from tests.hostile.families.ledgers import SHEETS, rows
from tests.hostile.mutations import changed
from tests.hostile.trial import File, Trial, arguments
from tests.hostile.turns import in_turn
from tests.hostile.uses import of_ledger

_HEAD = "项目名称,总投资(亿元),用地面积\n"
SPECIAL: tuple[bytes, ...] = (
    b"",
    b"\n",
    b",",
    b'"',
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\r" * 100,
    b",,,\n,,,\n",
    as_is("项目名称"),
    as_is("项目名称\n"),
    as_is(_HEAD),
    as_is(_HEAD + '甲,"1\n2",3\n'),
    as_is(_HEAD + '甲,"1'),
    as_is(_HEAD + "甲,1,2," + "x," * 20_000 + "\n"),
    as_is(_HEAD + "甲," + "9" * 200_000 + ",1\n"),
    as_is(_HEAD + "甲\0乙,1\0,2\n"),
    as_is(_HEAD + '甲,"' + "长" * 150_000 + '",1\n'),
    as_is(_HEAD + "甲,1,2\r乙,3,4\r"),
    as_is(_HEAD + '甲,"1"2,"3""\n'),
    as_is("项目名称," * 5_000 + "\n甲" + ",1" * 5_000 + "\n"),
    as_is("," * 200_000 + "\n"),
    as_is("," * 3_000_000),
    as_is(_HEAD + "\n" * 50_000 + "甲,1,2\n"),
    as_is(_HEAD + "甲,亿元,2\n乙,近亿元,3\n"),
    as_is(_HEAD) + b"\xff\xfe\xfd,1,2\n",
    as_is(_HEAD + "=1+1,@SUM(A1),+1\n"),
    as_is(_HEAD + "\ufeff甲,\u202e1,2\n"),
    as_is("sep=;\n项目名称;总投资\n甲;1\n"),
    as_is("项目名称\t总投资\n甲\t1\n"),
    as_is("项目名称|总投资\n甲|1\n"),
    as_is(_HEAD + "甲,1,2\n") * 500,
    as_is(_HEAD + '"' * 30_001),
    as_is(_HEAD + '""' * 30_000 + ",1\n"),
    as_is(_HEAD + "a" * 300_000),
    as_is(_HEAD + "甲,\ud800,1\n"),
)


def content(random: Random) -> bytes:
    """A table as bytes."""
    separator = random.choice((",", ",", ",", ";", "\t", "|", ":", "  ", "\x01"))
    ending = random.choice(("\n", "\n", "\r\n", "\r", "\n\n", "\u2028", "\0\n"))
    text = ending.join(separator.join(_cell(random, one) for one in row) for row in rows(random, surrogates=True))
    if random.random() < 0.3:
        return encoded(random, text)
    written = as_is(text)
    return changed(random, written) if random.random() < 0.4 else written


def _cell(random: Random, text: str) -> str:
    chosen = random.random()
    if chosen < 0.5:
        return text
    return '"' + (text.replace('"', '""') if chosen < 0.9 else text) + ('"' if chosen < 0.97 else "")


def make(random: Random, number: int) -> Trial:
    """A command that reads such a table, or a folder of them."""
    special = in_turn(number, 3, SPECIAL)
    if special is not None:
        return of_ledger(random, b"t.csv", (File(b"t.csv", special),))
    if random.random() < 0.15:
        files = tuple(
            File(
                f"t/{random.choice(SHEETS)}{random.choice(('.csv', '.csv', '.yaml', '.tsv'))}".encode(), content(random)
            )
            for _ in range(random.randint(1, 4))
        )
        given = random.choice(
            (
                ("assess", "t"),
                ("allocate", "t"),
                ("screen", "t", "-o", "codes", "--compact", "csv", "-q"),
                ("assess", "t", "--format", "json"),
            )
        )
        return Trial(arguments(*given), files, (b"codes",))
    name = random.choice((b"t.csv", b"t.csv", b"t.tsv", b"T.CSV"))
    trial = of_ledger(random, name, (File(name, content(random)),))
    if random.random() < 0.15 and trial.command in ("review", "screen"):
        encoding = random.choice(
            (
                "gbk",
                "utf-16",
                "latin-1",
                "nonsense",
                "",
                "idna",
                "hex",
                "rot13",
                "utf-7",
                "undefined",
                "x" * 1000,
                "unicode_escape",
            )
        )
        return Trial((*trial.arguments, b"--encoding", encoding.encode()), trial.entries, trial.outputs)
    return trial
