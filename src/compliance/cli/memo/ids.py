"""The ids that --ids names."""

from collections.abc import Iterable
from pathlib import Path

import click

from compliance.cli.options import Voice

_FILE = "@"
_COMMAS = str.maketrans("\uff0c\u3001", ",,")


def ids_named(values: Iterable[str], voice: Voice) -> frozenset[str]:
    """The ids that the values of --ids name: A,B, or @FILE with an id on each line.  Raises: click.UsageError."""
    found: set[str] = set()
    for value in values:
        listed = _lines(Path(value[1:]), voice) if value.startswith(_FILE) else value.translate(_COMMAS).split(",")
        found |= {id_.strip() for id_ in listed}
    return frozenset(found - {""})


def _lines(path: Path, voice: Voice) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise click.UsageError(
            voice.say(
                f"--ids:不能读取“{path}”,须为 UTF-8 文本,每行一个编号",
                f"--ids: {str(path)!r} cannot be read; it must be UTF-8 text with an id on each line",
            )
        ) from None
