"""The table of a file with a JSON object on each line."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from compliance.errors import shown, unreadable
from compliance.intake.tables.table import Row, Table, lines_within
from compliance.source import Source
from compliance.text import Text

BYTES = 4 * 1024 * 1024 * 1024  # of the file
LINE = 1 << 20  # bytes of a line
KEYS = 2_000  # of all lines together
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # an escape that stands for half a character


class _Entry(NamedTuple):
    """The object on one line of JSON, None for a blank line; `fault` says why it cannot be read."""

    number: int
    values: Mapping[str, object] | None
    fault: Text | None = None


def read_json_lines(source: Source) -> Table:
    """The table of a file: a column for each key of any of its objects.

    Raises: InputError if the file cannot be read, or has too many keys.
    """
    height = lines_within(source, BYTES)
    keys: dict[str, None] = {}
    for entry in _objects(source):
        keys.update(dict.fromkeys(entry.values or ()))
        if len(keys) > KEYS:
            raise unreadable(source.name, f"不同的键超过 {KEYS} 个", f"more than {KEYS} different keys")
    names = tuple(keys)
    return Table(source.name, source.stem, lambda: _arranged(source, names), keys=names, height=height)


def _arranged(source: Source, keys: tuple[str, ...]) -> Iterator[Row]:
    for entry in _objects(source):
        values = [] if entry.values is None else [entry.values.get(key) for key in keys]
        yield Row(entry.number, values, entry.fault)


def _objects(source: Source) -> Iterator[_Entry]:
    try:
        with source.open() as stream:
            for number, line in enumerate(iter(lambda: stream.readline(LINE + 1), b""), start=1):
                yield _object(number, line)
    except OSError:
        raise unreadable(source.name, "不能读取", "it cannot be read") from None


def _object(number: int, line: bytes) -> _Entry:
    if len(line) > LINE:
        return _Entry(number, None, Text("此行过长(超过 1 MiB)", "the line is longer than 1 MiB"))
    if not line.strip():
        return _Entry(number, None)
    try:
        value = json.loads(
            line.decode("utf-8-sig"),
            parse_float=str,
            parse_int=str,
            parse_constant=_refused,
            object_pairs_hook=_unique,
        )
    except UnicodeDecodeError:
        return _Entry(number, None, Text("此行不是 UTF-8 文字", "the line is not UTF-8 text"))
    except _TwiceError as error:
        said = shown(str(error))
        return _Entry(number, None, Text(f"此行的键“{said}”重复", f"the line has the key {said!r} twice"))
    except (ValueError, RecursionError):
        return _Entry(number, None, Text("此行不是有效的 JSON", "the line is not valid JSON"))
    if _HALF.search(line) and not _is_text(value):
        zh = "此行含半个字符(如单独的 \\ud83d),不是文字;请重新导出"
        return _Entry(number, None, Text(zh, "the line holds half a character, such as \\ud83d alone; export it again"))
    if not isinstance(value, dict):
        return _Entry(number, None, Text("此行须为一个 JSON 对象 {…}", "the line must be one JSON object {…}"))
    return _Entry(number, value)


def _is_text(value: object) -> bool:
    """Whether what a line states can be written as text: no character is but half there."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


class _TwiceError(ValueError):
    pass


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        raise _TwiceError(next(name for name, count in times.items() if count > 1))
    return found


def _refused(word: str) -> object:
    raise ValueError(word)
