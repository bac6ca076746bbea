"""Which of many cases a command is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import click

from compliance.cli.options import Voice
from compliance.review.decision import Verdict

_FILE = "@"
_COMMAS = str.maketrans("\uff0c\u3001", ",,")


@dataclass(slots=True)
class Selection:
    """The ids, rows and verdicts asked for; those of which none is named are all."""

    ids: frozenset[str]
    rows: frozenset[int]
    verdicts: frozenset[Verdict]
    _met: set[str | int] = field(default_factory=set)

    def takes(self, row: int, id_: str, verdict: Verdict) -> bool:
        """Whether that case is asked for: by its id or row if any are named, and by its verdict."""
        named = {id_} & self.ids | {row} & self.rows
        self._met |= named
        if (self.ids or self.rows) and not named:
            return False
        return not self.verdicts or verdict in self.verdicts

    def absent(self, voice: Voice) -> list[str]:
        """What to say of the ids and rows that no case had."""
        ids = (voice.say(f"没有编号“{id_}”", f"there is no id {id_!r}") for id_ in sorted(self.ids - self._met))
        rows = (voice.say(f"第 {row} 行不是项目", f"row {row} is no lead") for row in sorted(self.rows - self._met))
        return [*ids, *rows]


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
