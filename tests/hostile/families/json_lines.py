"""JSON Lines."""

import json
from random import Random

from tests.hostile.encodings import as_is, encoded
from tests.hostile.families.ledgers import HEADINGS
from tests.hostile.mutations import changed
from tests.hostile.trial import File, Trial
from tests.hostile.turns import in_turn
from tests.hostile.uses import of_ledger
from tests.hostile.values import value

_GOOD = '{"项目名称": "甲", "总投资": 5}\n'
SPECIAL: tuple[bytes, ...] = (
    b"",
    b"\n\n",
    b"[]",
    b"{}",
    b"null\n1\ntrue\n",
    as_is('{"项目名称":"a\\ud800b"}'),
    as_is('{"项目名称":"甲","总投资":"\\udfff"}'),
    as_is('{"项目名称":"\ud800"}'),
    as_is('{"项目名称":"甲",' + ",".join(f'"k{n}":1' for n in range(60_000)) + ',"k1":2}'),
    as_is('{"项目名称":' + "[" * 100_000),
    as_is('{"项目名称":' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "}"),
    as_is('{"项目名称":"甲","总投资":' + "9" * 100_000 + "}"),
    as_is('{"项目名称":"甲","总投资":1e999999999}'),
    as_is('{"项目名称":"甲","总投资":NaN}'),
    as_is('{"项目名称":"甲","总投资":-Infinity}'),
    as_is(_GOOD + "{"),
    as_is(_GOOD + "\0\n" + _GOOD),
    as_is(_GOOD.replace("\n", "\r")),
    as_is(_GOOD.replace("\n", "\u2028") * 3),
    as_is(_GOOD.strip() * 5),
    as_is('{"项目名称":"甲","总投资":1,"总投资":2}'),
    as_is('{"": "", " ": 1, "\\u0000": 2, "项目名称": "甲"}'),
    as_is(_GOOD + '{"项目名称": "' + "长" * 200_000 + '"}'),
    b"\xef\xbb\xbf" + as_is(_GOOD),
    as_is(_GOOD).replace(b"\n", b"\xff\n"),
    as_is(_GOOD) * 1_000,
    as_is("".join(f'{{"项目名称": "甲", "k{n}": 1}}\n' for n in range(1_500))),
    as_is('{"项目名称": "甲", "总投资": "近亿元"}'),
    as_is('{"项目名称": {"a": [1]}, "总投资": [], "用地面积": {}}'),
)


def _of_type(random: Random) -> object:
    match random.randrange(10):
        case 0:
            return random.choice((None, True, False, 0, -0.0, 10**400, 1e308, float("nan"), float("inf")))
        case 1:
            return random.choice(([], {}, [1, "a"], {"a": {"b": []}}, [[[[]]]]))
        case 2:
            return random.choice((5, 1.2, -3, 20150601, 1433116800000))
        case _:
            return value(random, surrogates=True)


def content(random: Random) -> bytes:
    """Lines as bytes."""
    keys = ["项目名称", *(random.choice(HEADINGS) if random.random() < 0.9 else value(random) for _ in range(4))]
    lines = []
    for _ in range(random.choice((1, 2, 5, 12))):
        row = {key: _of_type(random) for key in keys if random.random() < 0.9}
        lines.append(json.dumps(row if random.random() < 0.95 else list(row), ensure_ascii=random.random() < 0.5))
    text = random.choice(("\n", "\n", "\n", "\r\n", "\r", "\n\n", " ", ",\n")).join(lines)
    if random.random() < 0.15:
        return encoded(random, text)
    return changed(random, as_is(text)) if random.random() < 0.4 else as_is(text)


def make(random: Random, number: int) -> Trial:
    """A command that reads such lines."""
    special = in_turn(number, 3, SPECIAL)
    return of_ledger(random, b"t.jsonl", (File(b"t.jsonl", content(random) if special is None else special),))
