"""Parquet files: of odd types, and damaged."""

import io
from collections.abc import Callable
from functools import cache
from random import Random

from tests.hostile.families.ledgers import HEADINGS
from tests.hostile.mutations import changed, flipped
from tests.hostile.trial import File, Trial
from tests.hostile.turns import in_turn
from tests.hostile.uses import of_ledger
from tests.hostile.values import CONTROLS, NUMBERS, WORDS


def _frames() -> dict[str, Callable[[], "dict[str, object]"]]:
    """Columns of each odd type, beside the names."""
    import datetime as d
    from decimal import Decimal

    import polars as pl

    return {
        "text": lambda: {"总投资": list(NUMBERS[:3])},
        "whole": lambda: {"总投资": [1, -(2**63), 2**63 - 1]},
        "unsigned": lambda: {"总投资": pl.Series([0, 1, 2**64 - 1], dtype=pl.UInt64)},
        "wide": lambda: {"总投资": pl.Series([0, 1, 2**126], dtype=pl.Int128)},
        "float": lambda: {"总投资": [float("nan"), float("inf"), 1e308]},
        "truth": lambda: {"总投资": [True, False, None], "是否入驻": [None, True, False]},
        "day": lambda: {
            "受理日期": [d.date(1, 1, 1), d.date(9999, 12, 31), None],
            "约定日期": [d.date(2015, 6, 1)] * 3,
        },
        "days beyond": lambda: {"受理日期": pl.Series([2**31 - 1, -(2**31), 0], dtype=pl.Int32).cast(pl.Date)},
        "time": lambda: {"受理日期": [d.datetime(1, 1, 1), d.datetime(9999, 12, 31, 23, 59, 59, 999999), None]},
        "times beyond": lambda: {
            "受理日期": pl.Series([2**63 - 1, -(2**63) + 1, 0], dtype=pl.Int64).cast(pl.Datetime("ms"))
        },
        "clock": lambda: {"受理日期": [d.time(0), d.time(23, 59, 59), None]},
        "duration": lambda: {"总投资": [d.timedelta(days=100_000), d.timedelta(0), None]},
        "durations beyond": lambda: {
            "总投资": pl.Series([2**63 - 1, -(2**63) + 1, 0], dtype=pl.Int64).cast(pl.Duration("ms"))
        },
        "zone": lambda: {"受理日期": pl.Series([d.datetime(2015, 6, 1)] * 3).dt.replace_time_zone("Asia/Shanghai")},
        "decimal": lambda: {"总投资": [Decimal("1.20"), Decimal("9" * 30), Decimal("-0.0")]},
        "bytes": lambda: {"总投资": [b"\xff\xfe", b"", b"5"], "用地面积": [b"500", None, b"\0"]},
        "list": lambda: {"总投资": [[1], [], None]},
        "struct": lambda: {"总投资": [{"a": 1}, {"a": None}, None]},
        "nested": lambda: {"总投资": [[[{"a": [1]}]], [], None]},
        "category": lambda: {"总投资": pl.Series(["5", "近亿元", None], dtype=pl.Categorical)},
        "enum": lambda: {"总投资": pl.Series(["5", "6", None], dtype=pl.Enum(["5", "6"]))},
        "nothing": lambda: {"总投资": pl.Series([None, None, None], dtype=pl.Null)},
        "controls": lambda: {"总投资": list(CONTROLS[:3]), "责任单位": ["\x1b[2J", "\0", "\u202e"]},
        "long": lambda: {"责任单位": ["长" * 300_000, "9" * 200_000, ""]},
        "words": lambda: {WORDS[n] or "x": ["1", "2", "3"] for n in range(8)},
        "wide table": lambda: {f"列{n}": ["1", "2", "3"] for n in range(1_500)},
    }


@cache
def files() -> tuple[bytes, ...]:
    """A file of each odd type, and of each compression."""
    import polars as pl

    made = []
    for columns in _frames().values():
        made.append(_bytes(pl.DataFrame({"项目名称": ["甲", "乙", "丙"], **columns()}), "zstd"))
    table = pl.DataFrame(
        {"项目名称": [f"甲{n}" for n in range(40)], **{heading: ["1.2亿元"] * 40 for heading in HEADINGS[1:6]}}
    )
    made += [_bytes(table, how) for how in ("uncompressed", "snappy", "gzip", "lz4", "zstd")]
    made.append(_bytes(pl.DataFrame(), "zstd"))
    made.append(_bytes(table.head(0), "zstd"))
    return tuple(made)


def _bytes(frame: object, compression: str) -> bytes:
    import polars as pl

    assert isinstance(frame, pl.DataFrame)
    stream = io.BytesIO()
    frame.write_parquet(stream, compression=compression)  # type: ignore[arg-type]  # one of those that it knows
    return stream.getvalue()


def content(random: Random) -> bytes:
    """A file as bytes, most with a few that are others; many of those in the description at the end."""
    whole = random.choice(files())
    chosen = random.random()
    if chosen < 0.25:
        return whole
    if chosen < 0.6:
        foot = len(whole) - int.from_bytes(whole[-8:-4], "little") - 8
        return whole[:foot] + flipped(random, whole[foot:])
    return changed(random, whole)


def make(random: Random, number: int) -> Trial:
    """A command that reads such a file."""
    whole = in_turn(number, 3, files())
    return of_ledger(random, b"t.parquet", (File(b"t.parquet", content(random) if whole is None else whole),))
