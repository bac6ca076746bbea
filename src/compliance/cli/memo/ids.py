"""The ids that --ids names."""

from collections.abc import Iterable
from pathlib import Path

import click

from compliance.cli.options import Voice
from compliance.source import IrregularFileError, open_file

BYTES = 8 * 1024 * 1024  # of the file
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
        with open_file(path) as stream:
            data = stream.read(BYTES + 1)
        if len(data) <= BYTES:
            return data.decode("utf-8-sig").splitlines()
        zh, en = f"“{path}”超过 {BYTES >> 20} MiB", f"{str(path)!r} is larger than {BYTES >> 20} MiB"
    except IrregularFileError:
        zh, en = f"“{path}”是管道或设备,不是文件", f"{str(path)!r} is a pipe or a device, not a file"
    except (OSError, UnicodeDecodeError, ValueError):
        zh, en = f"不能读取“{path}”", f"{str(path)!r} cannot be read"
    raise click.UsageError(
        voice.say(
            f"--ids:{zh};须为 UTF-8 文本,每行一个编号", f"--ids: {en}; it must be UTF-8 text with an id on each line"
        )
    )
